//! Values inside a dynamic (kusto-facts 27, 28).

use serde_json::Value as JsonValue;

use super::text;
use crate::core::Ref;

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
