//! An element as a value of the type that `to typeof(..)` names: a cast, not a conversion.

use std::sync::Arc;

use kqlab_functions::cast::cast_value;
use kqlab_plan::{Type, Value};
use serde_json::Value as Json;

/// The element as that type. Numbers truncate to integers, a number in a string is no number (measured), a whole
/// number is a bool (measured); a datetime, timespan or guid is a string in JSON.
pub(crate) fn conform(element: &Json, ty: Type) -> Value {
    match (ty, element) {
        (Type::Dynamic, element) => Value::dynamic(element.clone()),
        (_, Json::Null) => Value::null(ty),
        (Type::String, Json::String(text)) => Value::string(text),
        (Type::String, other) => cast_value(&Value::Dynamic(Arc::new(other.clone())), Type::String),
        (Type::Bool, Json::Bool(value)) => Value::Bool(*value),
        (Type::Bool, Json::Number(number)) => {
            number.as_i64().map_or(Value::Null(ty), |number| Value::Bool(number != 0))
        }
        (Type::Int | Type::Long, Json::Number(number)) => {
            let long = number.as_i64().or_else(|| truncated(number.as_f64()?));
            long.map_or(Value::Null(ty), |long| match ty {
                Type::Long => Value::Long(long),
                _ => cast_value(&Value::Long(long), ty),
            })
        }
        (Type::Real, Json::Number(number)) => number.as_f64().map_or(Value::Null(ty), Value::Real),
        (Type::Decimal, Json::Number(number)) => cast_value(&Value::string(number.to_string()), ty),
        (Type::Datetime | Type::Timespan | Type::Guid, Json::String(text)) => {
            cast_value(&Value::string(text), ty)
        }
        _ => Value::Null(ty),
    }
}

fn truncated(number: f64) -> Option<i64> {
    const BOUND: f64 = 9_223_372_036_854_775_808.0;
    (-BOUND..BOUND).contains(&number).then_some(number as i64)
}
