//! The kernels of arithmetic operators (measured on Kusto; datetime-timespan-arithmetic).

use bigdecimal::BigDecimal;
use kqlab_columns::Column;
use kqlab_plan::Type;
use kqlab_syntax::time::MAX_DATETIME;
use serde_json::Value as JsonValue;

use crate::cast::{number, time};
use crate::core::{Any, Double, Inner, Long, Read, Ref};
use crate::{Call, EvalError, decimal};

/// An operator.
#[derive(Clone, Copy)]
pub(super) enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// The result of one of them.
pub(super) fn arithmetic(call: &Call<'_>, op: Op) -> Result<Column, EvalError> {
    let (a, b) = (call.args[0].ty(), call.args[1].ty());
    match call.returns {
        Type::Long if is_integer(a) && is_integer(b) => {
            binary::<Long, _>(call, |a, b| longs(op, a, b))
        }
        Type::Real if is_plain(a) && is_plain(b) => {
            binary::<Double, _>(call, |a, b| Some(reals(op, a, b)))
        }
        Type::Long => binary::<Any, _>(call, |a, b| longs(op, number::long(a)?, number::long(b)?)),
        Type::Real => {
            binary::<Any, _>(call, |a, b| Some(reals(op, number::real(a)?, number::real(b)?)))
        }
        Type::Decimal => binary::<Any, _>(call, |a, b| {
            decimals(op, &decimal::of(a)?, &decimal::of(b)?).map(|number| decimal::text(&number))
        }),
        Type::Datetime => binary::<Any, _>(call, |a, b| {
            ticks(op, a, b, false).filter(|ticks| (0..=MAX_DATETIME).contains(ticks))
        }),
        Type::Timespan => {
            let apart = matches!(op, Op::Subtract) && (a == Type::Datetime || b == Type::Datetime);
            binary::<Any, _>(call, |a, b| ticks(op, a, b, apart))
        }
        Type::Dynamic => binary::<Any, _>(call, |a, b| Some(dynamics(op, a, b))),
        returns => Err(EvalError::internal(format!("no arithmetic gives a {returns}"))),
    }
}

fn is_integer(ty: Type) -> bool {
    matches!(ty, Type::Int | Type::Long)
}

fn is_plain(ty: Type) -> bool {
    is_integer(ty) || ty == Type::Real
}

fn binary<K: Read, R: crate::core::Cell>(
    call: &Call<'_>,
    f: impl Fn(K::Item<'_>, K::Item<'_>) -> Option<R>,
) -> Result<Column, EvalError> {
    let (left, right) = (K::open(&call.args[0]), K::open(&call.args[1]));
    call.rows(|row| Ok(K::get(&left, row).zip(K::get(&right, row)).and_then(|(a, b)| f(a, b))))
}

/// Overflow wraps; by zero there is no result.
fn longs(op: Op, a: i64, b: i64) -> Option<i64> {
    Some(match op {
        Op::Add => a.wrapping_add(b),
        Op::Subtract => a.wrapping_sub(b),
        Op::Multiply => a.wrapping_mul(b),
        Op::Divide | Op::Modulo if b == 0 => return None,
        Op::Divide => a.wrapping_div(b),
        Op::Modulo => a.wrapping_rem_euclid(b),
    })
}

fn reals(op: Op, a: f64, b: f64) -> f64 {
    match op {
        Op::Add => a + b,
        Op::Subtract => a - b,
        Op::Multiply => a * b,
        Op::Divide => a / b,
        Op::Modulo => a.rem_euclid(b),
    }
}

fn decimals(op: Op, a: &BigDecimal, b: &BigDecimal) -> Option<BigDecimal> {
    match op {
        Op::Add => Some(decimal::add(a, b)),
        Op::Subtract => Some(decimal::subtract(a, b)),
        Op::Multiply => Some(decimal::multiply(a, b)),
        Op::Divide => decimal::divide(a, b),
        Op::Modulo => decimal::remainder(a, b),
    }
}

