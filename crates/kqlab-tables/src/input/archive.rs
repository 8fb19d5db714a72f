//! Zip archives: each member is an input of its own, read where it stands in the archive.

use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use flate2::CrcReader;
use zip::{CompressionMethod, ZipArchive};

use super::packing::{Packing, damaged, limit, told, too_much};
use super::{Input, Source};
use crate::{Progress, discover};

/// A file in an archive.
#[derive(Debug)]
pub(super) struct Member {
    archive: Source,
    /// Where its bytes begin in the archive.
    start: u64,
    /// The bytes that it takes there.
    pub(super) packed: u64,
    /// The bytes that it says it has.
    size: u64,
    crc: u32,
    method: CompressionMethod,
}

/// Whether what begins with `head` is a zip archive; the second mark is that of an empty one.
pub(crate) fn is_archive(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// The files in an archive and their paths in it, in order of these, without what is hidden. All together may not
/// unpack to more than `most` bytes, or what the archive's own size allows.
pub(crate) fn members(input: &Input, most: Option<u64>) -> io::Result<Vec<(String, Input)>> {
    if input.is_stream() {
        return Err(io::Error::other(
            "expected an archive that is not compressed itself, unpack it first",
        ));
    }
    let size = input.size()?;
    let mut archive = ZipArchive::new(input.open_seekable()?).map_err(zip_error)?;
    let most = most.unwrap_or_else(|| limit(size));
    let (mut found, mut total) = (Vec::new(), 0_u64);
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(zip_error)?;
        let path = member.name().map_err(zip_error)?.replace('\\', "/");
        if !member.is_file() || is_hidden(&path) {
            continue;
        }
        if member.encrypted() {
            return Err(io::Error::other(format!(
                "expected files without a password, found {path} with one"
            )));
        }
        total = total.saturating_add(member.size());
        if total > most {
            return Err(too_much(most));
        }
        let member = Member {
            archive: input.source.clone(),
            start: member.data_start().ok_or_else(|| io::Error::from(ErrorKind::InvalidData))?,
            packed: member.compressed_size(),
            size: member.size(),
            crc: member.crc32(),
            method: member.compression(),
        };
        let name = input.name.join(Path::new(&path));
        found.push((path, Input::of(name.into(), Source::Member(member.into()))));
    }
    found.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    Ok(found)
}

/// Names that begin with a dot, and the folder that macOS adds, are passed over as in folders.
fn is_hidden(path: &str) -> bool {
    let hidden = |name: &str| discover::is_hidden(name.as_bytes()) || name == "__MACOSX";
    path.split('/').any(hidden)
}

fn zip_error(error: zip::result::ZipError) -> io::Error {
    match error {
        zip::result::ZipError::Io(error) => damaged(&error, "zip"),
        other => told(
            ErrorKind::InvalidData,
            format!("expected a zip archive, found it damaged ({other})"),
        ),
    }
}

impl Member {
    /// Its bytes, unpacked and checked.
    pub(super) fn open(
        &self,
        progress: Option<&Arc<Progress>>,
    ) -> io::Result<Box<dyn Read + Send + Sync>> {
        let mut archive = self.archive.open(progress)?;
        archive.seek(SeekFrom::Start(self.start))?;
        let packed = BufReader::with_capacity(64 * 1024, archive.take(self.packed));
        let plain: Box<dyn Read + Send + Sync> = match self.method {
            CompressionMethod::Stored => Box::new(packed),
            CompressionMethod::Deflated => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
            CompressionMethod::Deflate64 => {
                Box::new(deflate64::Deflate64Decoder::with_buffer(packed))
            }
            CompressionMethod::Bzip2 => Packing::Bzip2.open(packed)?,
            CompressionMethod::Zstd => Packing::Zstd.open(packed)?,
            other => {
                let message =
                    format!("expected deflate, bzip2 or zstd in the archive, found {other}");
                return Err(io::Error::other(message));
            }
        };
        let plain = CrcReader::new(plain);
        Ok(Box::new(Checked { plain, read: 0, size: self.size, crc: self.crc }))
    }
}

/// A member's bytes, held against the length and checksum that the archive tells.
struct Checked {
    plain: CrcReader<Box<dyn Read + Send + Sync>>,
    read: u64,
    size: u64,
    crc: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.plain.read(buffer).map_err(|error| damaged(&error, "zip"))?;
        self.read += read as u64;
        let ended = read == 0 && !buffer.is_empty();
        let wrong = match (self.read, ended) {
            (so_far, _) if so_far > self.size => Some("more than the archive says"),
            (so_far, true) if so_far < self.size => Some("less than the archive says"),
            (_, true) if self.plain.crc().sum() != self.crc => Some("a wrong checksum"),
            _ => None,
        };
        match wrong {
            Some(wrong) => Err(told(
                ErrorKind::InvalidData,
                format!("expected {} bytes when unpacked, found {wrong}", self.size),
            )),
            None => Ok(read),
        }
    }
}
