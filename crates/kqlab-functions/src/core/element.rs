//! Reading any argument as JSON: what a value is inside a dynamic.

use std::borrow::Cow;

use kqlab_columns::value::parse_dynamic;
use kqlab_plan::{Type, Value};
use kqlab_syntax::time::{format_datetime, format_timespan};
use serde_json::Value as JsonValue;

use super::{Arg, Bool, Double, Json, Long, Read, Text};

/// A value as it is stored inside a dynamic: times as text (kusto-facts 28, `pack_array`), guids and
/// decimals as text, what is no finite number by its name. Null is JSON's null.
#[must_use]
pub fn to_json(value: &Value) -> JsonValue {
    match value {
        Value::Null(_) => JsonValue::Null,
        Value::Bool(value) => JsonValue::Bool(*value),
        Value::Int(value) => JsonValue::from(*value),
        Value::Long(value) => JsonValue::from(*value),
        Value::Real(value) => real_to_json(*value),
        Value::Decimal(text) | Value::String(text) | Value::Guid(text) => {
            JsonValue::String(text.to_string())
        }
        Value::Datetime(ticks) => JsonValue::String(format_datetime(*ticks)),
        Value::Timespan(ticks) => JsonValue::String(format_timespan(*ticks)),
        Value::Dynamic(json) => (**json).clone(),
    }
}

/// A real inside a dynamic: JSON has no NaN and no infinities, Kusto writes their names.
#[must_use]
pub fn real_to_json(value: f64) -> JsonValue {
    match serde_json::Number::from_f64(value) {
        Some(number) => JsonValue::Number(number),
        None if value.is_nan() => JsonValue::from("NaN"),
        None if value > 0.0 => JsonValue::from("Infinity"),
        None => JsonValue::from("-Infinity"),
    }
}

/// Reads any type as the JSON text of its value inside a dynamic, without white space.
#[derive(Debug)]
pub struct Element;

/// An opened argument of any type.
#[derive(Debug)]
pub enum Elements<'a> {
    /// The same text in every row.
    Const(Option<String>),
    /// bool
    Bool(<Bool as Read>::Source<'a>),
    /// int, long
    Long(<Long as Read>::Source<'a>),
    /// real
    Real(<Double as Read>::Source<'a>),
    /// datetime
    Datetime(<Long as Read>::Source<'a>),
    /// timespan
    Timespan(<Long as Read>::Source<'a>),
    /// string, decimal, guid
    Text(<Text as Read>::Source<'a>),
    /// dynamic
    Json(<Json as Read>::Source<'a>),
}

fn quoted(text: &str) -> String {
    JsonValue::from(text).to_string()
}

impl Read for Element {
    type Item<'a> = Cow<'a, str>;
    type Source<'a> = Elements<'a>;

    fn open(arg: &Arg) -> Elements<'_> {
        match arg {
            Arg::Const(Value::Null(_)) => Elements::Const(None),
            Arg::Const(value) => Elements::Const(Some(to_json(value).to_string())),
            Arg::Column(column) => match column.ty() {
                Type::Bool => Elements::Bool(Bool::open(arg)),
                Type::Int | Type::Long => Elements::Long(Long::open(arg)),
                Type::Real => Elements::Real(Double::open(arg)),
                Type::Datetime => Elements::Datetime(Long::open(arg)),
                Type::Timespan => Elements::Timespan(Long::open(arg)),
                Type::String | Type::Decimal | Type::Guid => Elements::Text(Text::open(arg)),
                Type::Dynamic => Elements::Json(Json::open(arg)),
                Type::Unknown => unreachable!("invariant: no column is of an unknown type"),
            },
        }
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        Some(Cow::Owned(match source {
            Elements::Const(text) => text.clone()?,
            Elements::Bool(rows) => Bool::get(rows, row)?.to_string(),
            Elements::Long(rows) => Long::get(rows, row)?.to_string(),
            Elements::Real(rows) => real_to_json(Double::get(rows, row)?).to_string(),
            Elements::Datetime(rows) => quoted(&format_datetime(Long::get(rows, row)?)),
            Elements::Timespan(rows) => quoted(&format_timespan(Long::get(rows, row)?)),
            Elements::Text(rows) => quoted(Text::get(rows, row)?),
            Elements::Json(rows) => {
                let json = Json::get(rows, row)?;
                if json.is_null() {
                    return None;
                }
                json.to_string()
            }
        }))
    }
}

/// The elements of a JSON array's text, or the text itself as the only one.
#[must_use]
pub fn elements(text: &str) -> Vec<String> {
    match parse_dynamic(text) {
        JsonValue::Array(items) => items.iter().map(JsonValue::to_string).collect(),
        json => vec![json.to_string()],
    }
}
