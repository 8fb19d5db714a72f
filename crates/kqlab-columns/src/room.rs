//! The memory that there is for what several queries use: rows that are read, and what is computed of them, which must not
//! take the room of those.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The memory that there is.
#[derive(Debug)]
pub struct Room {
    free: AtomicU64,
    /// What of it may be taken for what is computed.
    for_computed: AtomicU64,
}

/// A part of the room that is taken, as long as it lives.
#[derive(Debug)]
pub struct Held {
    room: Arc<Room>,
    bytes: u64,
    computed: bool,
}

impl Room {
    /// So many bytes, a quarter of which may be taken for what is computed.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        Self { free: AtomicU64::new(bytes), for_computed: AtomicU64::new(bytes / 4) }
    }

    /// Nothing of it yet, for rows that are read.
    #[must_use]
    pub fn hold(self: &Arc<Self>) -> Held {
        Held { room: Arc::clone(self), bytes: 0, computed: false }
    }

    /// Nothing of it yet, for what is computed.
    #[must_use]
    pub fn hold_computed(self: &Arc<Self>) -> Held {
        Held { room: Arc::clone(self), bytes: 0, computed: true }
    }
}

/// Takes so many bytes, if they are there.
fn take(free: &AtomicU64, bytes: u64) -> bool {
    let less = |free: u64| free.checked_sub(bytes);
    free.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
}

fn give_back(free: &AtomicU64, bytes: u64) {
    free.fetch_add(bytes, Ordering::Relaxed);
}

impl Held {
    /// So many bytes more; `None` if they are not there.
    pub fn add(&mut self, bytes: u64) -> Option<()> {
        if self.computed && !take(&self.room.for_computed, bytes) {
            return None;
        }
        if !take(&self.room.free, bytes) {
            if self.computed {
                give_back(&self.room.for_computed, bytes);
            }
            return None;
        }
        self.bytes += bytes;
        Some(())
    }

    /// With what another holds of the same room for the same.
    pub fn join(&mut self, mut other: Self) {
        self.bytes += std::mem::take(&mut other.bytes);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        give_back(&self.room.free, self.bytes);
        if self.computed {
            give_back(&self.room.for_computed, self.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_computed_takes_a_quarter_at_most() {
        let room = Arc::new(Room::new(100));
        let (mut rows, mut computed) = (room.hold(), room.hold_computed());
        assert_eq!(
            [computed.add(20), computed.add(6), computed.add(5)],
            [Some(()), None, Some(())]
        );
        assert_eq!([rows.add(76), rows.add(75)], [None, Some(())]);
        drop(computed);
        // Where rows have taken all but little, no more is left for what is computed.
        assert_eq!(rows.add(10), Some(()));
        let mut computed = room.hold_computed();
        assert_eq!([computed.add(16), computed.add(15)], [None, Some(())]);
        drop(rows);
        assert_eq!(computed.add(10), Some(()));
        drop(computed);
        assert_eq!(room.hold().add(100), Some(()));
    }
}
