//! What is made once a query of a list that every chunk of rows is tested against: of a column, or of a constant.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

use kqlab_columns::{Column, Data};
use polars_arrow::bitmap::Bitmap;
use serde_json::Value as JsonValue;

/// So many things are kept; a constant that is computed anew for each chunk would pile them up.
const KEPT: usize = 64;

/// Things made of lists.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<Vec<Entry>>);

/// A list. It is known by where it lies in memory, and is kept alive here.
#[derive(Clone, Debug)]
pub enum List {
    /// The values of a column.
    Column(Column),
    /// A dynamic.
    Json(Arc<JsonValue>),
}

#[derive(Debug)]
struct Entry {
    list: List,
    purpose: String,
    made: Arc<dyn Any + Send + Sync>,
}

impl Shared {
    /// What `make` makes of the list for this purpose, made once.
    pub(super) fn get<T: Any + Send + Sync>(
        &self,
        list: List,
        purpose: &str,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = entries
            .iter()
            .find(|entry| entry.purpose == purpose && entry.list.address() == list.address());
        if let Some(made) = known.and_then(|entry| Arc::clone(&entry.made).downcast().ok()) {
            return made;
        }
        let made = Arc::new(make());
        let entry = Entry {
            list,
            purpose: purpose.to_owned(),
            made: Arc::clone(&made) as Arc<dyn Any + Send + Sync>,
        };
        if entries.len() == KEPT {
            entries.remove(0);
        }
        entries.push(entry);
        made
    }
}

impl List {
    fn address(&self) -> [usize; 4] {
        match self {
            Self::Column(column) => address(column),
            Self::Json(json) => [Arc::as_ptr(json).addr(), 0, 0, 0],
        }
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
