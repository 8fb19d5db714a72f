//! What a kernel's closure may return for a row: pushed into a column of the declared type.

use kqlab_columns::Builder;
use kqlab_plan::Value;

/// A row's result.
pub trait Cell {
    /// Appends it to a column of its type.
    fn push(self, column: &mut Builder);
}

impl<T: Cell> Cell for Option<T> {
    fn push(self, column: &mut Builder) {
        match self {
            Some(cell) => cell.push(column),
            None => column.push_null(),
        }
    }
}

impl Cell for bool {
    fn push(self, column: &mut Builder) {
        column.push_bool(self);
    }
}

impl Cell for i32 {
    fn push(self, column: &mut Builder) {
        column.push_int(self);
    }
}

impl Cell for i64 {
    fn push(self, column: &mut Builder) {
        column.push_long(self);
    }
}

impl Cell for f64 {
    fn push(self, column: &mut Builder) {
        column.push_real(self);
    }
}

impl Cell for String {
    fn push(self, column: &mut Builder) {
        column.push_text(&self);
    }
}

impl Cell for Box<str> {
    fn push(self, column: &mut Builder) {
        column.push_text(&self);
    }
}

impl Cell for &str {
    fn push(self, column: &mut Builder) {
        column.push_text(self);
    }
}

impl Cell for serde_json::Value {
    fn push(self, column: &mut Builder) {
        match self {
            Self::Null => column.push_null(),
            json => column.push_text(&json.to_string()),
        }
    }
}

impl Cell for Value {
    fn push(self, column: &mut Builder) {
        column.push(&self);
    }
}
