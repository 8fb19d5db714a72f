//! The elements of one dynamic value.

use kqlab_columns::value::parse_dynamic;
use kqlab_columns::{Builder, Column};
use kqlab_functions::json;
use kqlab_plan::Type;
use serde_json::{Map, Value as Json};

use super::conform;

/// What a value expands to.
pub(super) enum Elements<'a> {
    /// A null: one row, of null.
    Null,
    /// The elements of an array, as they are written.
    Texts(Vec<&'a str>),
    /// The elements of a bag; of anything else, itself.
    Values(Vec<Json>),
}

impl<'a> Elements<'a> {
    /// The elements of a row. A bag gives bags of one key each, or `[key, value]` arrays (`mv-expand-operator`,
    /// "Modes of expansion"); arrays are expanded as they are in both modes (measured).
    pub(super) fn of(column: &'a Column, row: usize, bag_as_array: bool) -> Self {
        if column.is_null(row) {
            return Self::Null;
        }
        let text = column.text(row).unwrap_or_default();
        let value = match column.ty() {
            Type::Dynamic => match json::items(text) {
                Some(items) => return Self::Texts(items),
                None => parse_dynamic(text),
            },
            Type::String => Json::String(text.to_owned()),
            other => unreachable!("invariant: mv-expand over a dynamic, not a {other}"),
        };
        match value {
            Json::Null => Self::Null,
            Json::Object(bag) => {
                let slot = if bag_as_array { pair } else { single };
                Self::Values(bag.into_iter().map(slot).collect())
            }
            other => Self::Values(vec![other]),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Null => 1,
            Self::Texts(texts) => texts.len(),
            Self::Values(values) => values.len(),
        }
    }

    /// Appends the element at `position`, null past the end.
    pub(super) fn push(&self, position: usize, column: &mut Builder) {
        match self {
            Self::Texts(texts) if position < texts.len() => match texts[position] {
                "null" => column.push_null(),
                text if column.ty() == Type::Dynamic => column.push_text(text),
                text => column.push(&conform(&parse_dynamic(text), column.ty())),
            },
            Self::Values(values) if position < values.len() => {
                column.push(&conform(&values[position], column.ty()));
            }
            Self::Null | Self::Texts(_) | Self::Values(_) => column.push_null(),
        }
    }
}

fn pair((key, value): (String, Json)) -> Json {
    Json::Array(vec![Json::String(key), value])
}

fn single((key, value): (String, Json)) -> Json {
    Json::Object(Map::from_iter([(key, value)]))
}
