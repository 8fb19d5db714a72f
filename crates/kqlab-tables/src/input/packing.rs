//! Compression: told by the first bytes, undone while reading, and never let out more than a limit.

use std::io::{self, BufRead, ErrorKind, Read};

/// How bytes are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
    Bzip2,
}

/// A compressed input may always unpack to so many bytes, ...
const FREE: u64 = 1 << 30;
/// ... and to so many times its own size: gzip reaches a thousand times, logs seldom more than fifty.
const RATIO: u64 = 250;

impl Packing {
    /// The packing of what begins with `head`.
    pub(crate) fn detect(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            // A frame that readers pass over may stand first.
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] => Some(Self::Bzip2),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, ..] => Some(Self::Bzip2),
            _ => None,
        }
    }

    /// Its name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
        }
    }

    /// Undoes it. One stream may follow another in all three.
    pub(super) fn open(
        self,
        packed: impl BufRead + Send + Sync + 'static,
    ) -> io::Result<Box<dyn Read + Send + Sync>> {
        Ok(match self {
            Self::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(packed)),
            Self::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(packed)?),
            Self::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(packed)),
        })
    }
}

/// The bytes that an input of `size` bytes may unpack to, unless the user says otherwise.
pub(crate) fn limit(size: u64) -> u64 {
    size.saturating_mul(RATIO).max(FREE)
}

/// What comes out of a packing, its faults named, its length bounded.
pub(super) struct Unpacked {
    inner: Box<dyn Read + Send + Sync>,
    packing: Packing,
    left: u64,
    limit: u64,
}

impl Unpacked {
    pub(super) fn new(inner: Box<dyn Read + Send + Sync>, packing: Packing, limit: u64) -> Self {
        Self { inner, packing, left: limit, limit }
    }
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer).map_err(|error| damaged(&error, self.packing.name()))?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(too_much(self.limit)),
        }
        Ok(read)
    }
}

/// A decoder's error in the words of the user's file; the system's own errors are left as they are.
pub(super) fn damaged(error: &io::Error, packing: &str) -> io::Error {
    if let Some(code) = error.raw_os_error() {
        return io::Error::from_raw_os_error(code);
    }
    match error.kind() {
        ErrorKind::FileTooLarge | ErrorKind::InvalidData
            if error.get_ref().is_some_and(|inner| inner.is::<Told>()) =>
        {
            io::Error::new(error.kind(), Told(error.to_string()))
        }
        ErrorKind::UnexpectedEof => told(
            ErrorKind::InvalidData,
            format!("expected the rest of the {packing} data, found its end: the file is cut"),
        ),
        _ => told(
            ErrorKind::InvalidData,
            format!("expected {packing} data, found it damaged ({error})"),
        ),
    }
}

/// More comes out than may.
pub(super) fn too_much(limit: u64) -> io::Error {
    told(
        ErrorKind::FileTooLarge,
        format!("expected at most {limit} bytes when unpacked, found more"),
    )
}

pub(super) fn told(kind: ErrorKind, message: String) -> io::Error {
    io::Error::new(kind, Told(message))
}

/// A fault that is already in the user's words.
#[derive(Debug)]
pub(crate) struct Told(pub(crate) String);

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Told {}
