//! Reading any argument as JSON text: what a value is inside a dynamic.

use std::borrow::Cow;

use kqlab_plan::Value;
use serde_json::Value as JsonValue;

use super::{Any, Arg, Read, Ref};
use crate::cast::dynamic;
use crate::json;

/// A value as it is stored inside a dynamic.
#[must_use]
pub fn to_json(value: &Value) -> JsonValue {
    dynamic::json(Ref::of(value))
}

/// A real as it is stored inside a dynamic: what JSON lacks by its name.
#[must_use]
pub fn real_to_json(value: f64) -> JsonValue {
    dynamic::json(Ref::Real(value))
}

/// Reads any type as the JSON text of its value inside a dynamic, without white space.
#[derive(Debug)]
pub struct Element;

impl Read for Element {
    type Item<'a> = Cow<'a, str>;
    type Source<'a> = <Any as Read>::Source<'a>;

    fn open(arg: &Arg) -> Self::Source<'_> {
        Any::open(arg)
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        let mut text = String::new();
        match Any::get(source, row)? {
            Ref::Null => return None,
            Ref::String(value) => json::push_quoted(value, &mut text),
            Ref::Dynamic(value) => json::write_json(value, &mut text),
            value => json::push(&dynamic::json(value), &mut text),
        }
        (text != "null").then_some(Cow::Owned(text))
    }
}

/// The elements of a JSON array's text, or the text itself as the only one.
#[must_use]
pub fn elements(text: &str) -> Vec<String> {
    match json::parse(text) {
        JsonValue::Array(items) => items.iter().map(JsonValue::to_string).collect(),
        json => vec![json.to_string()],
    }
}
