//! A file of a table: looked at, and opened to be read.

use std::io::{self, Read};

use kqlab_syntax::Diagnostic;

use super::csv::Cells;
use super::documents::Documents;
use super::fault::{data_error, unreadable};
use super::format::BYTE_ORDER_MARK;
use super::lines::{Lines, Stop};
use super::piece::Span;
use super::window::{CHUNK, Window};
use super::{Format, RowSink, Rules};
use crate::Input;

/// A file of a table, looked at.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    input: Input,
    format: Format,
    /// Its length when it was looked at.
    pub(super) size: u64,
    /// Where its text begins.
    pub(super) start: u64,
}

impl Part {
    /// Looks at a file.
    pub(crate) fn look(input: Input, rules: Rules) -> Result<Self, Diagnostic> {
        let (size, head) = head(&input).map_err(|error| unreadable(input.path(), &error))?;
        let marked = head.starts_with(BYTE_ORDER_MARK);
        let start = if marked { BYTE_ORDER_MARK.len() as u64 } else { 0 };
        let format = match Format::detect(&head) {
            Ok(Format::Csv(layout)) => layout
                .look(&input, start, rules)
                .map(Format::Csv)
                .map_err(|e| unreadable(input.path(), &e))?,
            Ok(format) => format,
            Err(foreign) => {
                let (path, what) = (input.path().display(), foreign.what);
                let wanted = "expected JSON or separated values in UTF-8";
                return Err(data_error(foreign.code, format!("{path}: {wanted}, found {what}")));
            }
        };
        Ok(Self { input, format, size, start })
    }

    /// Whether the file can be read from any place.
    pub(super) fn is_divisible(&self) -> bool {
        match self.format {
            Format::Lines => true,
            Format::Documents(_) | Format::Csv(_) => false,
        }
    }

    /// Opens a span of the file.
    pub(crate) fn open(&self, span: &Span, rules: Rules) -> Result<PartReader, Diagnostic> {
        let inside = span.range.start > self.start;
        // The line that a span of lines begins within belongs to the span before; if a line ends with the byte before
        // the span, the span begins with a whole one.
        let from = if inside { span.range.start - 1 } else { self.start };
        let window = || Window::open(&self.input, from);
        let (part, until) = (span.part, span.range.end);
        let rows = match self.format {
            Format::Lines => window().map(|w| Rows::Lines(Lines::new(w, part, until, inside))),
            Format::Documents(shape) => {
                window().map(|window| Rows::Documents(Documents::new(window, part, shape)))
            }
            Format::Csv(layout) => layout.open(&self.input, from, part, rules).map(Rows::Csv),
        };
        let rows = rows.map_err(|error| unreadable(self.input.path(), &error))?;
        Ok(PartReader { rows, part })
    }
}

/// The length of a file, and its first chunk.
fn head(input: &Input) -> io::Result<(u64, Vec<u8>)> {
    let file = input.open(0)?;
    let size = file.size()?;
    let mut head = Vec::new();
    file.take(CHUNK as u64).read_to_end(&mut head)?;
    Ok((size, head))
}

/// Reads a span of a file.
#[derive(Debug)]
pub(crate) struct PartReader {
    rows: Rows,
    part: usize,
}

#[derive(Debug)]
enum Rows {
    Lines(Lines),
    Documents(Documents),
    Csv(Cells),
}

impl PartReader {
    /// Hands the rows of the next chunk to the sink; `false` after the last.
    pub(crate) fn advance(
        &mut self,
        inputs: &[Input],
        rules: Rules,
        sink: &mut impl RowSink,
    ) -> Result<bool, Diagnostic> {
        let advanced = match &mut self.rows {
            Rows::Lines(lines) => lines.advance(rules, sink),
            Rows::Documents(documents) => documents.advance(rules, sink),
            Rows::Csv(cells) => cells.advance(rules, sink),
        };
        advanced.map_err(|stop| match stop {
            Stop::Io(error) => unreadable(inputs[self.part].path(), &error),
            Stop::Row(bad) => bad.diagnostic(inputs),
        })
    }
}
