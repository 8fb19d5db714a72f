//! A table's files and the pieces of them that can be read independently, so that several threads can share the work.

use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use kqlab_syntax::Diagnostic;

use super::csv::Cells;
use super::documents::Documents;
use super::fault::{data_error, unreadable};
use super::format::BYTE_ORDER_MARK;
use super::lines::{Lines, Stop};
use super::window::{CHUNK, Window};
use super::{Format, RowSink, Rules};

/// The length of a piece: one batch's worth.
const PIECE: u64 = 8 * 1024 * 1024;

/// A file of a table, looked at.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) path: Arc<Path>,
    format: Format,
    size: u64,
    /// Where its text begins.
    start: u64,
}

/// A part of a table's data that can be read on its own; in order they are the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub(crate) part: usize,
    range: Range<u64>,
}

impl Piece {
    /// The bytes of the piece, as far as that is known: a measure of the work.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.range.end.saturating_sub(self.range.start)
    }
}

impl Part {
    /// Looks at a file.
    pub(crate) fn look(path: Arc<Path>, rules: Rules) -> Result<Self, Diagnostic> {
        let looked = (|| -> io::Result<_> {
            let file = File::open(&path)?;
            let metadata = file.metadata()?;
            if !metadata.is_file() {
                let what = if metadata.is_dir() { "it is a folder" } else { "it is no plain file" };
                return Err(io::Error::other(what));
            }
            let mut head = Vec::with_capacity(CHUNK);
            file.take(CHUNK as u64).read_to_end(&mut head)?;
            Ok((metadata.len(), head))
        })();
        let (size, head) = looked.map_err(|error| unreadable(&path, &error))?;
        let start =
            if head.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() as u64 } else { 0 };
        match Format::detect(&head) {
            Ok(Format::Csv(layout)) => {
                let layout = layout.look(&path, start, rules);
                let layout = layout.map_err(|error| unreadable(&path, &error))?;
                Ok(Self { path, format: Format::Csv(layout), size, start })
            }
            Ok(format) => Ok(Self { path, format, size, start }),
            Err(foreign) => {
                let message = format!(
                    "{}: expected JSON or separated values in UTF-8, found {}",
                    path.display(),
                    foreign.what
                );
                Err(data_error(foreign.code, message))
            }
        }
    }

    /// The pieces of the file, `part` among the table's.
    pub(crate) fn pieces(&self, part: usize) -> impl Iterator<Item = Piece> {
        let end = self.size.max(self.start);
        let step = match self.format {
            Format::Lines => PIECE,
            Format::Documents(_) | Format::Csv(_) => u64::MAX,
        };
        let starts = std::iter::successors(Some(self.start), move |start| {
            start.checked_add(step).filter(|next| *next < end)
        });
        starts.map(move |start| Piece { part, range: start..start.saturating_add(step).min(end) })
    }

    /// Opens a piece of the file.
    pub(crate) fn open(&self, piece: &Piece, rules: Rules) -> Result<PieceReader, Diagnostic> {
        let inside = piece.range.start > self.start;
        // The line that a piece of lines begins within belongs to the piece before; if a line ends with the byte
        // before the piece, the piece begins with a whole one.
        let from = if inside { piece.range.start - 1 } else { self.start };
        let window = || Window::open(&self.path, from);
        let (part, until) = (piece.part, piece.range.end);
        let rows = match self.format {
            Format::Lines => window().map(|w| Rows::Lines(Lines::new(w, part, until, inside))),
            Format::Documents(shape) => {
                window().map(|window| Rows::Documents(Documents::new(window, part, shape)))
            }
            Format::Csv(layout) => layout.open(&self.path, from, part, rules).map(Rows::Csv),
        };
        let rows = rows.map_err(|error| unreadable(&self.path, &error))?;
        Ok(PieceReader { rows })
    }
}

/// Reads a piece.
#[derive(Debug)]
pub(crate) struct PieceReader {
    rows: Rows,
}

#[derive(Debug)]
enum Rows {
    Lines(Lines),
    Documents(Documents),
    Csv(Cells),
}

impl PieceReader {
    /// Hands the rows of the next chunk to the sink; `false` after the last.
    pub(crate) fn advance(
        &mut self,
        paths: &[Arc<Path>],
        rules: Rules,
        sink: &mut impl RowSink,
    ) -> Result<bool, Diagnostic> {
        let (part, advanced) = match &mut self.rows {
            Rows::Lines(lines) => (lines.part(), lines.advance(rules, sink)),
            Rows::Documents(documents) => (documents.part(), documents.advance(rules, sink)),
            Rows::Csv(cells) => (cells.part(), cells.advance(rules, sink)),
        };
        advanced.map_err(|stop| match stop {
            Stop::Io(error) => unreadable(&paths[part], &error),
            Stop::Row(bad) => bad.diagnostic(paths),
        })
    }
}
