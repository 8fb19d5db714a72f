//! Whether a cell has the value that a test writes: the column's type says how it is read.

use kqlab::{Type, Value};
use kqlab_syntax::time::{parse_datetime, parse_timespan};
use serde_json::Value as Json;

use crate::case::relative;

/// A list whose order does not count: `{$set: [a, b]}`.
const SET: &str = "$set";

/// Whether the value can be one of the type at all.
pub(super) fn fits(expected: &Json, ty: Type, now: i64) -> bool {
    if expected.is_null() {
        return true;
    }
    match ty {
        Type::Bool => as_bool(expected).is_some(),
        Type::Int | Type::Long | Type::Real => as_number(expected).is_some(),
        Type::Decimal => as_text(expected).is_some_and(|text| text.parse::<f64>().is_ok()),
        Type::Datetime => as_time(expected, now).is_some(),
        Type::Timespan => as_text(expected).is_some_and(|text| parse_timespan(&text).is_some()),
        Type::String | Type::Guid => as_text(expected).is_some(),
        Type::Dynamic | Type::Unknown => true,
    }
}

/// Whether the cell is the expected value.
pub(super) fn equal(found: &Value, expected: &Json, now: i64) -> bool {
    match found {
        Value::Null(_) => expected.is_null(),
        Value::Bool(found) => as_bool(expected) == Some(*found),
        Value::Int(found) => integer(i64::from(*found), expected),
        Value::Long(found) => integer(*found, expected),
        Value::Real(found) => as_number(expected).is_some_and(|expected| near(*found, expected)),
        Value::Decimal(found) => {
            let same =
                |text: String| text == **found || (text.parse::<f64>().ok() == found.parse().ok());
            as_text(expected).is_some_and(same)
        }
        Value::String(found) => match expected {
            Json::Null => found.is_empty(),
            expected => as_text(expected).is_some_and(|text| text == **found),
        },
        Value::Guid(found) => {
            as_text(expected).is_some_and(|text| text.eq_ignore_ascii_case(found))
        }
        Value::Datetime(found) => as_time(expected, now) == Some(*found),
        Value::Timespan(found) => {
            as_text(expected).and_then(|text| parse_timespan(&text)) == Some(*found)
        }
        Value::Dynamic(found) => same(found, expected),
    }
}

fn integer(found: i64, expected: &Json) -> bool {
    match expected.as_i64().or_else(|| expected.as_str()?.parse().ok()) {
        Some(expected) => expected == found,
        None => as_number(expected).is_some_and(|expected| expected == found as f64),
    }
}

/// Reals are compared to twelve digits: a test is written by hand.
fn near(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-12 * a.abs().max(b.abs()) || (a.is_nan() && b.is_nan())
}

fn same(found: &Json, expected: &Json) -> bool {
    match (found, expected) {
        (Json::Array(found), Json::Object(set)) if set.len() == 1 && set.contains_key(SET) => {
            let expected = set[SET].as_array().map(Vec::as_slice).unwrap_or_default();
            let mut left: Vec<&Json> = found.iter().collect();
            let take = |wanted: &Json| match left.iter().position(|found| same(found, wanted)) {
                Some(at) => {
                    left.swap_remove(at);
                    true
                }
                None => false,
            };
            expected.iter().all(take) && left.is_empty()
        }
        (Json::Array(found), Json::Array(expected)) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| same(a, b))
        }
        (Json::Object(found), Json::Object(expected)) => {
            let held = |(key, b): (&String, &Json)| found.get(key).is_some_and(|a| same(a, b));
            found.len() == expected.len() && expected.iter().all(held)
        }
        (Json::Number(a), Json::Number(b)) => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) => near(a, b),
            _ => a == b,
        },
        (found, expected) => found == expected,
    }
}

fn as_bool(value: &Json) -> Option<bool> {
    value.as_bool()
}

fn as_number(value: &Json) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

fn as_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(_) | Json::Bool(_) => Some(value.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

fn as_time(value: &Json, now: i64) -> Option<i64> {
    let text = value.as_str()?;
    parse_datetime(&relative(text, now).unwrap_or_else(|| text.to_owned()))
}
