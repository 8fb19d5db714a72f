//! Values inside a dynamic (measured).

use serde_json::Value as JsonValue;

use super::text;
use crate::core::Ref;
use crate::json;

/// The value as JSON: times, guids and decimals as their text, a real that JSON lacks too.
#[must_use]
pub fn json(value: Ref<'_>) -> JsonValue {
    match value {
        Ref::Null => JsonValue::Null,
        Ref::Bool(value) => JsonValue::Bool(value),
        Ref::Int(value) => JsonValue::from(value),
        Ref::Long(value) => JsonValue::from(value),
        Ref::Real(value) if value.is_finite() => JsonValue::from(value),
        Ref::Dynamic(value) => value.value().into_owned(),
        value => JsonValue::String(text::of(value).into_owned()),
    }
}

/// Appends the value as JSON.
pub fn write(value: Ref<'_>, out: &mut String) {
    match value {
        Ref::Int(value) => out.push_str(&value.to_string()),
        Ref::Long(value) => out.push_str(&value.to_string()),
        Ref::String(text) | Ref::Guid(text) | Ref::Decimal(text) => json::push_quoted(text, out),
        Ref::Dynamic(value) => json::write_json(value, out),
        value => json::push(&json(value), out),
    }
}
