//! How tables are read.

use crate::Schemas;
use crate::read::{DateOrder, OnBadRow, Rules};

/// How tables are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// What becomes of a row that cannot be read.
    pub on_bad_row: OnBadRow,
    /// The bytes that a row may have. A row is in memory as a whole.
    pub row_bytes: usize,
    /// The order of day and month in separated values; `None` takes it from each file's own dates, and where these
    /// tell nothing, the month comes first.
    pub date_order: Option<DateOrder>,
    /// What schema files declare.
    pub schemas: Schemas,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            on_bad_row: OnBadRow::Fail,
            row_bytes: 64 * 1024 * 1024,
            date_order: None,
            schemas: Schemas::default(),
        }
    }
}

impl ReadOptions {
    pub(crate) fn rules(&self) -> Rules {
        Rules { on_bad_row: self.on_bad_row, row_bytes: self.row_bytes, dates: self.date_order }
    }
}
