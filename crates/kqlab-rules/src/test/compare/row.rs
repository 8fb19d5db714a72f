//! The cells of rows: by column, or by field where a row is a document.

use kqlab::{Row, Table, Type, Value};
use serde_json::{Map, Value as Json};

use crate::case::{Expected, ExpectedCell};
use crate::test::value;

/// The column that holds a document.
const DOCUMENT: &str = "_source";

/// Reads cells of a table's rows.
#[derive(Clone, Copy)]
pub(in crate::test) struct Cells<'a> {
    pub(in crate::test) table: &'a Table,
}

impl Cells<'_> {
    /// The type of a column; fields of documents are dynamic.
    pub(in crate::test) fn ty(self, column: &str) -> Option<Type> {
        let schema = &self.table.schema;
        let field = || schema.get(DOCUMENT).map(|document| document.ty);
        schema.get(column).map(|field| field.ty).or_else(field)
    }

    /// The value of a column, or of a document's field: several values are an array.
    pub(in crate::test) fn value(self, row: Row<'_>, column: &str) -> Option<Value> {
        if let Some(at) = self.table.schema.position(column) {
            return Some(row.value(at));
        }
        let Value::Dynamic(document) = row.value(self.table.schema.position(DOCUMENT)?) else {
            return None;
        };
        let found = kqlab_elastic::values(&document, column);
        Some(Value::dynamic(match found[..] {
            [] => Json::Null,
            [one] => one.clone(),
            ref many => many.iter().copied().cloned().collect(),
        }))
    }

    pub(in crate::test) fn equal(self, row: Row<'_>, cell: &ExpectedCell, now: i64) -> bool {
        let found = self.value(row, &cell.column);
        found.is_some_and(|found| value::equal(&found, &cell.value, now))
    }

    /// The columns of a row as one line.
    pub(in crate::test) fn written(self, row: Row<'_>, columns: &[String]) -> String {
        let cell = |column: &String| {
            let value = self.value(row, column).map_or(Json::Null, |value| json(&value));
            (column.clone(), value)
        };
        flow(&columns.iter().map(cell).collect())
    }
}

/// A cell as a test would write it.
pub(crate) fn json(value: &Value) -> Json {
    match value {
        Value::Null(_) => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(value) => Json::from(*value),
        Value::Long(value) => Json::from(*value),
        Value::Real(value) => Json::from(*value),
        Value::Decimal(text) | Value::String(text) | Value::Guid(text) => Json::from(&**text),
        Value::Datetime(ticks) => Json::from(kqlab_syntax::time::format_datetime(*ticks)),
        Value::Timespan(ticks) => Json::from(kqlab_syntax::time::format_timespan(*ticks)),
        Value::Dynamic(json) => (**json).clone(),
    }
}

/// An expected row as one line.
pub(super) fn written(row: &Expected) -> String {
    flow(&row.cells.iter().map(|cell| (cell.column.clone(), cell.value.clone())).collect())
}

fn flow(cells: &Map<String, Json>) -> String {
    let cells: Vec<String> = cells.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    cells.join(", ")
}
