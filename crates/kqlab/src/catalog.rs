//! What the names of a query may refer to: the data's tables, the built-in catalog, saved functions.

use std::cell::RefCell;
use std::sync::Arc;

use kqlab_plan::Schema;
use kqlab_plan::environment::{Catalog, SavedFunction};
use kqlab_syntax::Diagnostic;
use kqlab_tables::{Table, catalog};

use crate::documents;
use crate::engine::Engine;

/// The names that one query is bound against.
pub(crate) struct Names<'e> {
    engine: &'e Engine,
    /// Nothing is read: a table's columns are those that are declared.
    declared_only: bool,
    failures: RefCell<Vec<Diagnostic>>,
}

impl<'e> Names<'e> {
    /// The names with what the data knows.
    pub(crate) fn with_data(engine: &'e Engine) -> Self {
        Self { engine, declared_only: false, failures: RefCell::default() }
    }

    /// The names without reading a row.
    pub(crate) fn declared(engine: &'e Engine) -> Self {
        Self { declared_only: true, ..Self::with_data(engine) }
    }

    /// Why tables could not be read.
    pub(crate) fn failures(self) -> Vec<Diagnostic> {
        self.failures.into_inner()
    }

    fn schema(&self, table: &Table) -> Arc<Schema> {
        let open = |schema: Option<Arc<Schema>>| {
            let fields = schema.map(|schema| schema.fields.clone()).unwrap_or_default();
            Arc::new(Schema { fields, open: true })
        };
        if self.declared_only {
            return open(table.declared_schema());
        }
        table.schema().unwrap_or_else(|failure| {
            let mut failures = self.failures.borrow_mut();
            if !failures.contains(&failure) {
                failures.push(failure);
            }
            open(table.declared_schema())
        })
    }
}

impl Catalog for Names<'_> {
    fn table(&self, database: Option<&str>, name: &str) -> Option<Arc<Schema>> {
        // Other databases and workspaces have no data here.
        if database.is_some() {
            return None;
        }
        if documents::patterns(name).is_some() {
            return Some(Arc::new(Table::document_schema()));
        }
        match self.engine.tables.get(name) {
            Some(table) => Some(self.schema(table)),
            None => {
                Table::new(name, Vec::new(), Arc::clone(&self.engine.reading)).declared_schema()
            }
        }
    }

    fn table_names(&self) -> Vec<Arc<str>> {
        self.engine.tables.iter().map(|table| Arc::clone(table.name())).collect()
    }

    fn near_tables(&self, name: &str) -> Vec<Arc<str>> {
        let mut known: Vec<&str> = catalog::names().collect();
        known.extend(self.engine.tables.iter().map(|table| &**table.name()));
        near(name, known.into_iter()).into_iter().map(Arc::from).collect()
    }

    fn function(&self, name: &str) -> Option<SavedFunction> {
        self.engine.functions.get(name).cloned()
    }
}

/// At most three names that are spelled like `name`, best first.
fn near<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    const ALIKE: f64 = 0.85;
    let lower = name.to_lowercase();
    let score = |known: &'n str| (strsim::jaro_winkler(&lower, &known.to_lowercase()), known);
    let mut scored: Vec<(f64, &str)> =
        known.map(score).filter(|(score, _)| *score >= ALIKE).collect();
    scored.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    scored.dedup_by(|(_, a), (_, b)| a == b);
    scored.into_iter().map(|(_, known)| known).take(3).collect()
}
