//! Whether an event log is as long as it says. The decoder takes a log that ends early for a shorter one, and passes over
//! chunks of zeros, which logs that were not closed have behind their last chunk.

use std::io::{self, Read, Seek, SeekFrom};

/// The bytes before the first chunk.
const HEADER: u64 = 4096;
/// The bytes of a chunk.
const CHUNK: u64 = 64 * 1024;
/// Where the header says how many chunks there are.
const COUNT: usize = 42;

/// What is missing of a log, as a message.
pub(super) fn missing(log: &mut (impl Read + Seek)) -> io::Result<Option<String>> {
    let mut header = [0; COUNT + 2];
    log.seek(SeekFrom::Start(0))?;
    log.read_exact(&mut header)?;
    let told = u64::from(u16::from_le_bytes([header[COUNT], header[COUNT + 1]]));
    let bytes = log.seek(SeekFrom::End(0))?.saturating_sub(HEADER);
    let (whole, rest) = (bytes / CHUNK, bytes % CHUNK);
    if whole < told || rest > 0 {
        let expected = told.max(whole + u64::from(rest > 0));
        let message =
            format!("expected {expected} chunks of 64 KiB, found {whole}: the log is cut");
        return Ok(Some(message));
    }
    let mut empty = 0_u64;
    for chunk in 0..told {
        log.seek(SeekFrom::Start(HEADER + chunk * CHUNK))?;
        empty += u64::from(is_empty(log)?);
    }
    let message = || format!("expected records in {told} chunks, found {empty} of them empty");
    Ok((empty > 0).then(message))
}

/// Whether the chunk that begins here is nothing but zeros.
fn is_empty(log: &mut impl Read) -> io::Result<bool> {
    let zeros = |bytes: &[u8]| bytes.iter().all(|byte| *byte == 0);
    let mut mark = [0; 8];
    log.read_exact(&mut mark)?;
    if !zeros(&mark) {
        return Ok(false);
    }
    let mut rest = Vec::new();
    log.take(CHUNK - 8).read_to_end(&mut rest)?;
    Ok(zeros(&rest))
}
