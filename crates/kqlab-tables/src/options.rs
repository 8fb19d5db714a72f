//! How tables are read.

use std::sync::Arc;

use crate::read::{DateOrder, OnBadRow, Rules};
use crate::{Progress, Schemas};

/// How tables are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// What becomes of a row that cannot be read.
    pub on_bad_row: OnBadRow,
    /// The bytes that a row may have. A row is in memory as a whole.
    pub row_bytes: usize,
    /// The bytes that a compressed file, or an archive, may unpack to. `None` allows 1 GiB, or 250 times its size if
    /// that is more.
    pub max_inflated: Option<u64>,
    /// The order of day and month; `None` takes it from the dates of each file of separated values, and where these
    /// tell nothing, the month comes first, with a warning.
    pub date_order: Option<DateOrder>,
    /// What schema files declare.
    pub schemas: Schemas,
    /// Counts what is read.
    pub progress: Arc<Progress>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            on_bad_row: OnBadRow::Fail,
            row_bytes: 64 * 1024 * 1024,
            max_inflated: None,
            date_order: None,
            schemas: Schemas::default(),
            progress: Arc::default(),
        }
    }
}

impl ReadOptions {
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            on_bad_row: self.on_bad_row,
            row_bytes: self.row_bytes,
            max_inflated: self.max_inflated,
            dates: self.date_order,
        }
    }
}
