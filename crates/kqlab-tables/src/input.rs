//! Where a table's rows are: in a file, in memory under the name of one, or a member of an archive; as it is or
//! compressed. Opened, an input is the bytes that were put into it, whatever is around them.

mod archive;
mod file;
pub(crate) mod packing;
mod peel;

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use crate::Progress;
use archive::Member;
pub(crate) use archive::{is_archive, members};
use file::OpenFile;
pub(crate) use packing::Packing;
use packing::Unpacked;

/// A file, or a text that stands for one.
#[derive(Clone, Debug)]
pub struct Input {
    name: Arc<Path>,
    source: Source,
    /// What is around its bytes, the outermost first.
    packings: Vec<Packing>,
    /// The bytes that may come out of what is compressed.
    limit: u64,
    /// Counts what is read.
    progress: Option<Arc<Progress>>,
}

/// Where the bytes are.
#[derive(Clone, Debug)]
enum Source {
    File(Arc<Path>),
    /// A file that is open already; it may have no name any more.
    Open(OpenFile),
    Text(Arc<[u8]>),
    Member(Arc<Member>),
}

/// An input that is read.
#[derive(Debug)]
pub(crate) enum Opened {
    File(OpenFile),
    Text(Cursor<Arc<[u8]>>),
    Stream(Stream),
}

/// Bytes that can only be read in order.
pub(crate) struct Stream(Box<dyn Read + Send + Sync>);

/// An input that is read here and there.
#[derive(Debug)]
pub(crate) enum Seekable {
    File(OpenFile),
    Text(Cursor<Arc<[u8]>>),
}

impl Input {
    /// A file.
    #[must_use]
    pub fn file(path: impl Into<Arc<Path>>) -> Self {
        let path = path.into();
        Self::of(Arc::clone(&path), Source::File(path))
    }

    /// A file that is open already, and need not have a name any more; messages call it `name`.
    #[must_use]
    pub fn open_file(name: impl Into<Arc<Path>>, file: File) -> Self {
        Self::of(name.into(), Source::Open(OpenFile::new(file)))
    }

    /// A text in memory; messages call it `name`.
    #[must_use]
    pub fn text(name: impl Into<Arc<Path>>, text: impl Into<Arc<[u8]>>) -> Self {
        Self::of(name.into(), Source::Text(text.into()))
    }

    fn of(name: Arc<Path>, source: Source) -> Self {
        Self { name, source, packings: Vec::new(), limit: u64::MAX, progress: None }
    }

    /// Its path, or its name.
    #[must_use]
    pub fn path(&self) -> &Arc<Path> {
        &self.name
    }

    /// What is inside a packing, of which no more than `limit` bytes are let out.
    pub(crate) fn inside(mut self, packing: Packing, limit: u64) -> Self {
        self.packings.push(packing);
        self.limit = limit;
        self
    }

    /// The same, and what is read of it is counted.
    pub(crate) fn counted(mut self, progress: &Arc<Progress>) -> Self {
        self.progress = Some(Arc::clone(progress));
        self
    }

    /// What counts what is read of it.
    pub(crate) fn progress(&self) -> Option<&Arc<Progress>> {
        self.progress.as_ref()
    }

    /// Whether it is in an archive.
    pub(crate) fn is_member(&self) -> bool {
        matches!(self.source, Source::Member(_))
    }

    /// What is around its bytes, the outermost first.
    pub(crate) fn packings(&self) -> &[Packing] {
        &self.packings
    }

    /// Whether its bytes can only be read in order, from the first on.
    pub(crate) fn is_stream(&self) -> bool {
        !self.packings.is_empty() || matches!(self.source, Source::Member(_))
    }

    /// The bytes that it takes where it is.
    pub(crate) fn size(&self) -> io::Result<u64> {
        match &self.source {
            Source::Text(text) => Ok(text.len() as u64),
            Source::Member(member) => Ok(member.packed),
            Source::File(path) => plain_size(&std::fs::metadata(path)?),
            Source::Open(file) => file.size(),
        }
    }

    /// Opens it at a position.
    pub(crate) fn open(&self, at: u64) -> io::Result<Opened> {
        let progress = self.progress.as_ref();
        let bare = match &self.source {
            Source::Member(member) => Opened::Stream(Stream(member.open(progress)?)),
            source => match source.open(progress)? {
                Seekable::File(file) => Opened::File(file),
                Seekable::Text(text) => Opened::Text(text),
            },
        };
        let mut opened = bare;
        for packing in &self.packings {
            let packed = BufReader::with_capacity(64 * 1024, opened);
            let unpacked = Unpacked::new(packing.open(packed)?, *packing, self.limit);
            opened = Opened::Stream(Stream(Box::new(unpacked)));
        }
        opened.skip(at)?;
        Ok(opened)
    }

    /// The same, its bytes in memory if they can only be read in order.
    pub(crate) fn kept(&self) -> io::Result<Self> {
        if !self.is_stream() {
            return Ok(self.clone());
        }
        let mut bytes = Vec::new();
        self.open(0)?.read_to_end(&mut bytes)?;
        Ok(Self::text(Arc::clone(&self.name), bytes))
    }

    /// Opens what can be read here and there.
    pub(crate) fn open_seekable(&self) -> io::Result<Seekable> {
        assert!(self.packings.is_empty(), "invariant: unpacked");
        self.source.open(self.progress.as_ref())
    }
}

impl Source {
    /// Opens what can be read here and there.
    fn open(&self, progress: Option<&Arc<Progress>>) -> io::Result<Seekable> {
        Ok(match self {
            Self::File(path) => {
                // Opening a pipe would wait for its writer.
                plain_size(&std::fs::metadata(path)?)?;
                Seekable::File(OpenFile::new(File::open(path)?).counted(progress))
            }
            Self::Open(file) => Seekable::File(file.at_start().counted(progress)),
            Self::Text(text) => Seekable::Text(Cursor::new(Arc::clone(text))),
            Self::Member(_) => unreachable!("invariant: archives in archives are not listed"),
        })
    }
}

/// The length of a plain file.
fn plain_size(metadata: &std::fs::Metadata) -> io::Result<u64> {
    if metadata.is_file() {
        return Ok(metadata.len());
    }
    let what = if metadata.is_dir() { "it is a folder" } else { "it is no plain file" };
    Err(io::Error::other(what))
}

impl Opened {
    /// Moves on by so many bytes, or to the end.
    fn skip(&mut self, bytes: u64) -> io::Result<()> {
        match self {
            _ if bytes == 0 => {}
            Self::File(file) => {
                file.seek(SeekFrom::Start(bytes))?;
            }
            Self::Text(text) => text.set_position(bytes),
            Self::Stream(stream) => {
                io::copy(&mut stream.take(bytes), &mut io::sink())?;
            }
        }
        Ok(())
    }
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Text(text) => text.read(buffer),
            Self::Stream(stream) => stream.read(buffer),
        }
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stream")
    }
}

impl Read for Seekable {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Text(text) => text.read(buffer),
        }
    }
}

impl Seek for Seekable {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Text(text) => text.seek(to),
        }
    }
}
