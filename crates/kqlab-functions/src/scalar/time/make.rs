//! Making datetimes and timespans.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Type};
use kqlab_syntax::time::{
    Civil, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND,
    TICKS_PER_MINUTE, TICKS_PER_SECOND, UNIX_EPOCH, ticks_from_civil,
};

use super::calendar;
use crate::ScalarFn;
use crate::cast::cast;
use crate::core::{
    Call, DATETIME, Double, EvalError, Long, Read, SCALAR, TIMESPAN, eg, integer, number, scalar,
    sig, timespan,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "now",
            overloads: &[sig(&[timespan("offset").optional()], DATETIME)],
            doc: "Returns the current UTC time.",
            page: "now-function",
            examples: &[eg("now(1h) - now()", "1h"), eg("now() == ago(0s)", "true")],
            ..SCALAR
        },
        kernel: Some(now),
    },
    ScalarFn {
        def: FnDef {
            name: "ago",
            overloads: &[sig(&[timespan("timespan")], DATETIME)],
            doc: "Subtracts a given timespan from the current UTC clock time.",
            page: "ago-function",
            examples: &[eg("now() - ago(1d)", "1d"), eg("isnull(ago(1000000d))", "true")],
            ..SCALAR
        },
        kernel: Some(ago),
    },
    ScalarFn {
        def: FnDef {
            name: "make_datetime",
            overloads: &[
                sig(
                    &[
                        number("year"),
                        number("month"),
                        number("day"),
                        number("hour").optional(),
                        number("minute").optional(),
                        number("second").optional(),
                    ],
                    DATETIME,
                ),
                sig(&[scalar("value")], DATETIME),
            ],
            result_name: ResultName::OnlyArgument,
            doc: "Creates a datetime scalar value from the specified date and time.",
            page: "make-datetime-function",
            examples: &[
                eg("make_datetime(2017,10,01)", "datetime(2017-10-01)"),
                eg("make_datetime(2017,10,01,12,10)", "datetime(2017-10-01 12:10)"),
                eg(
                    "make_datetime(2017,10,01,12,11,0.1234567)",
                    "datetime(2017-10-01 12:11:00.1234567)",
                ),
                eg("make_datetime(2017,2,29)", "datetime(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(make_datetime),
    },
    ScalarFn {
        def: FnDef {
            name: "make_timespan",
            overloads: &[
                sig(
                    &[integer("days"), integer("hours"), integer("minutes"), number("seconds")],
                    TIMESPAN,
                ),
                sig(
                    &[integer("hours"), integer("minutes"), number("seconds").optional()],
                    TIMESPAN,
                ),
                sig(&[scalar("value")], TIMESPAN),
            ],
            result_name: ResultName::OnlyArgument,
            doc: "Creates a timespan scalar value from the specified time period.",
            page: "make-timespan-function",
            examples: &[
                eg("make_timespan(1,12,30,55.123)", "time(1.12:30:55.1230000)"),
                eg("make_timespan(12,30)", "time(12:30:00)"),
                eg("make_timespan(24,0)", "timespan(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(make_timespan),
    },
    ScalarFn {
        def: FnDef {
            name: "unixtime_seconds_todatetime",
            overloads: &[sig(&[number("number")], DATETIME)],
            doc: "Converts unix-epoch seconds to UTC datetime.",
            page: "unixtime-seconds-todatetime-function",
            examples: &[
                eg("unixtime_seconds_todatetime(1546300800)", "datetime(2019-01-01)"),
                eg("unixtime_seconds_todatetime(-0.5)", "datetime(1969-12-31 23:59:59.5)"),
                eg("unixtime_seconds_todatetime(1546300800000)", "datetime(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| unix_time(call, TICKS_PER_SECOND, 1)),
    },
    ScalarFn {
        def: FnDef {
            name: "unixtime_milliseconds_todatetime",
            overloads: &[sig(&[number("number")], DATETIME)],
            doc: "Converts unix-epoch milliseconds to UTC datetime.",
            page: "unixtime-milliseconds-todatetime-function",
            examples: &[
                eg("unixtime_milliseconds_todatetime(1546300800000)", "datetime(2019-01-01)"),
                eg("unixtime_milliseconds_todatetime(1)", "datetime(1970-01-01 00:00:00.001)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| unix_time(call, TICKS_PER_MILLISECOND, 1)),
    },
    ScalarFn {
        def: FnDef {
            name: "unixtime_microseconds_todatetime",
            overloads: &[sig(&[number("number")], DATETIME)],
            doc: "Converts unix-epoch microseconds to UTC datetime.",
            page: "unixtime-microseconds-todatetime-function",
            examples: &[
                eg("unixtime_microseconds_todatetime(1546300800000000)", "datetime(2019-01-01)"),
                eg("unixtime_microseconds_todatetime(1)", "datetime(1970-01-01 00:00:00.000001)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| unix_time(call, TICKS_PER_MICROSECOND, 1)),
    },
    ScalarFn {
        def: FnDef {
            name: "unixtime_nanoseconds_todatetime",
            overloads: &[sig(&[number("number")], DATETIME)],
            doc: "Converts unix-epoch nanoseconds to UTC datetime.",
            page: "unixtime-nanoseconds-todatetime-function",
            examples: &[
                eg("unixtime_nanoseconds_todatetime(1546300800000000000)", "datetime(2019-01-01)"),
                eg("unixtime_nanoseconds_todatetime(199)", "datetime(1970-01-01 00:00:00.0000001)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| unix_time(call, 1, 100)),
    },
];

/// The argument's whole numbers and reals, as they are given.
fn numbers<'a>(call: &'a Call<'_>) -> Vec<<Double as Read>::Source<'a>> {
    call.args.iter().map(Double::open).collect()
}

/// A whole number of a row, cut; `None` if it is null or no such number.
fn whole(number: Option<f64>, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
    let number = number?.trunc();
    ((*range.start() as f64)..=(*range.end() as f64)).contains(&number).then_some(number as i64)
}

/// Seconds from 0 to 59.9999999 in ticks, cut; what a double lacks to a tick is made up for.
fn second_ticks(seconds: Option<f64>) -> Option<i64> {
    let seconds = seconds.filter(|seconds| (0.0..60.0).contains(seconds))?;
    let ticks = (seconds * TICKS_PER_SECOND as f64 + 1e-4).floor() as i64;
    Some(ticks.min(TICKS_PER_MINUTE - 1))
}

fn make_datetime(call: &Call<'_>) -> Result<Column, EvalError> {
    if call.overload == 1 {
        return Ok(cast(&call.args[0], Type::Datetime).into_column(call.rows));
    }
    let numbers = numbers(call);
    call.rows(|row| {
        let get = |position: usize| {
            numbers.get(position).map_or(Some(0.0), |numbers| Double::get(numbers, row))
        };
        let part = |position, range| whole(get(position), range);
        Ok((|| {
            let ticks = second_ticks(get(5))?;
            let small = |value: i64| u32::try_from(value).ok();
            let minute = Civil {
                year: i32::try_from(part(0, 1..=9999)?).ok()?,
                month: small(part(1, 1..=12)?)?,
                day: small(part(2, 1..=31)?)?,
                hour: small(part(3, 0..=23)?)?,
                minute: small(part(4, 0..=59)?)?,
                second: 0,
                ticks: 0,
            };
            Some(ticks_from_civil(minute)? + ticks)
        })())
    })
}

fn make_timespan(call: &Call<'_>) -> Result<Column, EvalError> {
    if call.overload == 2 {
        return Ok(cast(&call.args[0], Type::Timespan).into_column(call.rows));
    }
    let numbers = numbers(call);
    let hours = usize::from(call.overload == 0);
    call.rows(|row| {
        let get = |position: usize| {
            numbers.get(position).map_or(Some(0.0), |numbers| Double::get(numbers, row))
        };
        Ok((|| {
            let limit = i64::MAX / TICKS_PER_DAY;
            let days = if hours == 0 { 0 } else { whole(get(0), -limit..=limit)? };
            let of_day = whole(get(hours), 0..=23)? * TICKS_PER_HOUR
                + whole(get(hours + 1), 0..=59)? * TICKS_PER_MINUTE
                + second_ticks(get(hours + 2))?;
            (days * TICKS_PER_DAY).checked_add(of_day)
        })())
    })
}

/// A number of units since 1970; `per_tick` units make a tick, or a unit makes `ticks` of them.
fn unix_time(call: &Call<'_>, ticks: i64, per_tick: i64) -> Result<Column, EvalError> {
    if matches!(call.args[0].ty(), Type::Int | Type::Long) {
        return call.map1::<Long, _>(|units| {
            calendar::moved(units.checked_mul(ticks)?.div_euclid(per_tick), UNIX_EPOCH)
        });
    }
    call.map1::<Double, _>(|units| {
        let since = (units * ticks as f64 / per_tick as f64).floor();
        (since.abs() < i64::MAX as f64).then(|| calendar::moved(since as i64, UNIX_EPOCH)).flatten()
    })
}

fn now(call: &Call<'_>) -> Result<Column, EvalError> {
    if call.args.is_empty() {
        return call.rows(|_| Ok(call.cx.now));
    }
    call.map1::<Long, _>(|offset| calendar::moved(call.cx.now, offset))
}

fn ago(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Long, _>(|span| calendar::moved(call.cx.now, span.checked_neg()?))
}
