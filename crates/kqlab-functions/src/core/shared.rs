//! What is made once a query of a list that every chunk of rows is tested against.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

use kqlab_columns::{Column, Data};
use polars_arrow::bitmap::Bitmap;

/// Things made of columns. A column is known by the memory of its array, which is kept alive here.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<Vec<Entry>>);

#[derive(Debug)]
struct Entry {
    column: Column,
    purpose: String,
    made: Arc<dyn Any + Send + Sync>,
}

impl Shared {
    /// What `make` makes of the column for this purpose, made once.
    pub(super) fn get<T: Any + Send + Sync>(
        &self,
        column: &Column,
        purpose: &str,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = entries
            .iter()
            .find(|entry| entry.purpose == purpose && address(&entry.column) == address(column));
        if let Some(made) = known.and_then(|entry| Arc::clone(&entry.made).downcast().ok()) {
            return made;
        }
        let made = Arc::new(make());
        let entry = Entry {
            column: column.clone(),
            purpose: purpose.to_owned(),
            made: Arc::clone(&made) as Arc<dyn Any + Send + Sync>,
        };
        entries.push(entry);
        made
    }
}

/// Where the values and the marks of nulls lie, and how many they are.
fn address(column: &Column) -> [usize; 4] {
    let bits = |bits: &Bitmap| {
        let (bytes, offset, _) = bits.as_slice();
        [bytes.as_ptr().addr(), offset]
    };
    let [start, offset] = match column.data() {
        Data::Bool(array) => bits(array.values()),
        Data::Int(array) => [array.values().as_ptr().addr(), 0],
        Data::Long(array) => [array.values().as_ptr().addr(), 0],
        Data::Real(array) => [array.values().as_ptr().addr(), 0],
        Data::Text(array) => [array.views().as_ptr().addr(), 0],
    };
    let nulls = column.array().validity().map_or(0, |nulls| bits(nulls)[0]);
    [start, offset, nulls, column.len()]
}
