//! Rounding, sign, and number classes.

use bigdecimal::BigDecimal;
use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Returns, Type, Value};

use crate::ScalarFn;
use crate::core::{
    BOOL, Call, Double, EvalError, LONG, Long, Null, REAL, Read, SCALAR, TIMESPAN, Text, boolean,
    eg, integer, long, number, number_or_bool, real, sig, timespan,
};
use crate::decimal;

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "round",
            overloads: &[sig(
                &[number("number"), long("precision").optional().constant()],
                Returns::SameAs(0),
            )],
            result_name: ResultName::FirstArgument,
            doc: "Rounds the number to the specified precision.",
            page: "round-function",
            examples: &[
                eg("round(2.98765, 3)", "2.988"),
                eg("round(2.15, 1)", "2.2"),
                eg("round(2.15)", "2.0"),
                eg("round(-50.55, -2)", "-100.0"),
                eg("round(21.5, -1)", "20.0"),
                eg("round(1.005, 2)", "1.0"),
            ],
            ..SCALAR
        },
        kernel: Some(round),
    },
    ScalarFn {
        def: FnDef {
            name: "ceiling",
            overloads: &[sig(&[number("number")], Returns::SameAs(0))],
            result_name: ResultName::FirstArgument,
            doc: "Calculates the smallest integer greater than, or equal to, the specified numeric expression.",
            page: "ceiling-function",
            examples: &[
                eg("ceiling(-1.1)", "-1.0"),
                eg("ceiling(0)", "0"),
                eg("ceiling(0.9)", "1.0"),
            ],
            ..SCALAR
        },
        kernel: Some(ceiling),
    },
    ScalarFn {
        def: FnDef {
            name: "abs",
            overloads: &[
                sig(&[integer("number")], LONG),
                sig(&[boolean("number")], LONG),
                sig(&[number("number")], Returns::SameAs(0)),
                sig(&[timespan("number")], TIMESPAN),
            ],
            result_name: ResultName::FirstArgument,
            doc: "Calculates the absolute value of an input.",
            page: "abs-function",
            examples: &[
                eg("abs(-5)", "5"),
                eg("abs(-1.5)", "1.5"),
                eg("abs(-1d)", "1d"),
                eg("abs(int(-3))", "3"),
            ],
            ..SCALAR
        },
        kernel: Some(abs),
    },
    ScalarFn {
        def: FnDef {
            name: "sign",
            overloads: &[sig(&[number_or_bool("number")], REAL)],
            doc: "Returns the sign of the numeric expression.",
            page: "sign-function",
            examples: &[
                eg("sign(-42)", "-1.0"),
                eg("sign(0)", "0.0"),
                eg("sign(11.2)", "1.0"),
                eg("sign(long(null))", "0.0"),
            ],
            ..SCALAR
        },
        kernel: Some(sign),
    },
    ScalarFn {
        def: FnDef {
            name: "isnan",
            overloads: &[sig(&[real("number")], BOOL)],
            doc: "Checks if the input is a not-a-number (NaN) value.",
            page: "isnan-function",
            examples: &[
                eg("isnan(0.0/0.0)", "true"),
                eg("isnan(1.0)", "false"),
                eg("isnan(real(null))", "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::is_nan)),
    },
    ScalarFn {
        def: FnDef {
            name: "isinf",
            overloads: &[sig(&[real("number")], BOOL)],
            doc: "Checks if the input is an infinite value.",
            page: "isinf-function",
            examples: &[eg("isinf(1.0/0.0)", "true"), eg("isinf(0.0/0.0)", "false")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::is_infinite)),
    },
    ScalarFn {
        def: FnDef {
            name: "isfinite",
            overloads: &[sig(&[real("number")], BOOL)],
            doc: "Checks if the input is a finite value.",
            page: "isfinite-function",
            examples: &[eg("isfinite(1.0)", "true"), eg("isfinite(1.0/0.0)", "false")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Double, _>(f64::is_finite)),
    },
];

/// Rounds half away from zero, the number times a power of ten as a double has it: `round(2.15, 1)` is 2.2 (round-function),
/// `round(1.005, 2)` is 1.0 (measured).
fn to_digits(number: f64, digits: i64) -> f64 {
    let power = 10_f64.powf(digits.unsigned_abs().min(400) as f64);
    let rounded = if digits < 0 {
        (number / power).round() * power
    } else {
        (number * power).round() / power
    };
    if rounded.is_finite() {
        rounded
    } else if digits < 0 {
        0.0
    } else {
        number
    }
}

fn round(call: &Call<'_>) -> Result<Column, EvalError> {
    let digits = call.args.get(1).map(Long::open);
    let digits = |row| digits.as_ref().map_or(Some(0), |digits| Long::get(digits, row));
    match call.returns {
        Type::Int | Type::Long => {
            let numbers = Long::open(&call.args[0]);
            call.rows(|row| {
                let rounded = Long::get(&numbers, row)
                    .zip(digits(row))
                    .map(|(number, digits)| whole_to_digits(number, digits));
                Ok(rounded.map(|rounded| whole(rounded, call.returns)))
            })
        }
        Type::Real => {
            let numbers = Double::open(&call.args[0]);
            call.rows(|row| {
                let number = Double::get(&numbers, row).zip(digits(row));
                Ok(number.map(|(number, digits)| to_digits(number, digits)))
            })
        }
        _ => {
            let numbers = Text::open(&call.args[0]);
            call.rows(|row| {
                let number = Text::get(&numbers, row).and_then(decimal::parse).zip(digits(row));
                Ok(number
                    .map(|(number, digits)| decimal::text(&decimal::to_digits(&number, digits))))
            })
        }
    }
}

/// A whole number has digits before the point only.
fn whole_to_digits(number: i64, digits: i64) -> i64 {
    if digits >= 0 {
        return number;
    }
    let Some(power) =
        u32::try_from(digits.unsigned_abs()).ok().and_then(|digits| 10_i64.checked_pow(digits))
    else {
        return 0;
    };
    let rest = number % power;
    let up =
        if rest.unsigned_abs() >= power.unsigned_abs().div_ceil(2) { rest.signum() } else { 0 };
    (number / power).saturating_add(up).saturating_mul(power)
}

/// A whole number as a value of its type.
fn whole(number: i64, ty: Type) -> Value {
    match ty {
        Type::Int => Value::Int(number as i32),
        Type::Timespan => Value::Timespan(number),
        _ => Value::Long(number),
    }
}

fn ceiling(call: &Call<'_>) -> Result<Column, EvalError> {
    match call.returns {
        Type::Int | Type::Long => Ok(call.args[0].clone().into_column(call.rows)),
        Type::Real => call.map1::<Double, _>(f64::ceil),
        _ => decimals(call, decimal::ceiling),
    }
}

fn abs(call: &Call<'_>) -> Result<Column, EvalError> {
    match call.returns {
        ty @ (Type::Long | Type::Timespan) => {
            call.map1::<Long, _>(|number| whole(number.wrapping_abs(), ty))
        }
        Type::Real => call.map1::<Double, _>(f64::abs),
        _ => decimals(call, decimal::abs),
    }
}

/// Maps decimals.
fn decimals(call: &Call<'_>, f: impl Fn(&BigDecimal) -> BigDecimal) -> Result<Column, EvalError> {
    call.map1::<Text, _>(|text| decimal::parse(text).map(|number| decimal::text(&f(&number))))
}

/// 0 for null and for what is no number (measured).
fn sign(call: &Call<'_>) -> Result<Column, EvalError> {
    let numbers = Null::<Double>::open(&call.args[0]);
    call.rows(|row| {
        let number = Null::<Double>::get(&numbers, row).flatten().unwrap_or(0.0);
        Ok(if number > 0.0 {
            1.0
        } else if number < 0.0 {
            -1.0
        } else {
            0.0
        })
    })
}
