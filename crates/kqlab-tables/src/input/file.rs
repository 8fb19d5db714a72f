//! An open file with a position of its own: many may read one file.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use crate::Progress;

/// An open file, read from a position that nobody else moves.
#[derive(Clone, Debug)]
pub(crate) struct OpenFile {
    file: Arc<File>,
    at: u64,
    progress: Option<Arc<Progress>>,
}

impl OpenFile {
    pub(super) fn new(file: File) -> Self {
        Self { file: file.into(), at: 0, progress: None }
    }

    /// The same file from its first byte on.
    pub(super) fn at_start(&self) -> Self {
        Self { file: Arc::clone(&self.file), at: 0, progress: None }
    }

    /// The same, and what is read is counted.
    pub(super) fn counted(self, progress: Option<&Arc<Progress>>) -> Self {
        Self { progress: progress.cloned(), ..self }
    }

    pub(super) fn size(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }
}

impl Read for OpenFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.at)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.at)?;
        self.at += read as u64;
        if let Some(progress) = &self.progress {
            progress.add_read(read as u64);
        }
        Ok(read)
    }
}

impl Seek for OpenFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (base, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::Current(by) => (self.at, by),
            SeekFrom::End(by) => (self.size()?, by),
        };
        let before = || io::Error::from(io::ErrorKind::InvalidInput);
        self.at = base.checked_add_signed(by).ok_or_else(before)?;
        Ok(self.at)
    }
}
