//! An argument of a kernel: one value for all rows, or a column.

use kqlab_columns::Column;
use kqlab_plan::{Type, Value};

/// An argument.
#[derive(Clone, Debug)]
pub enum Arg {
    /// The same value in every row.
    Const(Value),
    /// A value a row.
    Column(Column),
}

impl Arg {
    /// The type of its values.
    #[must_use]
    pub fn ty(&self) -> Type {
        match self {
            Self::Const(value) => value.ty(),
            Self::Column(column) => column.ty(),
        }
    }

    /// The row's value.
    #[must_use]
    pub fn value(&self, row: usize) -> Value {
        match self {
            Self::Const(value) => value.clone(),
            Self::Column(column) => column.value(row),
        }
    }

    /// The value, if it is the same in every row.
    #[must_use]
    pub fn constant(&self) -> Option<&Value> {
        match self {
            Self::Const(value) => Some(value),
            Self::Column(_) => None,
        }
    }

    /// A column of `rows` rows.
    #[must_use]
    pub fn into_column(self, rows: usize) -> Column {
        match self {
            Self::Const(value) => Column::constant(&value, rows),
            Self::Column(column) => column,
        }
    }
}
