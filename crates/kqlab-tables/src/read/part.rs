//! A file of a table: looked at, and opened to be read.

use std::io;
use std::sync::Arc;

use kqlab_syntax::Diagnostic;
use kqlab_syntax::codes::data;

use super::csv::Cells;
use super::documents::Documents;
use super::fault::{data_error, unreadable};
use super::format::BYTE_ORDER_MARK;
use super::lines::{Lines, Stop};
use super::piece::Span;
use super::window::Window;
use super::{BadRow, Format, OnBadRow, Place, RowSink, Rules, Sieve};
use crate::Input;
use crate::columnar::{Columnar, Groups};
use crate::discover::{has_known_ending, is_named_csv};
use crate::evtx::{self, Records};
use crate::input::{is_archive, members};

/// A file of a table, looked at.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) input: Input,
    format: Format,
    /// The bytes that it took when it was looked at.
    pub(super) size: u64,
    /// Where its text begins.
    pub(super) start: u64,
    /// What is around its bytes, the outermost first.
    around: Vec<&'static str>,
}

impl Part {
    /// Looks at a file; an archive is as many as it has members.
    pub(crate) fn look(input: &Input, table: &str, rules: Rules) -> Result<Vec<Self>, Diagnostic> {
        let unreadable = |error: io::Error| unreadable(input.path(), &error);
        let size = input.size().map_err(unreadable)?;
        let (inside, head) = input.peel(rules.max_inflated).map_err(unreadable)?;
        let zip = inside.is_member().then_some("zip");
        let packings = inside.packings().iter().map(|packing| packing.name());
        let around: Vec<&'static str> = zip.into_iter().chain(packings).collect();
        if Columnar::detect(&head) {
            let part = Self::columns(inside, size, &head).map_err(unreadable)?;
            return Ok(vec![Self { around, ..part }]);
        }
        if evtx::is_event_log(&head) {
            let input = inside.kept().map_err(unreadable)?;
            let format = Format::Events(evtx::Shape::of(table));
            return Ok(vec![Self { input, format, size, start: 0, around }]);
        }
        if !is_archive(&head) {
            let part = Self::text(inside, size, &head, rules)?;
            return Ok(vec![Self { around, ..part }]);
        }
        let members = wanted_members(&inside, rules).map_err(unreadable)?;
        let looked = members.iter().map(|member| Self::look(member, table, rules));
        Ok(looked.collect::<Result<Vec<_>, _>>()?.concat())
    }

    /// A file that holds columns. It is read here and there: out of a packing it is kept in memory.
    fn columns(input: Input, size: u64, head: &[u8]) -> io::Result<Self> {
        let input = input.kept()?;
        let format = Format::Columns(Columnar::open(&input, head)?.into());
        Ok(Self { input, format, size, start: 0, around: Vec::new() })
    }

