//! `schema_merge`: the outputs of several `getschema` as one.

use std::sync::Arc;

use indexmap::IndexMap;
use kqlab_columns::{Batch, Column};
use kqlab_plan::{Type, Value};

use super::Args;
use crate::Result;
use crate::scope::Scope;

/// What the page prints for a column that stands at different places.
const OUT_OF_ORDER: &str = "ERROR(columns are out of order)";

/// A column of the merged schema.
struct Merged {
    data_type: String,
    column_type: String,
    ordinal: i64,
    moved: bool,
}

pub(super) fn run(scope: &Scope<'_>, args: &Args<'_>, rows: Batch) -> Result<Batch> {
    let keep_order = args.value(scope, "PreserveOrder")? != Some(Value::Bool(false));
    let column = |name: &str| {
        let found = rows.column(name).filter(|column| match name {
            "ColumnOrdinal" => matches!(column.ty(), Type::Int | Type::Long),
            _ => column.ty() == Type::String,
        });
        found.ok_or_else(|| args.refuse(format!("the input has no column '{name}' of getschema")))
    };
    let (names, ordinals) = (column("ColumnName")?, column("ColumnOrdinal")?);
    let (data_types, column_types) = (column("DataType")?, column("ColumnType")?);
    let text = |column: &Column, row| column.text(row).unwrap_or_default().to_owned();
    let mut merged: IndexMap<String, Merged> = IndexMap::new();
    for row in 0..rows.rows() {
        let found = Merged {
            data_type: text(data_types, row),
            column_type: text(column_types, row),
            ordinal: ordinals.long(row).unwrap_or(-1),
            moved: false,
        };
        match merged.get_mut(&text(names, row)) {
            None => {
                merged.insert(text(names, row), found);
            }
            Some(known) if known.column_type != found.column_type => {
                let message = format!(
                    "the column '{}' is a {} and a {}, and how Kusto merges these is not documented",
                    text(names, row),
                    known.column_type,
                    found.column_type
                );
                return Err(args.refuse(message));
            }
            Some(known) => {
                known.moved |= known.ordinal != found.ordinal;
                known.ordinal = known.ordinal.max(found.ordinal);
            }
        }
    }
    Ok(table(args, merged, keep_order))
}

/// In the order of the ordinals; what has moved is last, and an error of its own, where the order is to be kept.
fn table(args: &Args<'_>, merged: IndexMap<String, Merged>, keep_order: bool) -> Batch {
    let mut merged: Vec<(String, Merged)> = merged.into_iter().collect();
    let wrong = |column: &Merged| keep_order && column.moved;
    merged.sort_by_key(|(_, column)| (wrong(column), column.ordinal));
    let rows = merged.iter().map(|(name, column)| match wrong(column) {
        true => [
            Value::string(name),
            Value::Int(-1),
            Value::string(format!("ERROR(unknown CSL type:{OUT_OF_ORDER})")),
            Value::string(OUT_OF_ORDER),
        ],
        false => [
            Value::string(name),
            Value::Int(i32::try_from(column.ordinal).unwrap_or(-1)),
            Value::string(&column.data_type),
            Value::string(&column.column_type),
        ],
    });
    let rows: Vec<[Value; 4]> = rows.collect();
    let fields = args.plan.schema.fields.iter().enumerate();
    let columns = fields
        .map(|(at, field)| Column::from_values(field.ty, rows.iter().map(|row| &row[at])))
        .collect();
    Batch::new(Arc::clone(&args.plan.schema), columns, rows.len())
}
