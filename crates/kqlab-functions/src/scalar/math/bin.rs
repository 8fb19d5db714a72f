//! Rounding down to multiples.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Returns, Type, Value};

use crate::ScalarFn;
use crate::core::{
    Arg, Call, DATETIME, Double, EvalError, Long, Read, SCALAR, TIMESPAN, Text, datetime, eg,
    number, number_or_bool, sig, summable, timespan,
};
use crate::decimal;

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "bin",
            overloads: &[
                sig(&[number_or_bool("value"), number_or_bool("roundTo")], Returns::Widest),
                sig(&[timespan("value"), timespan("roundTo")], TIMESPAN),
                sig(&[datetime("value"), datetime("roundTo")], DATETIME),
                sig(&[datetime("value"), timespan("roundTo")], DATETIME),
            ],
            result_name: ResultName::FirstArgument,
            doc: "Rounds values down to an integer multiple of a given bin size.",
            page: "bin-function",
            examples: &[
                eg("bin(4.5, 1)", "4.0"),
                eg("bin(-7, 5)", "-10"),
                eg("bin(7, -5)", "10"),
                eg("bin(7, 0)", "long(null)"),
                eg("bin(7.0, 0.0)", "real(nan)"),
                eg("bin(time(16d), 7d)", "time(14.00:00:00)"),
                eg("bin(datetime(1970-05-11 13:45:07), 1d)", "datetime(1970-05-11)"),
            ],
            ..SCALAR
        },
        kernel: Some(bin),
    },
    ScalarFn {
        def: FnDef {
            name: "floor",
            overloads: &[
                sig(&[number_or_bool("value"), number_or_bool("roundTo")], Returns::Widest),
                sig(&[timespan("value"), timespan("roundTo")], TIMESPAN),
                sig(&[datetime("value"), datetime("roundTo")], DATETIME),
                sig(&[datetime("value"), timespan("roundTo")], DATETIME),
            ],
            result_name: ResultName::FirstArgument,
            doc: "Rounds values down to an integer multiple of a given bin size.",
            page: "bin-function",
            examples: &[eg("floor(-7, 5)", "-10"), eg("floor(7.5, 0.5)", "7.5")],
            ..SCALAR
        },
        kernel: Some(bin),
    },
    ScalarFn {
        def: FnDef {
            name: "bin_at",
            overloads: &[
                sig(&[number("value"), number("bin_size"), number("fixed_point")], Returns::Widest),
                sig(&[timespan("value"), number("bin_size"), timespan("fixed_point")], TIMESPAN),
                sig(&[timespan("value"), timespan("bin_size"), timespan("fixed_point")], TIMESPAN),
                sig(&[datetime("value"), summable("bin_size"), datetime("fixed_point")], DATETIME),
            ],
            result_name: ResultName::FirstArgument,
            doc: "Rounds values down to a fixed-size bin.",
            page: "bin-at-function",
            examples: &[
                eg("bin_at(6.5, 2.5, 7)", "4.5"),
                eg("bin_at(time(1h), 1d, 12h)", "time(-12:00:00)"),
                eg(
                    "bin_at(datetime(2017-05-15 10:20:00.0), 1d, datetime(1970-01-01 12:00:00.0))",
                    "datetime(2017-05-14 12:00)",
                ),
                eg(
                    "bin_at(datetime(2017-05-17 10:20:00.0), 7d, datetime(2017-06-04 00:00:00.0))",
                    "datetime(2017-05-14)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(bin_at),
    },
    ScalarFn {
        def: FnDef {
            name: "bin_auto",
            overloads: &[sig(&[summable("value")], Returns::Promoted)],
            result_name: ResultName::FirstArgument,
            doc: "Rounds values down to a bin of the size that the option `query_bin_auto_size` says.",
            page: "bin-auto-function",
            ..SCALAR
        },
        kernel: None,
    },
];

/// The multiple of `size` at or below `value`. As Kusto's integers do it (measured): of a negative size the multiple above,
/// and what overflows wraps.
fn whole(value: i64, size: i64) -> Option<i64> {
    let lower = if (value < 0) == (size < 0) {
        value
    } else {
        value.wrapping_add(size.signum()).wrapping_sub(size)
    };
    Some(lower.checked_div(size)?.wrapping_mul(size))
}

/// The same of reals; a size of 0 gives NaN (measured).
fn real(value: f64, size: f64) -> f64 {
    if size == 0.0 { f64::NAN } else { (value / size).floor() * size }
}

/// The same of ticks; a size that is not above 0 gives null (bin-function).
fn ticks(value: i64, size: i64) -> Option<i64> {
    (size > 0).then(|| value.div_euclid(size).checked_mul(size)).flatten()
}

/// Rounds whole numbers and pushes them as the result's type.
fn longs(call: &Call<'_>, f: impl Fn(&[i64]) -> Option<i64>) -> Result<Column, EvalError> {
    let sources: Vec<_> = call.args.iter().map(Long::open).collect();
    let mut row_of = Vec::with_capacity(sources.len());
    call.rows(|row| {
        row_of.clear();
        row_of.extend(sources.iter().map_while(|source| Long::get(source, row)));
        let result = if row_of.len() == sources.len() { f(&row_of) } else { None };
        Ok(match (result, call.returns) {
            (None, ty) => Value::null(ty),
            (Some(value), Type::Int) => Value::Int(value as i32),
            (Some(value), Type::Datetime) => Value::Datetime(value),
            (Some(value), Type::Timespan) => Value::Timespan(value),
            (Some(value), _) => Value::Long(value),
        })
    })
}

fn bin(call: &Call<'_>) -> Result<Column, EvalError> {
    match call.returns {
        Type::Int | Type::Long => longs(call, |row| whole(row[0], row[1])),
        Type::Datetime | Type::Timespan => longs(call, |row| ticks(row[0], row[1])),
        Type::Real => call.map2::<Double, Double, _>(real),
        _ => call.map2::<Text, Text, _>(|value, size| {
            let bin = decimal::bin(&decimal::parse(value)?, &decimal::parse(size)?)?;
            Some(decimal::text(&bin))
        }),
    }
}

fn bin_at(call: &Call<'_>) -> Result<Column, EvalError> {
    match call.returns {
        Type::Int | Type::Long | Type::Datetime | Type::Timespan => {
            if call.args.iter().map(Arg::ty).any(|ty| matches!(ty, Type::Real | Type::Decimal)) {
                return Err(EvalError::argument(
                    "expected a bin size in ticks or as a timespan, found a real",
                ));
            }
            longs(call, |row| {
                let (value, size, point) = (row[0], row[1], row[2]);
                ticks(value.checked_sub(point)?, size)?.checked_add(point)
            })
        }
        Type::Real => call.map3::<Double, Double, Double, _>(|value, size, point| {
            (size > 0.0).then(|| ((value - point) / size).floor() * size + point)
        }),
        _ => call.map3::<Text, Text, Text, _>(|value, size, point| {
            let [value, size, point] = [value, size, point].map(decimal::parse);
            let point = point?;
            let bin = decimal::bin(&decimal::subtract(&value?, &point), &size?)?;
            Some(decimal::text(&decimal::add(&bin, &point)))
        }),
    }
}