    /// A file that is read as text.
    fn text(input: Input, size: u64, head: &[u8], rules: Rules) -> Result<Self, Diagnostic> {
        let marked = head.starts_with(BYTE_ORDER_MARK);
        let start = if marked { BYTE_ORDER_MARK.len() as u64 } else { 0 };
        let format = match Format::detect(head, is_named_csv(input.path())) {
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
        Ok(Self { input, format, size, start, around: Vec::new() })
    }

    /// The parts of the file that can be read on their own: how long they are, where the last ends, and the bytes of
    /// work that one of them is.
    pub(super) fn division(&self, lines: u64) -> Division {
        let (step, end, bytes) = match &self.format {
            Format::Columns(columns) => {
                let groups = columns.groups();
                let step = if groups == u64::MAX { groups } else { 1 };
                (step, groups, self.size / (groups / step).max(1))
            }
            _ if self.input.is_stream() => (u64::MAX, u64::MAX, self.size),
            Format::Lines => (lines, self.size.max(self.start), lines.min(self.size)),
            Format::Documents(_) | Format::Csv(_) | Format::Events(_) => {
                (u64::MAX, self.size.max(self.start), self.size)
            }
        };
        Division { step, end, bytes }
    }

    /// How it was understood: `JSON lines in gzip`.
    pub(crate) fn description(&self) -> String {
        let mut text = self.format.name();
        for around in self.around.iter().rev() {
            text.push_str(" in ");
            text.push_str(around);
        }
        text
    }

    /// Its length where it is.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Whether its rows are all that tells of their columns.
    pub(crate) fn is_lines(&self) -> bool {
        match self.format {
            Format::Lines => true,
            Format::Documents(_) | Format::Csv(_) | Format::Columns(_) | Format::Events(_) => false,
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
        let rows = match &self.format {
            Format::Columns(file) => {
                let input = self.input.clone();
                let columns =
                    Columns { file: Arc::clone(file), input, span: span.clone(), open: None };
                Ok(Rows::Columns(columns))
            }
            Format::Events(shape) => {
                let place = Place { part, offset: u64::MAX };
                Records::open(&self.input, *shape, place)
                    .map(|records| Rows::Events(records.into()))
            }
            Format::Lines => window().map(|w| Rows::Lines(Lines::new(w, part, until, inside))),
            Format::Documents(shape) => {
                window().map(|window| Rows::Documents(Documents::new(window, part, *shape)))
            }
            Format::Csv(layout) => layout.open(&self.input, span, rules).map(Rows::Csv),
        };
        let rows = rows.map_err(|error| unreadable(self.input.path(), &error))?;
        let packed = self.input.is_stream() || matches!(self.format, Format::Columns(_));
        let whole = (!packed && !matches!(self.format, Format::Events(_)))
            .then(|| (self.input.clone(), until.min(self.size)));
        Ok(PartReader { rows, part, packed, whole, before: None })
    }
}

/// How a file divides into parts that can be read on their own. What is counted is the format's affair: bytes, or
/// groups of rows.
pub(super) struct Division {
    pub(super) step: u64,
    pub(super) end: u64,
    pub(super) bytes: u64,
}

/// The members of an archive that are data by their names; all if none is.
fn wanted_members(archive: &Input, rules: Rules) -> io::Result<Vec<Input>> {
    let members = members(archive, rules.max_inflated)?;
    let known = members.iter().any(|(path, _)| has_known_ending(path));
    let wanted = members.into_iter().filter(|(path, _)| !known || has_known_ending(path));
    Ok(wanted.map(|(_, member)| member).collect())
}

/// Reads a span of a file.
#[derive(Debug)]
pub(crate) struct PartReader {
    rows: Rows,
    part: usize,
    /// Its bytes come out of something packed or encoded, which may be damaged.
    packed: bool,
    /// A file of text, and the bytes that it has to have once the span has been read.
    whole: Option<(Input, u64)>,
    /// The rows that the sink had before.
    before: Option<u64>,
}

#[derive(Debug)]
enum Rows {
    Lines(Lines),
    Documents(Documents),
    Csv(Cells),
    Columns(Columns),
    Events(Box<Records>),
}

impl PartReader {
    /// Leaves out rows that do not pass the sieve, where they are lines.
    pub(crate) fn sifted(self, sieve: Option<&Arc<Sieve>>) -> Self {
        let rows = match self.rows {
            Rows::Lines(lines) => Rows::Lines(lines.sifted(sieve.cloned())),
            rows @ (Rows::Documents(_) | Rows::Csv(_) | Rows::Columns(_) | Rows::Events(_)) => rows,
        };
        Self { rows, ..self }
    }

    /// Hands the rows of the next chunk to the sink; `false` after the last.
    pub(crate) fn advance(
        &mut self,
        inputs: &[Input],
        rules: Rules,
        sink: &mut impl RowSink,
    ) -> Result<bool, Diagnostic> {
        let before = *self.before.get_or_insert_with(|| sink.rows());
        let advanced = match &mut self.rows {
            Rows::Lines(lines) => lines.advance(rules, sink),
            Rows::Documents(documents) => documents.advance(rules, sink),
            Rows::Csv(cells) => cells.advance(rules, sink),
            Rows::Columns(columns) => columns.advance(sink).map_err(Stop::Io),
            Rows::Events(records) => match records.advance(rules, sink) {
                Ok(None) => Ok(false),
                Ok(Some(read)) => read.map(|()| true).map_err(Stop::Row),
                Err(error) => Err(Stop::Io(error)),
            },
        };
        let place = Place { part: self.part, offset: u64::MAX };
        let bad = match advanced {
            Ok(true) => return Ok(true),
            Ok(false) => match self.shrunk(place) {
                None => return Ok(false),
                Some(shrunk) => shrunk,
            },
            Err(Stop::Io(error)) if self.packed && is_fault_of_data(&error) => {
                BadRow::damaged(&error, sink.rows() - before, place)
            }
            Err(Stop::Io(error)) => return Err(unreadable(inputs[self.part].path(), &error)),
            Err(Stop::Row(bad)) => return Err(bad.diagnostic(inputs)),
        };
        if rules.on_bad_row == OnBadRow::Skip && bad.code != data::TOO_LARGE {
            sink.skipped(bad.rest_left_out());
            return Ok(false);
        }
        Err(bad.diagnostic(inputs))
    }

    /// What is wrong if the file has become shorter than it was when it was looked at: the rows behind its end are
    /// missing.
    fn shrunk(&self, place: Place) -> Option<BadRow> {
        let (input, whole) = self.whole.as_ref()?;
        let size = input.size().ok().filter(|size| size < whole)?;
        Some(BadRow::shrunk(*whole, size, place))
    }
}

/// Whether the bytes are at fault, not the system that reads them.
fn is_fault_of_data(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::FileTooLarge)
}

/// Reads groups of rows of a file of columns.
#[derive(Debug)]
struct Columns {
    file: Arc<Columnar>,
    input: Input,
    span: Span,
    open: Option<Groups>,
}

impl Columns {
    /// Hands the next group to the sink; `false` after the last.
    fn advance(&mut self, sink: &mut impl RowSink) -> io::Result<bool> {
        let groups = match &mut self.open {
            Some(groups) => groups,
            None => {
                let wanted = sink.columns(&self.file.header);
                let groups = self.file.read(&self.input, self.span.range.clone(), wanted)?;
                self.open.insert(groups)
            }
        };
        let Some(group) = groups.next()? else { return Ok(false) };
        sink.group(group, Place { part: self.span.part, offset: u64::MAX });
        Ok(true)
    }
}