/// Where the result is a time; `apart` is of two datetimes. Null where it is too large.
fn ticks(op: Op, a: Ref<'_>, b: Ref<'_>, apart: bool) -> Option<i64> {
    let of = |value| match value {
        Ref::Datetime(ticks) | Ref::Timespan(ticks) => Some(ticks),
        value if apart => time::datetime(value),
        value => time::timespan(value),
    };
    match (op, a, b) {
        (Op::Add, _, _) => of(a)?.checked_add(of(b)?),
        (Op::Subtract, _, _) => of(a)?.checked_sub(of(b)?),
        (Op::Multiply, Ref::Real(factor), other) | (Op::Multiply, other, Ref::Real(factor)) => {
            whole(of(other)? as f64 * factor)
        }
        (Op::Multiply, _, _) => number::long(a)?.checked_mul(number::long(b)?),
        (Op::Divide, _, Ref::Real(divisor)) => whole(of(a)? as f64 / divisor),
        (Op::Divide, _, _) => of(a)?.checked_div(number::long(b)?),
        (Op::Modulo, _, Ref::Real(divisor)) => whole((of(a)? as f64).rem_euclid(divisor)),
        (Op::Modulo, _, _) => of(a)?.checked_rem_euclid(number::long(b)?),
    }
}

fn inner(value: Ref<'_>) -> Inner<'_> {
    match value {
        Ref::Dynamic(value) => value.inner(),
        _ => Inner::Null,
    }
}

/// Cut off to whole ticks.
fn whole(ticks: f64) -> Option<i64> {
    (ticks.abs() < i64::MAX as f64).then_some(ticks as i64)
}

/// Of two dynamics: numbers are reckoned with, anything else is null.
fn dynamics(op: Op, a: Ref<'_>, b: Ref<'_>) -> JsonValue {
    match (inner(a), inner(b)) {
        (Inner::Long(a), Inner::Long(b)) => {
            longs(op, a, b).map_or(JsonValue::Null, JsonValue::from)
        }
        (Inner::Long(_) | Inner::Real(_), Inner::Long(_) | Inner::Real(_)) => {
            let result = number::real(a).zip(number::real(b)).map(|(a, b)| reals(op, a, b));
            result.map_or(JsonValue::Null, JsonValue::from)
        }
        _ => JsonValue::Null,
    }
}

/// The value with the other sign.
pub(super) fn negate(call: &Call<'_>) -> Result<Column, EvalError> {
    unary(call, i64::wrapping_neg, |real| -real, |number| -number)
}

/// The value itself.
pub(super) fn plus(call: &Call<'_>) -> Result<Column, EvalError> {
    unary(call, |long| long, |real| real, |number| number)
}

fn unary(
    call: &Call<'_>,
    long: fn(i64) -> i64,
    real: fn(f64) -> f64,
    exact: fn(BigDecimal) -> BigDecimal,
) -> Result<Column, EvalError> {
    match call.returns {
        Type::Int => {
            call.map1::<Any, _>(|value| number::int(value).map(|int| long(int.into()) as i32))
        }
        Type::Long => call.map1::<Any, _>(|value| number::long(value).map(long)),
        Type::Real => call.map1::<Any, _>(|value| number::real(value).map(real)),
        Type::Decimal => call
            .map1::<Any, _>(|value| decimal::of(value).map(|number| decimal::text(&exact(number)))),
        Type::Datetime | Type::Timespan => {
            call.map1::<Any, _>(|value| time::timespan(value).map(long))
        }
        Type::Dynamic => call.map1::<Any, _>(|value| match value {
            Ref::Dynamic(value) => match value.inner() {
                Inner::Long(value) => JsonValue::from(long(value)),
                Inner::Real(value) => JsonValue::from(real(value)),
                _ => JsonValue::Null,
            },
            _ => JsonValue::Null,
        }),
        returns => Err(EvalError::internal(format!("no sign of a {returns}"))),
    }
}
