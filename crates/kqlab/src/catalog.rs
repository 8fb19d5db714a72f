//! What the names of a query may refer to: the data's tables, the built-in catalog, saved functions.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use kqlab_plan::environment::{Catalog, KnownFunction, SavedFunction};
use kqlab_plan::{Field, Schema};
use kqlab_syntax::Diagnostic;
use kqlab_tables::catalog::{self, View};
use kqlab_tables::{Table, Tables, declared_in};

use crate::databases;
use crate::documents;
use crate::early::Early;
use crate::engine::Engine;
use crate::known;

/// The names that one query is bound against.
pub(crate) struct Names<'e> {
    engine: &'e Engine,
    sight: Sight,
    /// A table was named that the two products show in different ways.
    differs: Cell<bool>,
    /// What is assumed of tables that are not read for their columns, if anything is.
    early: Option<Early>,
    /// Columns that no row has and that tables have all the same.
    further: Further,
    failures: RefCell<Vec<Diagnostic>>,
}

/// Columns by table.
pub(crate) type Further = HashMap<Arc<str>, Vec<Field>>;

/// What is seen of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// The columns that are declared, and those that only the data has: rows are read.
    Data,
    /// The columns that are declared, as one product shows them.
    Declared(View),
    /// The columns that are declared, of both products.
    Merged,
    /// The same, and every table may have more.
    Open,
}

impl<'e> Names<'e> {
    /// The names as they are seen so.
    pub(crate) fn new(engine: &'e Engine, sight: Sight) -> Self {
        Self {
            engine,
            sight,
            differs: Cell::default(),
            early: None,
            further: Further::default(),
            failures: RefCell::default(),
        }
    }

    /// The same names, with columns that no row has.
    pub(crate) fn with(self, further: Further) -> Self {
        Self { further, ..self }
    }

    /// Whether a table was named that another product shows in another way.
    pub(crate) fn differ(&self) -> bool {
        self.differs.get()
    }

    /// The names with what is assumed of tables that need not be read.
    pub(crate) fn early(engine: &'e Engine, early: Early) -> Self {
        Self { early: Some(early), ..Self::new(engine, Sight::Data) }
    }

    /// What was assumed.
    pub(crate) fn assumed(&self) -> Option<&Early> {
        self.early.as_ref()
    }

    /// Whether a table could not be read.
    pub(crate) fn has_failed(&self) -> bool {
        !self.failures.borrow().is_empty()
    }

    /// Why tables could not be read.
    pub(crate) fn failures(self) -> Vec<Diagnostic> {
        self.failures.into_inner()
    }

    fn schema(&self, table: &Table) -> Arc<Schema> {
        if self.sight != Sight::Data {
            return open(self.declared(table.name()));
        }
        table.schema().unwrap_or_else(|failure| {
            self.fail(failure);
            open(table.declared_schema())
        })
    }

    /// The tables of another database or workspace, if it has a folder.
    fn database(&self, name: &str) -> Option<Arc<Tables>> {
        self.engine.databases.get(name).unwrap_or_else(|found| {
            self.failures.borrow_mut().extend(found);
            None
        })
    }

    /// A table of another database: of its folder, or without one of the data at hand.
    fn table_of(&self, database: &str, name: &str) -> Option<Arc<Schema>> {
        let Some(tables) = self.database(database) else { return self.table(None, name) };
        match tables.get(name) {
            Some(table) => Some(self.schema(table)),
            None => self.missing(&tables, name),
        }
    }

    /// A table that the data lacks, unless it is in an archive that cannot be listed.
    fn missing(&self, tables: &Tables, name: &str) -> Option<Arc<Schema>> {
        if self.sight == Sight::Data {
            tables.unlisted().iter().for_each(|failure| self.fail(failure.clone()));
        }
        self.declared(name)
    }

    fn fail(&self, failure: Diagnostic) {
        let mut failures = self.failures.borrow_mut();
        if !failures.contains(&failure) {
            failures.push(failure);
        }
    }

    fn declared(&self, name: &str) -> Option<Arc<Schema>> {
        let schemas = &self.engine.reading.schemas;
        let declared = match self.sight {
            Sight::Declared(view) => {
                if catalog::differs(name) {
                    self.differs.set(true);
                }
                declared_in(name, view, schemas)?
            }
            Sight::Data | Sight::Merged | Sight::Open => {
                let options = Arc::clone(&self.engine.reading);
                Table::new(name, Vec::new(), options).declared_schema()?
            }
        };
        let opens = match self.sight {
            Sight::Data => false,
            // A schema file says all that there is.
            Sight::Declared(_) | Sight::Merged => {
                catalog::grows(name) && !schemas.names().any(|known| **known == *name)
            }
            Sight::Open => true,
        };
        Some(if opens { open(Some(declared)) } else { declared })
    }

    fn known(&self, name: &str) -> Option<Arc<Schema>> {
        match self.engine.tables.get(name) {
            Some(table) => {
                let early = self.early.as_ref().and_then(|early| early.schema(table));
                Some(early.unwrap_or_else(|| self.schema(table)))
            }
            None => self.missing(&self.engine.tables, name),
        }
    }
}

/// What is declared of a table whose data may have more columns.
fn open(declared: Option<Arc<Schema>>) -> Arc<Schema> {
    let fields = declared.map(|schema| schema.fields.clone()).unwrap_or_default();
    Arc::new(Schema { fields, open: true })
}

impl Catalog for Names<'_> {
    fn table(&self, database: Option<&str>, name: &str) -> Option<Arc<Schema>> {
        if let Some(database) = database {
            return self.table_of(database, name);
        }
        if documents::patterns(name).is_some() {
            return Some(Arc::new(Table::document_schema()));
        }
        let mut schema = self.known(name)?;
        for field in self.further.get(name).into_iter().flatten() {
            if schema.get(&field.name).is_none() {
                Arc::make_mut(&mut schema).fields.push(field.clone());
            }
        }
        Some(schema)
    }

    fn elsewhere(&self, database: &str, name: &str) -> (Arc<str>, Option<String>) {
        match self.database(database) {
            Some(_) => (databases::qualified(database, name), None),
            None => {
                let assumption = format!(
                    "there is no folder `{database}` in the data: its tables are taken to be those at hand"
                );
                (name.into(), Some(assumption))
            }
        }
    }

    /// The data's tables. Where nothing is read and there is no data, `*` means the tables of the catalog, too.
    fn table_names(&self) -> Vec<Arc<str>> {
        let mut names: Vec<Arc<str>> =
            self.engine.tables.iter().map(|table| Arc::clone(table.name())).collect();
        if self.sight != Sight::Data {
            names.extend(self.engine.reading.schemas.names().cloned());
            if self.engine.tables.iter().next().is_none() {
                names.extend(catalog::names().map(Arc::from));
            }
            names.sort();
            names.dedup();
        }
        names
    }

    fn near_tables(&self, name: &str) -> Vec<Arc<str>> {
        let mut known: Vec<&str> = catalog::names().collect();
        known.extend(self.engine.tables.iter().map(|table| &**table.name()));
        near(name, known.into_iter()).into_iter().map(Arc::from).collect()
    }

    fn is_custom(&self, name: &str) -> bool {
        name.ends_with("_CL") && self.known(name).is_none()
    }

    fn function(&self, name: &str) -> Option<SavedFunction> {
        self.engine.functions.get(name).cloned()
    }

    fn known_function(&self, name: &str) -> Option<KnownFunction> {
        known::function(name)
    }

    fn absent_function(&self, name: &str) -> Option<String> {
        known::absent(name)
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
