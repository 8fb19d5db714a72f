//! A chunk of a table: columns of one length under a schema.

use std::sync::Arc;

use kqlab_plan::Schema;
use polars_arrow::bitmap::Bitmap;

use crate::{Column, Room};

/// A chunk of rows.
#[derive(Clone, Debug)]
pub struct Batch {
    schema: Arc<Schema>,
    columns: Vec<Column>,
    rows: usize,
}

impl Batch {
    /// A chunk of `rows` rows.
    ///
    /// # Panics
    /// When the columns are not the schema's: a defect of the caller.
    #[must_use]
    pub fn new(schema: Arc<Schema>, columns: Vec<Column>, rows: usize) -> Self {
        assert_eq!(schema.fields.len(), columns.len(), "invariant: a column a field");
        for (field, column) in schema.fields.iter().zip(&columns) {
            assert_eq!(field.ty, column.ty(), "invariant: the type of {}", field.name);
            assert_eq!(rows, column.len(), "invariant: the length of {}", field.name);
        }
        Self { schema, columns, rows }
    }

    /// No rows.
    #[must_use]
    pub fn empty(schema: Arc<Schema>) -> Self {
        let columns = schema.fields.iter().map(|field| Column::nulls(field.ty, 0)).collect();
        Self::new(schema, columns, 0)
    }

    /// The schema.
    #[must_use]
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// The columns, in the schema's order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The number of rows; a batch of no columns has rows too.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.schema.position(name).map(|position| &self.columns[position])
    }

    /// The columns alone.
    #[must_use]
    pub fn into_columns(self) -> Vec<Column> {
        self.columns
    }

    /// The same with [`Column::coded`] columns.
    #[must_use]
    pub fn coded(self) -> Self {
        self.with(Column::coded)
    }

    /// The same with [`Column::remembering`] columns.
    #[must_use]
    pub fn remembering(self, room: &Arc<Room>) -> Self {
        self.with(|column| column.remembering(room))
    }

    /// The same values in columns that know more of them.
    fn with(self, known: impl Fn(Column) -> Column) -> Self {
        Self { columns: self.columns.into_iter().map(known).collect(), ..self }
    }

    /// The rows whose bit is set.
    #[must_use]
    pub fn filter(&self, mask: &Bitmap) -> Self {
        let rows = mask.set_bits();
        let columns = self.columns.iter().map(|column| column.filter(mask)).collect();
        Self { schema: Arc::clone(&self.schema), columns, rows }
    }

    /// The rows at these positions.
    #[must_use]
    pub fn take(&self, rows: &[u32]) -> Self {
        let columns = self.columns.iter().map(|column| column.take(rows)).collect();
        Self { schema: Arc::clone(&self.schema), columns, rows: rows.len() }
    }

    /// `len` rows from `offset`.
    #[must_use]
    pub fn slice(&self, offset: usize, len: usize) -> Self {
        let columns = self.columns.iter().map(|column| column.slice(offset, len)).collect();
        Self { schema: Arc::clone(&self.schema), columns, rows: len }
    }

    /// The chunks one after the other, all of `schema`.
    #[must_use]
    pub fn concat(schema: &Arc<Schema>, batches: &[Self]) -> Self {
        match batches {
            [] => Self::empty(Arc::clone(schema)),
            [one] => one.clone(),
            many => {
                let column = |position: usize| {
                    let chunks: Vec<&Column> = many.iter().map(|b| &b.columns[position]).collect();
                    Column::concat(&chunks)
                };
                let columns = (0..schema.fields.len()).map(column).collect();
                let rows = many.iter().map(|batch| batch.rows).sum();
                Self { schema: Arc::clone(schema), columns, rows }
            }
        }
    }
}
