//! Values as long, int, real and bool (measured on Kusto).

use crate::core::{Dynamic, Inner, Ref};
use crate::decimal;

/// As a long. A real is cut off and saturates, a time is its ticks, a text must be an integer.
#[must_use]
pub fn long(value: Ref<'_>) -> Option<i64> {
    match value {
        Ref::Null | Ref::Guid(_) => None,
        Ref::Bool(value) => Some(i64::from(value)),
        Ref::Int(value) => Some(i64::from(value)),
        Ref::Long(value) | Ref::Datetime(value) | Ref::Timespan(value) => Some(value),
        Ref::Real(value) => value.is_finite().then_some(value as i64),
        Ref::Decimal(text) => decimal::to_long(text),
        Ref::String(text) => integer(text),
        Ref::Dynamic(value) => match value.inner() {
            Inner::Bool(value) => Some(i64::from(value)),
            Inner::Long(value) => Some(value),
            Inner::Real(value) => long(Ref::Real(value)),
            Inner::String(text) => integer(&text),
            Inner::Null | Inner::Array | Inner::Bag => None,
        },
    }
}

/// As an int. A long wraps, a real saturates, a text out of range is null.
#[must_use]
pub fn int(value: Ref<'_>) -> Option<i32> {
    match value {
        Ref::Real(value) => value.is_finite().then_some(value as i32),
        Ref::String(text) => integer(text).and_then(|long| i32::try_from(long).ok()),
        Ref::Dynamic(dynamic) => match dynamic.inner() {
            Inner::Real(value) => int(Ref::Real(value)),
            Inner::String(text) => int(Ref::String(&text)),
            Inner::Long(value) => Some(value as i32),
            Inner::Bool(_) | Inner::Null | Inner::Array | Inner::Bag => {
                long(value).map(|long| long as i32)
            }
        },
        value => long(value).map(|long| long as i32),
    }
}

/// As a real.
#[must_use]
pub fn real(value: Ref<'_>) -> Option<f64> {
    match value {
        Ref::Real(value) => Some(value),
        Ref::Decimal(text) => text.parse().ok(),
        Ref::String(text) => real_text(text),
        Ref::Dynamic(Dynamic::Value(serde_json::Value::Number(number))) => number.as_f64(),
        Ref::Dynamic(dynamic) => match dynamic.inner() {
            Inner::Real(value) => Some(value),
            Inner::String(text) => real_text(&text),
            Inner::Bool(_) | Inner::Long(_) | Inner::Null | Inner::Array | Inner::Bag => {
                long(value).map(|long| long as f64)
            }
        },
        value => long(value).map(|long| long as f64),
    }
}

/// As a bool: a number is true unless it is zero, a text is `true`, `false` or an integer.
#[must_use]
pub fn bool(value: Ref<'_>) -> Option<bool> {
    match value {
        Ref::Bool(value) => Some(value),
        Ref::Int(value) => Some(value != 0),
        Ref::Long(value) => Some(value != 0),
        Ref::Real(value) => Some(value != 0.0),
        Ref::Decimal(text) => Some(!decimal::is_zero(text)),
        Ref::String(text) => bool_text(text),
        Ref::Dynamic(value) => match value.inner() {
            Inner::Bool(value) => Some(value),
            Inner::Long(value) => Some(value != 0),
            Inner::Real(value) => Some(value != 0.0),
            Inner::String(text) => bool_text(&text),
            Inner::Null | Inner::Array | Inner::Bag => None,
        },
        Ref::Null | Ref::Datetime(_) | Ref::Timespan(_) | Ref::Guid(_) => None,
    }
}

/// Digits or `0x` and hexadecimal digits, after an optional sign; white space around is skipped.
fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let hexadecimal = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
    let (digits, radix) = hexadecimal.map_or((digits, 10), |digits| (digits, 16));
    if !digits.bytes().all(|digit| char::from(digit).is_digit(radix)) {
        return None;
    }
    let magnitude = i128::from(u64::from_str_radix(digits, radix).ok()?);
    i64::try_from(if negative { -magnitude } else { magnitude }).ok()
}

/// A decimal number, with an exponent if need be; `nan` and `inf` too.
fn real_text(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

fn bool_text(text: &str) -> Option<bool> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    if text.eq_ignore_ascii_case("false") {
        return Some(false);
    }
    text.parse::<i64>().ok().map(|number| number != 0)
}
