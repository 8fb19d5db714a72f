//! Values as `tostring` gives them (measured).

use std::borrow::Cow;

use kqlab_syntax::time::{format_datetime, format_timespan};

use crate::core::{Dynamic, Ref};
use crate::json;

/// The string form; of null the empty string.
#[must_use]
pub fn of(value: Ref<'_>) -> Cow<'_, str> {
    match value {
        Ref::Null => Cow::Borrowed(""),
        Ref::Bool(true) => Cow::Borrowed("True"),
        Ref::Bool(false) => Cow::Borrowed("False"),
        Ref::Int(value) => Cow::Owned(value.to_string()),
        Ref::Long(value) => Cow::Owned(value.to_string()),
        Ref::Real(value) => Cow::Owned(real(value)),
        Ref::Decimal(text) | Ref::String(text) | Ref::Guid(text) => Cow::Borrowed(text),
        Ref::Datetime(ticks) => Cow::Owned(format_datetime(ticks)),
        Ref::Timespan(ticks) => Cow::Owned(format_timespan(ticks)),
        Ref::Dynamic(value) => dynamic(value),
    }
}

fn dynamic(value: Dynamic<'_>) -> Cow<'_, str> {
    if let Dynamic::Value(serde_json::Value::String(text)) = value {
        return Cow::Borrowed(text);
    }
    if let Dynamic::Text(text) = value
        && let Some(plain) = plain_string(text)
    {
        return Cow::Borrowed(plain);
    }
    let mut text = String::new();
    json::write_text(value, &mut text);
    Cow::Owned(text)
}

/// What stands between the quotes of a JSON string without escapes.
fn plain_string(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let plain = inside.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
    plain.then_some(inside)
}

/// Appends the string form.
pub fn write(value: Ref<'_>, out: &mut String) {
    match value {
        Ref::Dynamic(value) => json::write_text(value, out),
        value => out.push_str(&of(value)),
    }
}

/// The shortest digits that read back as the same number, with a decimal point or an exponent.
#[must_use]
pub fn real(value: f64) -> String {
    /// From here on an exponent is written.
    const LARGE: f64 = 1e15;
    const SMALL: f64 = 1e-5;
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value == 0.0 || (SMALL..LARGE).contains(&value.abs()) {
        return format!("{value:?}");
    }
    let text = format!("{value:E}");
    match text.split_once('E') {
        Some((digits, exponent)) => {
            let (sign, exponent) = match exponent.strip_prefix('-') {
                Some(exponent) => ('-', exponent),
                None => ('+', exponent),
            };
            format!("{digits}E{sign}{exponent:0>2}")
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The forms of .NET, in which the reference prints reals (erfc-function: `2.20904969985854E-05`).
    #[test]
    fn reals() {
        let cases = [
            (1.0, "1.0"),
            (-0.5, "-0.5"),
            (123_456.0, "123456.0"),
            (1e20, "1E+20"),
            (1.5e-7, "1.5E-07"),
            (0.1 + 0.2, "0.30000000000000004"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (value, text) in cases {
            assert_eq!(real(value), text);
        }
    }
}
