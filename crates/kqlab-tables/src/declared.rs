//! The columns that a table has whatever its data says: those of the catalog and of schema files.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use kqlab_plan::{Field, Schema, Type};

use crate::{Schemas, catalog};

/// Where a column's type comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The built-in catalog.
    Catalog,
    /// A schema file.
    SchemaFile,
    /// The column's name: `TimeGenerated`, `Timestamp`, and Log Analytics' suffixes.
    Name,
    /// The values.
    Data,
}

/// The declared columns of a table.
#[derive(Debug)]
pub(crate) struct Declared {
    columns: IndexMap<Arc<str>, (Type, Origin)>,
    /// The catalog's columns by their names in lower case: `None` where two differ by case only. In known tables
    /// a key means the column that it spells in another case; in others it is a column of its own.
    folded: HashMap<String, Option<usize>>,
    /// `TimeGenerated` and `Timestamp` are two names of one time.
    pub(crate) times_are_one: bool,
    pub(crate) known: bool,
}

impl Declared {
    pub(crate) fn new(table: &str, schemas: &Schemas) -> Self {
        let mut columns = IndexMap::new();
        let catalog = catalog::merged(table);
        for field in catalog.iter().flat_map(|schema| &schema.fields) {
            columns.insert(Arc::clone(&field.name), (field.ty, Origin::Catalog));
        }
        let mut folded = HashMap::new();
        for (position, name) in columns.keys().enumerate() {
            let entry = folded.entry(name.to_ascii_lowercase());
            entry.and_modify(|known| *known = None).or_insert(Some(position));
        }
        let known = catalog.is_some();
        let times_are_one = !known || catalog::times_are_one(table);
        for (name, ty) in schemas.columns(table) {
            columns.insert(Arc::clone(name), (ty, Origin::SchemaFile));
        }
        Self { columns, folded, times_are_one, known }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    pub(crate) fn get(&self, name: &str) -> Option<(Type, Origin)> {
        self.columns.get(name).copied()
    }

    /// Whether the catalog has the column.
    pub(crate) fn is_catalogs(&self, name: &str) -> bool {
        self.get(name).is_some_and(|(_, origin)| origin == Origin::Catalog)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, Type, Origin)> {
        self.columns.iter().map(|(name, (ty, origin))| (name, *ty, *origin))
    }

    pub(crate) fn schema(&self) -> Schema {
        Schema::new(self.iter().map(|(name, ty, _)| Field::new(Arc::clone(name), ty)).collect())
    }

    /// The column that a key means by spelling it in another case.
    pub(crate) fn folded(&self, key: &str) -> Option<&Arc<str>> {
        if self.folded.is_empty() {
            return None;
        }
        let position = *self.folded.get(&key.to_ascii_lowercase())?;
        self.columns.get_index(position?).map(|(name, _)| name)
    }
}
