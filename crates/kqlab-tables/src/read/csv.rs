//! Comma- or tab-separated values, as the portals export them: a header, cells over several lines in quotes.

use std::io::{self, Read};

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};

use super::lines::{Stop, bad_row};
use super::piece::Span;
use super::window::CHUNK;
use super::{BadRow, DateOrder, Header, HeaderColumn, Place, RowSink, Rules};
use crate::Input;
use crate::input::Opened;

/// How a file of separated values is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    delimiter: u8,
    /// What the file's own dates tell.
    dates: Option<DateOrder>,
}

impl Layout {
    /// The layout of a file that begins with `head`: two names or more in the first line, and no more cells in what
    /// else is in sight. A file whose name says that it is one needs no more than a name.
    pub(super) fn detect(head: &[u8], named: bool) -> Option<Self> {
        let delimiters = [b',', b'\t', b';'];
        let found = delimiters.into_iter().find(|delimiter| has_header(head, *delimiter));
        let delimiter = found.or_else(|| {
            let most = delimiters.into_iter().max_by_key(|d| (names(head, *d), *d == b','));
            most.filter(|_| named)
        });
        let delimiter = delimiter.filter(|delimiter| names(head, *delimiter) > 0)?;
        Some(Self { delimiter, dates: None })
    }

    /// Its name for people.
    pub(super) fn name(self) -> String {
        let delimiter = match self.delimiter {
            b'\t' => "tab",
            b';' => "semicolon",
            _ => "comma",
        };
        let dates = match self.dates {
            Some(DateOrder::DayFirst) => ", the day first in dates",
            Some(DateOrder::MonthFirst) => ", the month first in dates",
            None => "",
        };
        format!("{delimiter}-separated values{dates}")
    }

    /// The same, the order of day and month taken from all of the file's cells.
    pub(super) fn look(self, input: &Input, start: u64, rules: Rules) -> io::Result<Self> {
        let mut reader = self.reader(input, start, rules)?;
        let mut record = csv::ByteRecord::new();
        let (mut day_first, mut month_first) = (false, false);
        while let Ok(true) = reader.read_byte_record(&mut record) {
            reader.get_mut().since = 0;
            for (first, second) in record.iter().filter_map(slash_date) {
                day_first |= first > 12 && second <= 12;
                month_first |= second > 12 && first <= 12;
            }
        }
        let dates = match (day_first, month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        };
        Ok(Self { dates, ..self })
    }

    fn reader(self, input: &Input, start: u64, rules: Rules) -> io::Result<Reader<Bounded>> {
        let file = input.open(start)?;
        let bounded = Bounded { file, since: 0, limit: rules.row_bytes, end: END };
        Ok(ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(CHUNK)
            .from_reader(bounded))
    }

    /// Opens a span, which is the whole file.
    pub(super) fn open(self, input: &Input, span: &Span, rules: Rules) -> io::Result<Cells> {
        let (start, until) = (span.range.start, span.range.end);
        Ok(Cells {
            reader: self.reader(input, start, rules)?,
            layout: self,
            start,
            until,
            part: span.part,
            columns: None,
            record: StringRecord::new(),
        })
    }
}

/// The first two numbers of `4/16/2021, 9:09:00 AM`.
fn slash_date(cell: &[u8]) -> Option<(u8, u8)> {
    let number = |digits: &[u8]| -> Option<u8> {
        std::str::from_utf8(digits).ok().filter(|d| (1..=2).contains(&d.len()))?.parse().ok()
    };
    let mut parts = cell.get(..cell.len().min(10))?.splitn(3, |byte| *byte == b'/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_year = year.len() >= 4 && year[..4].iter().all(u8::is_ascii_digit);
    is_year.then_some(())?;
    Some((number(first)?, number(second)?))
}

fn has_header(head: &[u8], delimiter: u8) -> bool {
    let mut records = records(head, delimiter);
    let Some(Ok(header)) = records.next() else { return false };
    // The last record in sight may be cut.
    names(head, delimiter) >= 2
        && records
            .next()
            .is_none_or(|record| record.is_ok_and(|record| record.len() <= header.len()))
}

/// How many names the first line has; none if something else is there. A cell may be blank, as pandas leaves that of
/// its index.
fn names(head: &[u8], delimiter: u8) -> usize {
    let Some(Ok(header)) = records(head, delimiter).next() else { return 0 };
    let named = || header.iter().filter(|cell| !cell.trim_ascii().is_empty());
    if named().all(is_name) { named().count() } else { 0 }
}

fn records(head: &[u8], delimiter: u8) -> csv::ByteRecordsIntoIter<&[u8]> {
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter);
    reader.from_reader(head).into_byte_records()
}

/// Column names have letters, and none of the signs of JSON and of sentences.
fn is_name(cell: &[u8]) -> bool {
    let wrong =
        |byte: &u8| matches!(byte, b'{' | b'}' | b'"' | b'\\' | b'=' | b'<' | b'>' | 0..0x20);
    cell.iter().any(u8::is_ascii_alphabetic) && !cell.iter().any(wrong)
}

/// Reads the rows of a file of separated values.
#[derive(Debug)]
pub(super) struct Cells {
    reader: Reader<Bounded>,
    layout: Layout,
    start: u64,
    /// Rows that begin here or later were not there when the file was looked at.
    until: u64,
    part: usize,
    /// The number of columns, once the header is read.
    columns: Option<usize>,
    record: StringRecord,
}

