//! Literals of the syntax tree as values.

use std::fmt::Write as _;
use std::sync::Arc;

use kqlab_syntax::ast::{Json, Literal};
use serde_json::{Map, Number, Value as JsonValue};

use crate::{Type, Value};

/// The value of a literal. A type literal is the null of its type.
pub(super) fn value(literal: &Literal) -> Value {
    match literal {
        Literal::Bool(b) => Value::Bool(*b),
        Literal::Int(n) => Value::Int(*n),
        Literal::Long(n) => Value::Long(*n),
        Literal::Real(n) => Value::Real(*n),
        Literal::Decimal(digits) => Value::Decimal(Arc::from(digits.as_str())),
        Literal::String(text) => Value::string(&text.value),
        Literal::Datetime(ticks) => Value::Datetime(*ticks),
        Literal::Timespan(ticks) => Value::Timespan(*ticks),
        Literal::Guid(text) => Value::Guid(Arc::from(text.as_str())),
        Literal::Dynamic(json) => Value::dynamic(self::json(json)),
        Literal::Null(ty) => Value::null(Type::from(*ty)),
        Literal::Type(ty) => Value::Null(Type::from(*ty)),
        Literal::Invalid(ty) => Value::null(Type::from(*ty)),
    }
}

/// A value inside `dynamic(...)`. A timespan is stored as ticks, a datetime as text (kusto: measured).
fn json(json: &Json) -> JsonValue {
    match json {
        Json::Null | Json::Invalid => JsonValue::Null,
        Json::Bool(b) => JsonValue::Bool(*b),
        Json::Long(n) => JsonValue::from(*n),
        Json::Real(n) => Number::from_f64(*n)
            .map_or_else(|| JsonValue::String(non_finite(*n)), JsonValue::Number),
        Json::String(text) | Json::Guid(text) | Json::Decimal(text) => {
            JsonValue::String(text.clone())
        }
        Json::Datetime(ticks) => JsonValue::String(iso_datetime(*ticks)),
        Json::Timespan(ticks) => JsonValue::from(*ticks),
        Json::Array(items) => JsonValue::Array(items.iter().map(self::json).collect()),
        Json::Object(pairs) => JsonValue::Object(
            pairs
                .iter()
                .map(|(key, value)| (key.clone(), self::json(value)))
                .collect::<Map<_, _>>(),
        ),
    }
}

/// JSON has no such numbers; Kusto writes their names.
fn non_finite(n: f64) -> String {
    let text = if n.is_nan() {
        "NaN"
    } else if n > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    text.to_owned()
}

const TICKS_A_SECOND: i64 = 10_000_000;
const SECONDS_A_DAY: i64 = 86_400;

/// `2020-01-02T03:04:05.6000000Z`
pub(crate) fn iso_datetime(ticks: i64) -> String {
    let (seconds, fraction) = (ticks.div_euclid(TICKS_A_SECOND), ticks.rem_euclid(TICKS_A_SECOND));
    let (days, second) = (seconds.div_euclid(SECONDS_A_DAY), seconds.rem_euclid(SECONDS_A_DAY));
    let (year, month, day) = civil(days);
    let mut text = format!("{year:04}-{month:02}-{day:02}T");
    let clock = (second / 3600, second / 60 % 60, second % 60);
    let written = write!(text, "{:02}:{:02}:{:02}.{fraction:07}Z", clock.0, clock.1, clock.2);
    debug_assert!(written.is_ok(), "writing to a string does not fail");
    text
}

/// Year, month and day of the days since 0001-01-01, by eras of 400 years that begin in March.
const fn civil(days: i64) -> (i64, i64, i64) {
    const DAYS_AN_ERA: i64 = 146_097;
    const DAYS_TO_MARCH: i64 = 306;
    let shifted = days + DAYS_TO_MARCH;
    let (era, of_era) = (shifted.div_euclid(DAYS_AN_ERA), shifted.rem_euclid(DAYS_AN_ERA));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::iso_datetime;

    /// `scalar-data-types/datetime`: ticks of 100 ns since 0001-01-01.
    #[test]
    fn datetimes_are_written_with_seven_digits() {
        assert_eq!(iso_datetime(0), "0001-01-01T00:00:00.0000000Z");
        assert_eq!(iso_datetime(635_556_672_000_000_000), "2015-01-01T00:00:00.0000000Z");
        assert_eq!(iso_datetime(3_155_378_975_999_999_999), "9999-12-31T23:59:59.9999999Z");
        let leap_day = 635_556_672_000_000_000 + (365 + 59) * 864_000_000_000;
        assert_eq!(iso_datetime(leap_day + 36_001_000_000), "2016-02-29T01:00:00.1000000Z");
    }
}
