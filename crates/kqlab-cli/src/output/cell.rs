//! One cell, as text for people and as JSON for programs.

use kqlab::{Row, Type, Value};
use serde_json::Value as Json;

/// The cell as JSON: numbers, bools and dynamics as they are, the rest as `tostring` prints it.
/// NaN and the infinities, which JSON lacks, are strings, as in Kusto's own answers.
pub(crate) fn json(row: Row<'_>, position: usize) -> Json {
    match row.value(position) {
        Value::Null(_) => Json::Null,
        Value::Bool(value) => Json::Bool(value),
        Value::Int(value) => value.into(),
        Value::Long(value) => value.into(),
        Value::Real(value) if value.is_finite() => value.into(),
        Value::Dynamic(json) => (*json).clone(),
        Value::String(text) => Json::String(text.to_string()),
        Value::Real(_)
        | Value::Decimal(_)
        | Value::Datetime(_)
        | Value::Timespan(_)
        | Value::Guid(_) => Json::String(row.text(position)),
    }
}

/// Whether a column's cells are aligned to the right.
pub(crate) fn is_right(ty: Type) -> bool {
    ty.is_number()
}
