//! Reading a column row by row, typed by a marker: `Text`, `Longs` ... A constant reads like a column.

use polars_arrow::array::{Array, BooleanArray, PrimitiveArray, Utf8ViewArray};

use crate::{Column, Data};

/// An array that gives an optional value a row.
pub trait Rows {
    /// What a row holds.
    type Item<'a>
    where
        Self: 'a;

    /// The array of a column, if it is of this kind.
    fn of(column: &Column) -> Option<&Self>;

    /// The row's value; `None` is null.
    fn row(&self, row: usize) -> Option<Self::Item<'_>>;
}

impl Rows for BooleanArray {
    type Item<'a> = bool;

    fn of(column: &Column) -> Option<&Self> {
        match column.data() {
            Data::Bool(array) => Some(array),
            _ => None,
        }
    }

    fn row(&self, row: usize) -> Option<bool> {
        self.is_valid(row).then(|| self.value(row))
    }
}

impl Rows for Utf8ViewArray {
    type Item<'a> = &'a str;

    fn of(column: &Column) -> Option<&Self> {
        match column.data() {
            Data::Text(array) => Some(array),
            _ => None,
        }
    }

    fn row(&self, row: usize) -> Option<&str> {
        self.is_valid(row).then(|| self.value(row))
    }
}

macro_rules! primitive {
    ($($native:ty => $variant:ident),*) => { $(
        impl Rows for PrimitiveArray<$native> {
            type Item<'a> = $native;

            fn of(column: &Column) -> Option<&Self> {
                match column.data() {
                    Data::$variant(array) => Some(array),
                    _ => None,
                }
            }

            fn row(&self, row: usize) -> Option<$native> {
                self.is_valid(row).then(|| self.value(row))
            }
        }
    )* };
}
primitive!(i32 => Int, i64 => Long, f64 => Real);

impl Column {
    /// The row as text.
    ///
    /// # Panics
    /// When the column is not of text; so for the others below.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<&str> {
        Utf8ViewArray::of(self).expect("invariant: a text column").row(row)
    }

    /// The row as a bool.
    #[must_use]
    pub fn bool(&self, row: usize) -> Option<bool> {
        BooleanArray::of(self).expect("invariant: a bool column").row(row)
    }

    /// The row as a long or ticks; an int is widened.
    #[must_use]
    pub fn long(&self, row: usize) -> Option<i64> {
        match self.data() {
            Data::Long(array) => array.row(row),
            Data::Int(array) => array.row(row).map(i64::from),
            _ => unreachable!("invariant: a long column"),
        }
    }

    /// The row as a real; an int or long is converted.
    #[must_use]
    pub fn real(&self, row: usize) -> Option<f64> {
        match self.data() {
            Data::Real(array) => array.row(row),
            _ => self.long(row).map(|value| value as f64),
        }
    }
}
