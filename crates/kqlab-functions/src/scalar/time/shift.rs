//! Datetime arithmetic by calendar parts, and time zones.

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use super::calendar::{self, Period};
use super::part::constant_text;
use super::zone;
use crate::ScalarFn;
use crate::core::{
    Call, DATETIME, DYNAMIC, EvalError, LONG, Long, Read, SCALAR, datetime, eg, integer, sig,
    string,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "datetime_add",
            overloads: &[sig(
                &[string("part").constant(), integer("value"), datetime("datetime")],
                DATETIME,
            )],
            doc: "Calculates a new datetime.",
            page: "datetime-add-function",
            examples: &[
                eg("datetime_add('year', -5, datetime(2017-01-01))", "datetime(2012-01-01)"),
                eg("datetime_add('quarter', 12, datetime(2017-01-01))", "datetime(2020-01-01)"),
                eg("datetime_add('month', -15, datetime(2017-01-01))", "datetime(2015-10-01)"),
                eg("datetime_add('week', 100, datetime(2017-01-01))", "datetime(2018-12-02)"),
                eg(
                    "datetime_add('second', 1, datetime(2017-01-01))",
                    "datetime(2017-01-01 00:00:01)",
                ),
                eg("datetime_add('month', 1, datetime(2024-01-31))", "datetime(2024-02-29)"),
            ],
            ..SCALAR
        },
        kernel: Some(add),
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_diff",
            overloads: &[sig(
                &[string("part").constant(), datetime("datetime1"), datetime("datetime2")],
                LONG,
            )],
            doc: "Calculates the period between two datetime values.",
            page: "datetime-diff-function",
            examples: &[
                eg("datetime_diff('year', datetime(2017-01-01), datetime(2000-12-31))", "17"),
                eg("datetime_diff('quarter', datetime(2017-07-01), datetime(2017-03-30))", "2"),
                eg("datetime_diff('month', datetime(2017-01-01), datetime(2015-12-30))", "13"),
                eg(
                    "datetime_diff('week', datetime(2017-10-29 00:00), datetime(2017-09-30 23:59))",
                    "5",
                ),
                eg(
                    "datetime_diff('day', datetime(2017-10-29 00:00), datetime(2017-09-30 23:59))",
                    "29",
                ),
                eg(
                    "datetime_diff('second', datetime(2017-10-30 23:00:10.100), datetime(2017-10-30 23:00:00.900))",
                    "10",
                ),
                eg(
                    "datetime_diff('nanosecond', datetime(2017-10-30 23:00:00.0000000), datetime(2017-10-30 23:00:00.0000007))",
                    "-700",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(difference),
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_local_to_utc",
            overloads: &[sig(&[datetime("from"), string("timezone")], DATETIME)],
            doc: "Converts local datetime to UTC datetime.",
            page: "datetime-local-to-utc-function",
            examples: &[
                eg(
                    "datetime_local_to_utc(datetime(2020-02-02 20:02:20), 'US/Pacific')",
                    "datetime(2020-02-03 04:02:20)",
                ),
                eg(
                    "datetime_local_to_utc(datetime(2022-03-27 02:00), 'Europe/Brussels')",
                    "datetime(2022-03-27 00:00)",
                ),
                eg(
                    "datetime_local_to_utc(datetime(2022-03-27 03:00), 'Europe/Brussels')",
                    "datetime(2022-03-27 01:00)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| zone::shift(call, zone::to_utc)),
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_utc_to_local",
            overloads: &[sig(&[datetime("from"), string("timezone")], DATETIME)],
            doc: "Converts a UTC datetime to the local time of a time zone.",
            page: "datetime-utc-to-local-function",
            examples: &[
                eg(
                    "datetime_utc_to_local(datetime(2022-07-11 22:18:48.4678620), 'US/Pacific')",
                    "datetime(2022-07-11 15:18:48.4678620)",
                ),
                eg(
                    "datetime_utc_to_local(datetime(2022-07-11 22:18:48.4678620), 'Australia/Canberra')",
                    "datetime(2022-07-12 08:18:48.4678620)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| zone::shift(call, zone::to_local)),
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_list_timezones",
            overloads: &[sig(&[], DYNAMIC)],
            doc: "Lists the time zones that `datetime_utc_to_local` knows.",
            page: "datetime-list-timezones",
            examples: &[eg(
                r#"set_has_element(datetime_list_timezones(), "Europe/Paris")"#,
                "true",
            )],
            ..SCALAR
        },
        kernel: Some(zone::list),
    },
];

fn period(call: &Call<'_>) -> Result<Period, EvalError> {
    let name = constant_text(call, 0)?;
    Period::parse(name).ok_or_else(|| {
        EvalError::argument(format!("expected a period, found '{name}'")).with_hint(
            "the periods are year, quarter, month, week, day, hour, minute, second, millisecond, \
             microsecond and nanosecond",
        )
    })
}

fn add(call: &Call<'_>) -> Result<Column, EvalError> {
    let period = period(call)?;
    let (amounts, dates) = (Long::open(&call.args[1]), Long::open(&call.args[2]));
    call.rows(|row| {
        let both = Long::get(&amounts, row).zip(Long::get(&dates, row));
        Ok(both.and_then(|(amount, date)| calendar::add(period, amount, date)))
    })
}

fn difference(call: &Call<'_>) -> Result<Column, EvalError> {
    let period = period(call)?;
    let (left, right) = (Long::open(&call.args[1]), Long::open(&call.args[2]));
    call.rows(|row| {
        let both = Long::get(&left, row).zip(Long::get(&right, row));
        Ok(both.map(|(left, right)| calendar::difference(period, left, right)))
    })
}
