//! Parts of a datetime.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Value};
use kqlab_syntax::time::{
    TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND, civil_from_ticks,
};

use super::calendar;
use crate::ScalarFn;
use crate::core::{Call, EvalError, INT, Long, Read, SCALAR, TIMESPAN, datetime, eg, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "dayofweek",
            overloads: &[sig(&[datetime("date")], TIMESPAN)],
            doc: "Returns the `timespan` since the preceding Sunday.",
            page: "day-of-week-function",
            examples: &[
                eg("dayofweek(datetime(1947-11-30 10:00:05))", "time(00:00:00)"),
                eg("dayofweek(datetime(1970-05-11))", "time(1.00:00:00)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Long, _>(|ticks| calendar::weekday(ticks) * TICKS_PER_DAY)),
    },
    ScalarFn {
        def: FnDef {
            name: "dayofmonth",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Returns an integer representing the day of the month.",
            page: "day-of-month-function",
            examples: &[
                eg("dayofmonth(datetime(2015-12-14))", "int(14)"),
                eg("dayofmonth(datetime(null))", "int(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| part(call, day_of_month)),
    },
    ScalarFn {
        def: FnDef {
            name: "dayofyear",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Returns the day number of the given year.",
            page: "day-of-year-function",
            examples: &[
                eg("dayofyear(datetime(2015-12-14))", "int(348)"),
                eg("dayofyear(datetime(2020-12-31))", "int(366)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| part(call, calendar::day_of_year)),
    },
    ScalarFn {
        def: FnDef {
            name: "hourofday",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Returns an integer representing the hour of the given date.",
            page: "hour-of-day-function",
            examples: &[
                eg("hourofday(datetime(2015-12-14 18:54))", "int(18)"),
                eg("hourofday(datetime(2015-12-14))", "int(0)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| part(call, hour)),
    },
    ScalarFn {
        def: FnDef {
            name: "week_of_year",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Gets the integer representation of the week.",
            page: "week-of-year-function",
            examples: &[
                eg("week_of_year(datetime(2020-12-31))", "int(53)"),
                eg("week_of_year(datetime(2020-06-15))", "int(25)"),
                eg("week_of_year(datetime(1970-01-01))", "int(1)"),
                eg("week_of_year(datetime(2000-01-01))", "int(52)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| part(call, calendar::iso_week)),
    },
    ScalarFn {
        def: FnDef {
            name: "weekofyear",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "The old name of `week_of_year`.",
            page: "week-of-year-function",
            examples: &[
                eg("weekofyear(datetime(2020-01-01))", "int(1)"),
                eg("weekofyear(datetime(2020-01-05))", "int(2)"),
            ],
            replaced_by: Some("week_of_year"),
            ..SCALAR
        },
        kernel: Some(|call| part(call, calendar::old_week)),
    },
    ScalarFn {
        def: FnDef {
            name: "monthofyear",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Gets the integer representation of the month.",
            page: "monthofyear-function",
            examples: &[
                eg(r#"monthofyear(datetime("2015-12-14"))"#, "int(12)"),
                eg("monthofyear(datetime(2016-01-01))", "int(1)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| part(call, month)),
    },
    ScalarFn {
        def: FnDef {
            name: "getmonth",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Gets the integer representation of the month.",
            page: "monthofyear-function",
            examples: &[
                eg("getmonth(datetime(2015-10-12))", "int(10)"),
                eg("getmonth(datetime(null))", "int(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| part(call, month)),
    },
    ScalarFn {
        def: FnDef {
            name: "getyear",
            overloads: &[sig(&[datetime("date")], INT)],
            doc: "Returns the year of the `datetime` input.",
            page: "getyear-function",
            examples: &[
                eg("getyear(datetime(2015-10-12))", "int(2015)"),
                eg("getyear(datetime(0001-01-01))", "int(1)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| part(call, year)),
    },
    ScalarFn {
        def: FnDef {
            name: "datetime_part",
            overloads: &[sig(&[string("part").constant(), datetime("date")], INT)],
            doc: "Returns a part of a datetime as an integer.",
            page: "datetime-part-function",
            examples: &[
                eg(r#"datetime_part("year", datetime(2017-10-30 01:02:03.7654321))"#, "int(2017)"),
                eg(r#"datetime_part("quarter", datetime(2017-10-30 01:02:03.7654321))"#, "int(4)"),
                eg(
                    r#"datetime_part("week_of_year", datetime(2017-10-30 01:02:03.7654321))"#,
                    "int(44)",
                ),
                eg(
                    r#"datetime_part("dayOfYear", datetime(2017-10-30 01:02:03.7654321))"#,
                    "int(303)",
                ),
                eg(
                    r#"datetime_part("microsecond", datetime(2017-10-30 01:02:03.7654321))"#,
                    "int(765432)",
                ),
                eg(
                    r#"datetime_part("nanosecond", datetime(2017-10-30 01:02:03.7654321))"#,
                    "int(765432100)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(datetime_part),
    },
    ScalarFn {
        def: FnDef {
            name: "datepart",
            overloads: &[sig(&[string("part").constant(), datetime("date")], INT)],
            doc: "The old name of `datetime_part`.",
            page: "datetime-part-function",
            examples: &[
                eg(r#"datepart("month", datetime(2017-10-30))"#, "int(10)"),
                eg(r#"datepart("Second", datetime(2017-10-30 01:02:03))"#, "int(3)"),
            ],
            replaced_by: Some("datetime_part"),
            ..SCALAR
        },
        kernel: Some(datetime_part),
    },
];

/// A part of every datetime.
fn part(call: &Call<'_>, part: fn(i64) -> i64) -> Result<Column, EvalError> {
    call.map1::<Long, _>(|ticks| int(part(ticks)))
}

fn int(number: i64) -> i32 {
    i32::try_from(number).expect("invariant: parts of a datetime are small")
}

fn day_of_month(ticks: i64) -> i64 {
    civil_from_ticks(ticks).day.into()
}

fn hour(ticks: i64) -> i64 {
    civil_from_ticks(ticks).hour.into()
}

fn month(ticks: i64) -> i64 {
    civil_from_ticks(ticks).month.into()
}

fn year(ticks: i64) -> i64 {
    civil_from_ticks(ticks).year.into()
}

/// The part of that name, in any case (datetime-part-function).
fn named(name: &str) -> Option<fn(i64) -> i64> {
    Some(match name.to_ascii_lowercase().as_str() {
        "year" => year,
        "quarter" => |ticks| (month(ticks) + 2) / 3,
        "month" => month,
        "week_of_year" => calendar::iso_week,
        "weekofyear" => calendar::old_week,
        "day" => day_of_month,
        "dayofyear" => calendar::day_of_year,
        "hour" => hour,
        "minute" => |ticks| civil_from_ticks(ticks).minute.into(),
        "second" => |ticks| civil_from_ticks(ticks).second.into(),
        "millisecond" => |ticks| i64::from(civil_from_ticks(ticks).ticks) / TICKS_PER_MILLISECOND,
        "microsecond" => |ticks| i64::from(civil_from_ticks(ticks).ticks) / TICKS_PER_MICROSECOND,
        "nanosecond" => |ticks| i64::from(civil_from_ticks(ticks).ticks) * 100,
        _ => return None,
    })
}

fn datetime_part(call: &Call<'_>) -> Result<Column, EvalError> {
    let name = constant_text(call, 0)?;
    let part = named(name).ok_or_else(|| {
        EvalError::argument(format!("expected a part of a datetime, found '{name}'")).with_hint(
            "the parts are year, quarter, month, week_of_year, day, dayOfYear, hour, minute, second, \
             millisecond, microsecond and nanosecond",
        )
    })?;
    let dates = Long::open(&call.args[1]);
    call.rows(|row| Ok(Long::get(&dates, row).map(|ticks| int(part(ticks)))))
}

/// A text that must be constant.
pub(super) fn constant_text<'a>(call: &'a Call<'_>, position: usize) -> Result<&'a str, EvalError> {
    match call.constant(position) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(EvalError::argument("expected a constant text, found an expression")),
    }
}
