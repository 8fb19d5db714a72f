//! JSON lines: a row a line (or several), blank lines between. A range of a file is read on its own: its rows are
//! those that begin in it.

use std::sync::Arc;

use memchr::{memchr, memrchr};

use super::sieve::{Sieve, Tally, is_whole};
use super::window::Window;
use super::{BadRow, Place, RowSink, Rules};
use crate::json::scan::{self, skip_space};

/// Reads the lines of a range.
#[derive(Debug)]
pub(super) struct Lines {
    window: Window,
    part: usize,
    /// Lines that begin here or later are another range's.
    until: u64,
    /// The rest of the line under the window is not wanted: it is another range's, or too long.
    discarding: bool,
    ended: bool,
    /// So many bytes under the window are whole lines.
    whole: usize,
    sifting: Option<Sifted>,
}

/// How lines are sifted, and what came of it so far.
#[derive(Debug)]
struct Sifted {
    sieve: Arc<Sieve>,
    tally: Tally,
}

/// Why reading stopped.
pub(super) enum Stop {
    /// The file cannot be read.
    Io(std::io::Error),
    /// A row is bad and rules do not let it pass.
    Row(BadRow),
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl Lines {
    /// The lines that begin under the window and before `until`; `discarding` leaves out the line under the window.
    pub(super) fn new(window: Window, part: usize, until: u64, discarding: bool) -> Self {
        Self { window, part, until, discarding, ended: false, whole: 0, sifting: None }
    }

    /// Leaves out lines that do not pass the sieve.
    pub(super) fn sifted(self, sieve: Option<Arc<Sieve>>) -> Self {
        let sifting = sieve.map(|sieve| Sifted { tally: sieve.tally(), sieve });
        Self { sifting, ..self }
    }

    /// Hands rows to the sink until it is full, at most those of a chunk; `false` after the last.
    pub(super) fn advance(&mut self, rules: Rules, sink: &mut impl RowSink) -> Result<bool, Stop> {
        if self.whole == 0 && !self.fill(rules, sink)? {
            return Ok(false);
        }
        let consumed = self.rows(rules, sink)?;
        self.window.consume(consumed);
        self.whole -= consumed;
        if self.window.offset() >= self.until {
            return Ok(false);
        }
        self.window.shrink();
        Ok(self.whole > 0 || !self.ended)
    }

    /// Reads on, and sees how many bytes are whole lines; `false` if there is nothing more.
    fn fill(&mut self, rules: Rules, sink: &mut impl RowSink) -> Result<bool, Stop> {
        if self.ended || self.window.offset() >= self.until && !self.discarding {
            return Ok(false);
        }
        self.ended = !self.window.fill()?;
        if self.discarding && !self.discard() {
            return Ok(!self.ended);
        }
        let unread = self.window.unread();
        self.whole = match memrchr(b'\n', unread) {
            _ if self.ended => unread.len(),
            Some(at) => at + 1,
            None => 0,
        };
        if self.whole == 0 && unread.len() > rules.row_bytes {
            let place = self.place(0);
            self.discarding = true;
            bad_row(BadRow::too_long(rules.row_bytes, place), rules, sink)?;
        }
        Ok(true)
    }

    fn place(&self, at: usize) -> Place {
        Place { part: self.part, offset: self.window.offset() + at as u64 }
    }

    /// Drops the rest of a line; `false` if its end is not in sight.
    fn discard(&mut self) -> bool {
        let unread = self.window.unread();
        let (len, found) = match memchr(b'\n', unread) {
            Some(at) => (at + 1, true),
            None => (unread.len(), false),
        };
        self.window.consume(len);
        self.discarding = !found;
        found
    }

    /// The rows of whole lines; gives how many bytes they took.
    fn rows(&mut self, rules: Rules, sink: &mut impl RowSink) -> Result<usize, Stop> {
        let mut sifted = self.sifting.take();
        let taken = self.sift(&mut sifted, rules, sink);
        if let Some(sifted) = &mut sifted {
            sifted.tally.review();
        }
        self.sifting = sifted.filter(|sifted| sifted.tally.pays());
        taken
    }

    fn sift(
        &self,
        sifted: &mut Option<Sifted>,
        rules: Rules,
        sink: &mut impl RowSink,
    ) -> Result<usize, Stop> {
        let whole = self.whole;
        let bytes = &self.window.unread()[..whole];
        let ours = usize::try_from(self.until.saturating_sub(self.window.offset()));
        let ours = ours.unwrap_or(usize::MAX);
        let ascii = ascii(bytes);
        let text = ascii.or_else(|| std::str::from_utf8(bytes).ok());
        let mut sifting = sifted.as_mut().map(|sifted| {
            let Sifted { sieve, tally } = sifted;
            sieve.over(bytes, ascii.is_some(), tally)
        });
        let mut start = 0;
        while start < whole.min(ours) && !sink.is_full() {
            let end = memchr(b'\n', &bytes[start..]).map_or(whole, |at| start + at);
            let line = match text {
                Some(text) => Ok(&text[start..end]),
                None => std::str::from_utf8(&bytes[start..end]),
            };
            let row = match line {
                Ok(_) if end - start > rules.row_bytes => {
                    Err(BadRow::too_long(rules.row_bytes, self.place(start)))
                }
                Ok(line)
                    if sifting.as_mut().is_some_and(|s| !s.keeps(start..end)) && is_whole(line) =>
                {
                    sink.left_out();
                    Ok(())
                }
                Ok(line) => row(line, self.place(start), sink),
                Err(error) => {
                    let at = start + error.valid_up_to();
                    Err(BadRow::not_utf8(&bytes[at..], self.place(at)))
                }
            };
            if let Err(bad) = row {
                bad_row(bad, rules, sink)?;
            }
            start = end + 1;
        }
        Ok(start.min(whole))
    }
}

/// The text that the bytes are, if all are ASCII: faster than to ask whether they are UTF-8.
fn ascii(bytes: &[u8]) -> Option<&str> {
    let (blocks, rest) = bytes.as_chunks::<64>();
    // The bits of all blocks are gathered side by side, without a branch for each.
    let is_ascii = |blocks: &[[u8; 64]]| {
        let mut bits = [0; 64];
        for block in blocks {
            for (bits, byte) in bits.iter_mut().zip(block) {
                *bits |= byte;
            }
        }
        bits.is_ascii()
    };
    if !(rest.is_ascii() && blocks.chunks(256).all(is_ascii)) {
        return None;
    }
    #[expect(unsafe_code, reason = "ASCII is UTF-8, and every byte has been looked at")]
    unsafe {
        Some(std::str::from_utf8_unchecked(bytes))
    }
}

/// The rows of a line.
fn row(line: &str, place: Place, sink: &mut impl RowSink) -> Result<(), BadRow> {
    let bytes = line.as_bytes();
    let mut at = skip_space(bytes, 0);
    while let Some(first) = bytes.get(at) {
        let here = Place { offset: place.offset + at as u64, ..place };
        let end = if *first == b'{' {
            sink.row(line, at, here)
        } else {
            match scan::value(bytes, at) {
                Ok(_) if at == skip_space(bytes, 0) => {
                    return Err(BadRow::no_row("an object", bytes, at, place));
                }
                Ok(_) => scan::expected(bytes, at, "the end of the line"),
                Err(fault) => Err(fault),
            }
        };
        at = skip_space(bytes, end.map_err(|fault| BadRow::from_fault(fault, bytes, place))?);
    }
    Ok(())
}

/// Lets a bad row pass, counted, or stops.
pub(super) fn bad_row(bad: BadRow, rules: Rules, sink: &mut impl RowSink) -> Result<(), Stop> {
    match rules.on_bad_row {
        super::OnBadRow::Fail => Err(Stop::Row(bad)),
        super::OnBadRow::Skip => {
            sink.skipped(bad);
            Ok(())
        }
    }
}
