//! The elements of one dynamic value.

use kqlab_columns::value::parse_dynamic;
use kqlab_columns::{Builder, Column};
use kqlab_plan::Type;
use serde_json::{Map, Value as Json};

use super::conform;

/// What a value expands to.
pub(super) enum Elements {
    /// A null: one row, of null.
    Null,
    /// The elements of an array or bag; of anything else, itself.
    Values(Vec<Json>),
}

impl Elements {
    /// The elements of a row. A bag gives bags of one key each, or `[key, value]` arrays (`mv-expand-operator`,
    /// "Modes of expansion"); arrays are expanded as they are in both modes (measured).
    pub(super) fn of(column: &Column, row: usize, bag_as_array: bool) -> Self {
        if column.is_null(row) {
            return Self::Null;
        }
        let value = match column.ty() {
            Type::Dynamic => column.text(row).map_or(Json::Null, parse_dynamic),
            Type::String => Json::String(column.text(row).unwrap_or_default().to_owned()),
            other => unreachable!("invariant: mv-expand over a dynamic, not a {other}"),
        };
        match value {
            Json::Null => Self::Null,
            Json::Array(items) => Self::Values(items),
            Json::Object(bag) => {
                let slot = if bag_as_array { pair } else { single };
                Self::Values(bag.into_iter().map(slot).collect())
            }
            scalar => Self::Values(vec![scalar]),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Null => 1,
            Self::Values(values) => values.len(),
        }
    }

    /// Appends the element at `position`, null past the end.
    pub(super) fn push(&self, position: usize, column: &mut Builder) {
        match self {
            Self::Values(values) if position < values.len() => {
                column.push(&conform(&values[position], column.ty()));
            }
            Self::Null | Self::Values(_) => column.push_null(),
        }
    }
}

fn pair((key, value): (String, Json)) -> Json {
    Json::Array(vec![Json::String(key), value])
}

fn single((key, value): (String, Json)) -> Json {
    Json::Object(Map::from_iter([(key, value)]))
}
