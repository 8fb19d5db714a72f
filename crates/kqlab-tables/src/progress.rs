//! How far reading has come, for whoever wants to show it.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts that grow while tables are read; another thread may look at them at any time.
#[derive(Debug, Default)]
pub struct Progress {
    planned: AtomicU64,
    read: AtomicU64,
    rows: AtomicU64,
}

impl Progress {
    /// The bytes of the files that are being read, or have been: of a file that is read twice, twice.
    #[must_use]
    pub fn planned(&self) -> u64 {
        self.planned.load(Ordering::Relaxed)
    }

    /// The bytes that have been read: less than planned also where a query does not need all of a file.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// The rows that have been read; rows that a filter keeps from being read are not among them.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    pub(crate) fn plan(&self, bytes: u64) {
        self.planned.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(crate) fn add_read(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(crate) fn add_rows(&self, rows: u64) {
        self.rows.fetch_add(rows, Ordering::Relaxed);
    }
}
