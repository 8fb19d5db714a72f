//! Starts and ends of days, weeks, months and years.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName};

use super::calendar::{self, Period};
use crate::ScalarFn;
use crate::core::{Call, DATETIME, EvalError, Long, Read, SCALAR, datetime, eg, long, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "startofday",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the start of the day for the given date.",
            page: "startofday-function",
            examples: &[
                eg("startofday(datetime(2017-01-01 10:10:17))", "datetime(2017-01-01)"),
                eg("startofday(datetime(2017-01-01 10:10:17), -1)", "datetime(2016-12-31)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| start(call, Period::DAY)),
    },
    ScalarFn {
        def: FnDef {
            name: "startofweek",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns the start of the week for the given date.",
            page: "startofweek-function",
            examples: &[
                eg("startofweek(datetime(2017-01-01 10:10:17))", "datetime(2017-01-01)"),
                eg("startofweek(datetime(2017-01-01 10:10:17), -1)", "datetime(2016-12-25)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| start(call, Period::Week)),
    },
    ScalarFn {
        def: FnDef {
            name: "startofmonth",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns the start of the month for the given date.",
            page: "startofmonth-function",
            examples: &[
                eg("startofmonth(datetime(2017-01-01 10:10:17))", "datetime(2017-01-01)"),
                eg("startofmonth(datetime(2017-01-01 10:10:17), 1)", "datetime(2017-02-01)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| start(call, Period::MONTH)),
    },
    ScalarFn {
        def: FnDef {
            name: "startofyear",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns the start of the year for the given date.",
            page: "startofyear-function",
            examples: &[
                eg("startofyear(datetime(2017-01-01 10:10:17))", "datetime(2017-01-01)"),
                eg("startofyear(datetime(2017-01-01 10:10:17), -1)", "datetime(2016-01-01)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| start(call, Period::YEAR)),
    },
    ScalarFn {
        def: FnDef {
            name: "endofday",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns a datetime representing the end of the day for the given date value.",
            page: "endofday-function",
            examples: &[
                eg(
                    "endofday(datetime(2017-01-01 10:10:17))",
                    "datetime(2017-01-01 23:59:59.9999999)",
                ),
                eg(
                    "endofday(datetime(2017-01-01 10:10:17), 1)",
                    "datetime(2017-01-02 23:59:59.9999999)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| end(call, Period::DAY)),
    },
    ScalarFn {
        def: FnDef {
            name: "endofweek",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns a datetime representing the end of the week for the given date value.",
            page: "endofweek-function",
            examples: &[
                eg(
                    "endofweek(datetime(2017-01-01 10:10:17))",
                    "datetime(2017-01-07 23:59:59.9999999)",
                ),
                eg(
                    "endofweek(datetime(2017-01-01 10:10:17), -1)",
                    "datetime(2016-12-31 23:59:59.9999999)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| end(call, Period::Week)),
    },
    ScalarFn {
        def: FnDef {
            name: "endofmonth",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns a datetime representing the end of the month for the given date value.",
            page: "endofmonth-function",
            examples: &[
                eg(
                    "endofmonth(datetime(2017-01-01 10:10:17))",
                    "datetime(2017-01-31 23:59:59.9999999)",
                ),
                eg(
                    "endofmonth(datetime(2017-01-01 10:10:17), 1)",
                    "datetime(2017-02-28 23:59:59.9999999)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| end(call, Period::MONTH)),
    },
    ScalarFn {
        def: FnDef {
            name: "endofyear",
            overloads: &[sig(&[datetime("date"), long("offset").optional()], DATETIME)],
            doc: "Returns a datetime representing the end of the year for the given date value.",
            page: "endofyear-function",
            examples: &[
                eg(
                    "endofyear(datetime(2017-01-01 10:10:17))",
                    "datetime(2017-12-31 23:59:59.9999999)",
                ),
                eg("endofyear(datetime(9999-01-01))", "datetime(9999-12-31 23:59:59.9999999)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| end(call, Period::YEAR)),
    },
];

fn offset<'a>(call: &'a Call<'a>) -> Option<<Long as Read>::Source<'a>> {
    call.args.get(1).map(Long::open)
}

/// The first tick of the period, `offset` periods on.
fn start(call: &Call<'_>, period: Period) -> Result<Column, EvalError> {
    let (dates, offsets) = (Long::open(&call.args[0]), offset(call));
    call.rows(|row| {
        let offset = offsets.as_ref().map_or(Some(0), |offsets| Long::get(offsets, row));
        let date = Long::get(&dates, row).zip(offset);
        let start = date.and_then(|(date, offset)| calendar::start(period, date, offset));
        Ok(start.and_then(calendar::datetime))
    })
}

/// The last tick of the period (measured).
fn end(call: &Call<'_>, period: Period) -> Result<Column, EvalError> {
    let (dates, offsets) = (Long::open(&call.args[0]), offset(call));
    call.rows(|row| {
        let offset = offsets.as_ref().map_or(Some(0), |offsets| Long::get(offsets, row));
        let date = Long::get(&dates, row).zip(offset.and_then(|offset| offset.checked_add(1)));
        let next = date.and_then(|(date, offset)| calendar::start(period, date, offset));
        Ok(next.and_then(|next| calendar::datetime(next - 1)))
    })
}
