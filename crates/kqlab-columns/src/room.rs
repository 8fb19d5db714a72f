//! The memory that there is for what several queries use.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The memory that there is.
#[derive(Debug)]
pub struct Room {
    free: AtomicU64,
}

/// A part of the room that is taken, as long as it lives.
#[derive(Debug)]
pub struct Held {
    room: Arc<Room>,
    bytes: u64,
}

impl Room {
    /// So many bytes.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        Self { free: AtomicU64::new(bytes) }
    }

    /// Nothing of it yet.
    #[must_use]
    pub fn hold(self: &Arc<Self>) -> Held {
        Held { room: Arc::clone(self), bytes: 0 }
    }

    /// Takes so many bytes, if they are there.
    fn take(&self, bytes: u64) -> bool {
        let less = |free: u64| free.checked_sub(bytes);
        self.free.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }
}

impl Held {
    /// So many bytes more; `None` if they are not there.
    pub fn add(&mut self, bytes: u64) -> Option<()> {
        self.room.take(bytes).then(|| self.bytes += bytes)
    }

    /// With what another holds of the same room.
    pub fn join(&mut self, mut other: Self) {
        self.bytes += std::mem::take(&mut other.bytes);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.room.free.fetch_add(self.bytes, Ordering::Relaxed);
    }
}
