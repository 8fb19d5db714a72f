//! Schemas: the ordered, uniquely named columns of a table.

use std::sync::Arc;

use crate::Type;

/// A column's name and type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name; names are case-sensitive.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
}

impl Field {
    /// A column.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, ty: Type) -> Self {
        Self { name: name.into(), ty }
    }
}

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The known columns, names unique.
    pub fields: Vec<Field>,
    /// There may be further columns that only the data knows.
    pub open: bool,
}

impl Schema {
    /// A closed schema.
    #[must_use]
    pub fn new(fields: Vec<Field>) -> Self {
        Self { fields, open: false }
    }

    /// The column of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.name == name)
    }

    /// The position of the column of that name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| &*field.name == name)
    }
}
