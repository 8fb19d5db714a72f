//! What a query gives: tables of typed values.

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_functions::cast::text;
use kqlab_functions::core::Ref;
use kqlab_plan::{Schema, Value};
use kqlab_syntax::Diagnostic;
use kqlab_syntax::ast::OperatorKind;

/// The results of a query that ran.
#[derive(Clone, Debug)]
pub struct Answer {
    /// One table a result: several of `fork`, `facet` and of several statements.
    pub results: Vec<Table>,
    /// What had to be assumed or left out.
    pub warnings: Vec<Diagnostic>,
}

/// A result.
#[derive(Clone, Debug)]
pub struct Table {
    /// `fork`'s name, if it has one.
    pub name: Option<Arc<str>>,
    /// The columns.
    pub schema: Arc<Schema>,
    /// The rows, in chunks.
    pub batches: Vec<Batch>,
    /// The rows have an order that the query asked for (`sort`, `top`, `range` ...).
    pub ordered: bool,
    /// `render` as it was written.
    pub render: Option<OperatorKind>,
}

/// A row of a result.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    batch: &'a Batch,
    row: usize,
}

impl Table {
    /// A table of one batch.
    #[must_use]
    pub fn of(batch: Batch) -> Self {
        let schema = Arc::clone(batch.schema());
        Self { name: None, schema, batches: vec![batch], ordered: false, render: None }
    }

    /// The number of rows.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.batches.iter().map(Batch::rows).sum()
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.batches.iter().flat_map(|batch| (0..batch.rows()).map(move |row| Row { batch, row }))
    }
}

impl Row<'_> {
    /// The value in the column at `position`.
    #[must_use]
    pub fn value(&self, position: usize) -> Value {
        self.batch.columns()[position].value(self.row)
    }

    /// Whether the value is null; a string never is.
    #[must_use]
    pub fn is_null(&self, position: usize) -> bool {
        self.batch.columns()[position].is_null(self.row)
    }

    /// The value as `tostring` prints it; null is `""`.
    #[must_use]
    pub fn text(&self, position: usize) -> String {
        text::of(Ref::at(&self.batch.columns()[position], self.row)).into_owned()
    }
}
