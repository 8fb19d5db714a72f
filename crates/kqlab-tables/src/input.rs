//! Where a table's rows are: in a file, or in memory under the name of one.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

/// A file, or a text that stands for one.
#[derive(Clone, Debug)]
pub struct Input {
    path: Arc<Path>,
    text: Option<Arc<[u8]>>,
}

/// An input that is read.
#[derive(Debug)]
pub(crate) enum Opened {
    File(File),
    Text(Cursor<Arc<[u8]>>),
}

impl Input {
    /// A file.
    #[must_use]
    pub fn file(path: impl Into<Arc<Path>>) -> Self {
        Self { path: path.into(), text: None }
    }

    /// A text in memory; messages call it `name`.
    #[must_use]
    pub fn text(name: impl Into<Arc<Path>>, text: impl Into<Arc<[u8]>>) -> Self {
        Self { path: name.into(), text: Some(text.into()) }
    }

    /// Its path, or its name.
    #[must_use]
    pub fn path(&self) -> &Arc<Path> {
        &self.path
    }

    /// Opens it at a position.
    pub(crate) fn open(&self, at: u64) -> io::Result<Opened> {
        let mut opened = match &self.text {
            Some(text) => Opened::Text(Cursor::new(Arc::clone(text))),
            None => Opened::File(File::open(&self.path)?),
        };
        if at > 0 {
            opened.seek(SeekFrom::Start(at))?;
        }
        Ok(opened)
    }
}

impl Opened {
    /// Its length.
    pub(crate) fn size(&self) -> io::Result<u64> {
        match self {
            Self::Text(text) => Ok(text.get_ref().len() as u64),
            Self::File(file) => {
                let metadata = file.metadata()?;
                if metadata.is_file() {
                    return Ok(metadata.len());
                }
                let folder = metadata.is_dir();
                let what = if folder { "it is a folder" } else { "it is no plain file" };
                Err(io::Error::other(what))
            }
        }
    }
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Text(text) => text.read(buffer),
        }
    }
}

impl Seek for Opened {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Text(text) => text.seek(to),
        }
    }
}
