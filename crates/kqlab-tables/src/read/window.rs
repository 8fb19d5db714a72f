//! A window that moves over a file: what is read and not yet consumed.

use std::io::{self, ErrorKind, Read};

use crate::Input;
use crate::input::Opened;

/// So much is read at once: small enough for the cache, large enough for the system call.
pub(crate) const CHUNK: usize = 256 * 1024;

/// The unread part of a file, as far as it is in memory.
#[derive(Debug)]
pub(super) struct Window {
    file: Opened,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    /// The position in the file of the byte at `start`.
    offset: u64,
}

impl Window {
    /// A window at `offset`.
    pub(super) fn open(input: &Input, offset: u64) -> io::Result<Self> {
        let file = input.open(offset)?;
        Ok(Self { file, bytes: Vec::new(), start: 0, end: 0, offset })
    }

    /// What is in memory.
    pub(super) fn unread(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// The position in the file of what is in memory.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Moves on by so many bytes.
    pub(super) fn consume(&mut self, len: usize) {
        self.start += len;
        self.offset += len as u64;
    }

    /// Reads on; `false` at the end of the file.
    pub(super) fn fill(&mut self) -> io::Result<bool> {
        self.bytes.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.bytes.len() < self.end + CHUNK {
            // Twice as much, so that a row of many chunks is not copied once a chunk.
            self.bytes.resize((self.end * 2).max(2 * CHUNK), 0);
        }
        let room = if self.end < CHUNK { self.end + CHUNK } else { self.bytes.len() };
        loop {
            match self.file.read(&mut self.bytes[self.end..room]) {
                Ok(0) => return Ok(false),
                Ok(read) => {
                    self.end += read;
                    return Ok(true);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Gives memory back that a long row took.
    pub(super) fn shrink(&mut self) {
        if self.bytes.len() > 16 * CHUNK && self.end - self.start < CHUNK {
            let rest = self.unread().to_vec();
            self.end = rest.len();
            self.start = 0;
            self.bytes = rest;
        }
    }
}
