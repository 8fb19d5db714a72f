//! Values as datetime, timespan and guid (measured).

use kqlab_syntax::time::{MAX_DATETIME, parse_datetime, parse_timespan};

use super::number;
use crate::core::{Inner, Ref};

/// As a datetime: a text is read, a number is ticks.
#[must_use]
pub fn datetime(value: Ref<'_>) -> Option<i64> {
    let ticks = match value {
        Ref::Datetime(ticks) => return Some(ticks),
        Ref::String(text) => parse_datetime(text),
        Ref::Dynamic(dynamic) => match dynamic.inner() {
            Inner::String(text) => parse_datetime(&text),
            _ => number::long(value),
        },
        Ref::Bool(_) => None,
        value => number::long(value),
    };
    ticks.filter(|ticks| (0..=MAX_DATETIME).contains(ticks))
}

/// As a timespan: a text is read, a number is ticks.
#[must_use]
pub fn timespan(value: Ref<'_>) -> Option<i64> {
    match value {
        Ref::String(text) => clock(text),
        Ref::Dynamic(dynamic) => match dynamic.inner() {
            Inner::String(text) => clock(&text),
            _ => number::long(value),
        },
        value => number::long(value),
    }
}

/// `[-][d.]hh:mm[:ss[.fffffff]]`; the other forms of a literal (`1d`, `3`) are none of a text (measured).
fn clock(text: &str) -> Option<i64> {
    if text.contains(':') { parse_timespan(text) } else { None }
}

/// As a guid in canonical form.
#[must_use]
pub fn guid(value: Ref<'_>) -> Option<String> {
    match value {
        Ref::Guid(text) => Some(text.to_owned()),
        Ref::String(text) => guid_text(text),
        Ref::Dynamic(dynamic) => match dynamic.inner() {
            Inner::String(text) => guid_text(&text),
            _ => None,
        },
        _ => None,
    }
}

/// The first 32 digits, with or without the dashes between them; the rest is ignored (toguid-function).
fn guid_text(text: &str) -> Option<String> {
    let text = text.trim();
    let mut canonical = String::with_capacity(36);
    let mut digits = 0;
    let mut dashed = false;
    for char in text.strip_prefix('{').unwrap_or(text).chars() {
        match char {
            '-' if !dashed && matches!(digits, 8 | 12 | 16 | 20) => dashed = true,
            char if char.is_ascii_hexdigit() => {
                if matches!(digits, 8 | 12 | 16 | 20) {
                    canonical.push('-');
                }
                canonical.push(char.to_ascii_lowercase());
                digits += 1;
                dashed = false;
            }
            _ => return None,
        }
        if digits == 32 {
            return Some(canonical);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// toguid-function.
    #[test]
    fn guids() {
        let canonical = Some("70fc66f7-8279-44fc-9092-d364d70fce44".to_owned());
        for text in [
            "70fc66f7-8279-44fc-9092-d364d70fce44",
            "{70FC66F7-8279-44FC-9092-D364D70FCE44}",
            "70fc66f7827944fc9092d364d70fce44",
            "70fc66f78279-44fc-9092-d364d70fce44 and more",
        ] {
            assert_eq!(guid(Ref::String(text)), canonical, "{text}");
        }
        for text in [
            "",
            "70fc66f7",
            "70fc66f7x8279-44fc-9092-d364d70fce44",
            "-0fc66f7827944fc9092d364d70fce44",
        ] {
            assert_eq!(guid(Ref::String(text)), None, "{text}");
        }
    }

    /// Measured: only the clock forms are read from a text; numbers are ticks.
    #[test]
    fn timespans() {
        assert_eq!(timespan(Ref::String(" 1.00:00:00 ")), Some(864_000_000_000));
        assert_eq!(timespan(Ref::String("10")), None);
        assert_eq!(timespan(Ref::String("1d")), None);
        assert_eq!(timespan(Ref::Real(20.5)), Some(20));
        assert_eq!(timespan(Ref::Real(f64::NAN)), None);
    }
}
