//! Tables in memory, made of random rows and handed out in chunks of any size.

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_exec::{Request, Result, Source, Task, Tasks};
use kqlab_plan::{Schema, Type, Value};
use proptest::prelude::*;

use crate::build::{Row, json, long, null, schema, text};

/// Tables by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    tables: Vec<Table>,
    /// The rows of a chunk; 0 is all at once.
    chunk: usize,
}

/// A table.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    name: &'static str,
    pub(crate) schema: Arc<Schema>,
    rows: Vec<Row>,
}

impl Tables {
    /// `A` and `B` without rows.
    pub(crate) fn empty() -> Self {
        let named = |name| Table { name, schema: schema(&COLUMNS), rows: Vec::new() };
        Self { tables: vec![named("A"), named("B")], chunk: 0 }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    pub(crate) fn names(&self) -> Vec<Arc<str>> {
        self.tables.iter().map(|table| table.name.into()).collect()
    }

    /// The same tables in chunks of this size.
    pub(crate) fn in_chunks_of(&self, chunk: usize) -> Self {
        Self { chunk, ..self.clone() }
    }
}

impl Source for Tables {
    fn table(&self, name: &str, request: &Request<'_>) -> Result<Tasks> {
        let table = self.get(name).expect("the catalog has it").clone();
        let chunk = if self.chunk == 0 { table.rows.len().max(1) } else { self.chunk };
        let wanted = Arc::clone(request.schema);
        let tasks = (0..table.rows.len()).step_by(chunk).map(move |start| {
            let rows = table.rows[start..(start + chunk).min(table.rows.len())].to_vec();
            let (all, wanted) = (Arc::clone(&table.schema), Arc::clone(&wanted));
            Ok(Box::new(move || Ok(vec![batch(&all, &wanted, &rows)])) as Task)
        });
        Ok(Box::new(tasks.collect::<Vec<_>>().into_iter()))
    }
}

fn batch(all: &Schema, wanted: &Arc<Schema>, rows: &[Row]) -> Batch {
    let column = |field: &kqlab_plan::Field| {
        let at = all.position(&field.name).expect("a column of the table");
        Column::from_values(field.ty, rows.iter().map(|row| &row[at]))
    };
    Batch::new(Arc::clone(wanted), wanted.fields.iter().map(column).collect(), rows.len())
}

const COLUMNS: [(&str, Type); 4] =
    [("k", Type::Long), ("s", Type::String), ("r", Type::Real), ("d", Type::Dynamic)];

/// `A` and `B` of few values, so that keys meet, with nulls, empty strings and dynamics of every kind.
pub(crate) fn tables() -> impl Strategy<Value = Tables> {
    (rows(), rows()).prop_map(|(a, b)| {
        let named = |name, rows| Table { name, schema: schema(&COLUMNS), rows };
        Tables { tables: vec![named("A", a), named("B", b)], chunk: 0 }
    })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let longs = prop_oneof![4 => (-2..4_i64).prop_map(long), 1 => Just(null(Type::Long))];
    let strings = prop::sample::select(vec!["", "a", "b c", "A", "x=1,y=2", "é"]);
    // Halves add up to the same in any order.
    let reals = prop_oneof![
        4 => (-4..4_i32).prop_map(|n| Value::Real(f64::from(n) / 2.0)),
        1 => Just(null(Type::Real)),
    ];
    let texts =
        ["1", "\"a\"", "[1,2,\"x\"]", "[]", "{\"p\":1,\"q\":\"z\"}", "{\"p\":null}", "true"];
    let dynamics = prop_oneof![
        4 => prop::sample::select(texts.to_vec()).prop_map(json),
        1 => Just(null(Type::Dynamic)),
    ];
    let row = (longs, strings.prop_map(text), reals, dynamics);
    prop::collection::vec(row.prop_map(|(k, s, r, d)| vec![k, s, r, d]), 0..24)
}