impl Cells {
    /// Hands rows to the sink until it is full, at most those of a chunk; `false` after the last.
    pub(super) fn advance(&mut self, rules: Rules, sink: &mut impl RowSink) -> Result<bool, Stop> {
        let begin = self.reader.position().byte();
        while self.reader.position().byte() - begin < CHUNK as u64 && !sink.is_full() {
            self.reader.get_mut().since = 0;
            let before = self.reader.position().byte();
            let mut record = std::mem::take(&mut self.record);
            let read = self.reader.read_record(&mut record).map_err(csv::Error::into_kind);
            let byte = record.position().map_or(before, csv::Position::byte);
            let place = Place { part: self.part, offset: self.start + byte };
            let last = record.iter().next_back().unwrap_or_default();
            match read {
                Ok(true) if record.len() == 1 && last.as_bytes() == &END[1..] => return Ok(false),
                Ok(true) if place.offset >= self.until => return Ok(false),
                Ok(true) if last.as_bytes().ends_with(END) => {
                    bad_row(BadRow::open_quote(place), rules, sink)?;
                    return Ok(false);
                }
                Ok(true) => self.row(&record, place, rules, sink)?,
                Ok(false) => return Ok(false),
                Err(ErrorKind::Utf8 { .. }) => bad_row(BadRow::wrong_text(place), rules, sink)?,
                Err(ErrorKind::Io(error))
                    if error.kind() == TOO_LONG && self.reader.get_ref().is_over() =>
                {
                    let place = Place { offset: self.start + before, ..place };
                    bad_row(BadRow::too_long(rules.row_bytes, place), rules, sink)?;
                    return Ok(false);
                }
                Err(ErrorKind::Io(error)) => return Err(Stop::Io(error)),
                Err(other) => return Err(Stop::Io(io::Error::other(format!("{other:?}")))),
            }
            self.record = record;
        }
        Ok(true)
    }

    fn row(
        &mut self,
        record: &StringRecord,
        place: Place,
        rules: Rules,
        sink: &mut impl RowSink,
    ) -> Result<(), Stop> {
        let Some(columns) = self.columns else {
            let columns: Vec<HeaderColumn> = record.iter().enumerate().map(column).collect();
            self.columns = Some(columns.len());
            let dates = rules.dates.or(self.layout.dates);
            sink.header(&Header { columns, dates });
            return Ok(());
        };
        if record.len() != columns {
            let bad = BadRow::wrong_cells(columns, record.len(), place);
            return bad_row(bad, rules, sink);
        }
        sink.cells(record, place);
        Ok(())
    }
}

/// A column without a name is called by its place, as Kusto does.
fn column((at, name): (usize, &str)) -> HeaderColumn {
    let (_, ty) = super::marked(name);
    let name = if name.trim().is_empty() { format!("Column{}", at + 1) } else { name.to_owned() };
    HeaderColumn { name, ty }
}

const TOO_LONG: io::ErrorKind = io::ErrorKind::FileTooLarge;

/// What is read behind the file: a record of its own, unless the file ends within quotes. No log has this line.
const END: &[u8] = "\n\u{10ffff}the end of the file\u{10ffff}".as_bytes();

/// A file of which only so much is read for one row, and [`END`] behind it.
#[derive(Debug)]
struct Bounded {
    file: Opened,
    /// The bytes read since the last row.
    since: usize,
    limit: usize,
    /// What is left of what stands behind the file.
    end: &'static [u8],
}

impl Bounded {
    fn is_over(&self) -> bool {
        self.since > self.limit
    }
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_over() {
            return Err(TOO_LONG.into());
        }
        let read = match self.file.read(buffer)? {
            0 => self.end.read(buffer)?,
            read => read,
        };
        self.since += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers() {
        let detect = |head: &str, named| Layout::detect(head.as_bytes(), named);
        for head in [
            "a,b\n1,2\n",
            "TimeGenerated [UTC]\tOperation Name\n",
            "\"a\",\"b.c@d\"\n\"x\ny\",2",
            ",a,b\n0,1,2\n",
            "a,b,\n1,2,\n",
        ] {
            assert!(detect(head, false).is_some(), "{head}");
        }
        for head in ["hello", "hello world\n", "a,b\n1,2,3\n", "a,\n"] {
            assert!(detect(head, false).is_none() && detect(head, true).is_some(), "{head}");
        }
        for head in ["", "1,2\n3,4", "\"a\":1,\"b\":2}\n", "10.0.0.1\n10.0.0.2\n", ",\n"] {
            assert!(detect(head, true).is_none(), "{head}");
        }
        assert_eq!(detect("a;b\n1;2;3\n", true).map(|layout| layout.delimiter), Some(b';'));
        assert_eq!(detect("a\n1\n", true).map(|layout| layout.delimiter), Some(b','));
    }

    #[test]
    fn dates() {
        assert_eq!(slash_date(b"4/16/2021, 9:09:00.730 AM"), Some((4, 16)));
        assert_eq!(slash_date(b"29/03/2025"), Some((29, 3)));
        for text in ["", "2021/04/16", "4/16/21", "a/b/2021", "10.0.0.0/8/2021", "4/16"] {
            assert_eq!(slash_date(text.as_bytes()), None, "{text}");
        }
    }
}
