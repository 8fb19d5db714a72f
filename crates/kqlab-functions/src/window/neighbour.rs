//! Values of neighbouring rows, and running values.

use bigdecimal::BigDecimal;
use kqlab_columns::{Builder, Column};
use kqlab_plan::{FnDef, Param, ParamType, Returns, Type, Value};

use crate::ScalarFn;
use crate::cast::cast_value;
use crate::core::{
    Arg, Bool, Call, Double, EvalError, Long, Read, Text, WINDOW, boolean, datetime, eg, long,
    number, scalar, sig, timespan,
};
use crate::decimal;

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "prev",
            overloads: &[sig(
                &[
                    Param::one("column", ParamType::Column),
                    long("offset").optional(),
                    scalar("default_value").optional().constant(),
                ],
                Returns::SameAs(0),
            )],
            doc: "Returns the value of a specific column in a specified row.",
            page: "prev-function",
            ..WINDOW
        },
        kernel: Some(|call| neighbour(call, -1)),
    },
    ScalarFn {
        def: FnDef {
            name: "next",
            overloads: &[sig(
                &[
                    Param::one("column", ParamType::Column),
                    long("offset").optional(),
                    scalar("default_value").optional().constant(),
                ],
                Returns::SameAs(0),
            )],
            doc: "Returns the value of the next column at an offset.",
            page: "next-function",
            ..WINDOW
        },
        kernel: Some(|call| neighbour(call, 1)),
    },
    ScalarFn {
        def: FnDef {
            name: "row_cumsum",
            overloads: &[sig(&[number("term"), boolean("restart").optional()], Returns::SameAs(0))],
            doc: "Calculates the cumulative sum of a column in a serialized row set.",
            page: "row-cumsum-function",
            examples: &[eg("row_cumsum(3)", "3")],
            ..WINDOW
        },
        kernel: Some(cumsum),
    },
    ScalarFn {
        def: FnDef {
            name: "row_window_session",
            overloads: &[sig(
                &[
                    datetime("expr"),
                    timespan("maxDistanceFromFirst"),
                    timespan("maxDistanceBetweenNeighbors"),
                    boolean("restart").optional(),
                ],
                Returns::SameAs(0),
            )],
            doc: "Calculates session start values of a column in a serialized row set.",
            page: "row-window-session-function",
            examples: &[eg(
                "row_window_session(datetime(2024-04-11 10:00), 1h, 5m)",
                "datetime(2024-04-11 10:00)",
            )],
            ..WINDOW
        },
        kernel: Some(session),
    },
];

/// The value so many rows away, backwards where `sign` is -1; past an end the default, else null.
fn neighbour(call: &Call<'_>, sign: i64) -> Result<Column, EvalError> {
    let offsets = call.args.get(1).map(Long::open);
    let default = call
        .args
        .get(2)
        .map_or(Value::null(call.returns), |default| cast_value(&default.value(0), call.returns));
    let there = |row: usize| {
        let offset = offsets.as_ref().map_or(Some(1), |offsets| Long::get(offsets, row))?;
        let row = i64::try_from(row).ok()?.checked_add(offset.checked_mul(sign)?)?;
        usize::try_from(row).ok().filter(|row| *row < call.rows)
    };
    let mut column = Builder::with_capacity(call.returns, call.rows);
    for row in 0..call.rows {
        match there(row) {
            Some(there) => column.push(&call.args[0].value(there)),
            None => column.push(&default),
        }
    }
    Ok(column.finish())
}

/// Whether each row restarts; null does not.
pub(super) fn restarts<'a>(arg: Option<&'a Arg>) -> impl Fn(usize) -> bool + 'a {
    let source = arg.map(Bool::open);
    move |row| source.as_ref().is_some_and(|source| Bool::get(source, row) == Some(true))
}

/// The running sum; a null adds nothing.
fn cumsum(call: &Call<'_>) -> Result<Column, EvalError> {
    let restart = restarts(call.args.get(1));
    match call.returns {
        Type::Int | Type::Long => {
            let terms = Long::open(&call.args[0]);
            let mut sum = 0_i64;
            call.rows(|row| {
                let start = if restart(row) { 0 } else { sum };
                sum = start.wrapping_add(Long::get(&terms, row).unwrap_or(0));
                Ok(if call.returns == Type::Int {
                    Value::Int(sum as i32)
                } else {
                    Value::Long(sum)
                })
            })
        }
        Type::Real => {
            let terms = Double::open(&call.args[0]);
            let mut sum = 0.0;
            call.rows(|row| {
                let start = if restart(row) { 0.0 } else { sum };
                sum = start + Double::get(&terms, row).unwrap_or(0.0);
                Ok(sum)
            })
        }
        _ => {
            let terms = Text::open(&call.args[0]);
            let mut sum = BigDecimal::default();
            call.rows(|row| {
                if restart(row) {
                    sum = BigDecimal::default();
                }
                if let Some(term) = Text::get(&terms, row).and_then(decimal::parse) {
                    sum = decimal::add(&sum, &term);
                }
                Ok(decimal::text(&sum))
            })
        }
    }
}

/// The start of each row's session (row-window-session-function).
fn session(call: &Call<'_>) -> Result<Column, EvalError> {
    let times = Long::open(&call.args[0]);
    let (from_first, between) = (Long::open(&call.args[1]), Long::open(&call.args[2]));
    let restart = restarts(call.args.get(3));
    let mut current: Option<(i64, i64)> = None;
    call.rows(|row| {
        let past = |time: i64, since: i64, distance: Option<i64>| {
            distance.is_some_and(|distance| time >= since.saturating_add(distance))
        };
        current = Long::get(&times, row).map(|time| match current {
            Some((start, last))
                if !restart(row)
                    && !past(time, start, Long::get(&from_first, row))
                    && !past(time, last, Long::get(&between, row)) =>
            {
                (start, time)
            }
            _ => (time, time),
        });
        Ok(current.map(|(start, _)| start))
    })
}
