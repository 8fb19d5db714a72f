//! Rows that cannot be read, and where: an offset while reading, a line and a column when it is told.

use std::io::{self, Read};
use std::path::Path;

use kqlab_syntax::codes::data;
use kqlab_syntax::{Code, Diagnostic, Phase, Span};
use memchr::{memchr_iter, memrchr};

use crate::Input;
use crate::json::scan::{Fault, MAX_DEPTH, What};

/// A place in a table's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The position of the file among the table's.
    pub(crate) part: usize,
    /// The bytes before it; `u64::MAX` is the file as a whole.
    pub(crate) offset: u64,
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadRow {
    pub(crate) place: Place,
    pub(crate) code: Code,
    /// What was expected and what was found.
    pub(crate) message: String,
}

impl BadRow {
    /// What the scanner found wrong at `fault.at` of `text`, whose first byte stands at `start`.
    pub(crate) fn from_fault(fault: Fault, text: &[u8], start: Place) -> Self {
        let place = Place { offset: start.offset + fault.at as u64, ..start };
        let found = || found(text, fault.at);
        let (code, message) = match fault.what {
            What::End => {
                (data::BAD_JSON, "expected the rest of a value, found the end of the text".into())
            }
            What::Expected(what) => (data::BAD_JSON, format!("expected {what}, found {}", found())),
            What::Control => (
                data::BAD_JSON,
                format!("expected an escape in a string, found {} as it is", found()),
            ),
            What::Escape => (data::BAD_JSON, format!("expected a JSON escape, found {}", found())),
            What::TooDeep => (
                data::TOO_LARGE,
                format!("expected at most {MAX_DEPTH} levels of nesting, found more"),
            ),
        };
        Self { place, code, message }
    }

    /// Bytes that are not UTF-8.
    pub(crate) fn not_utf8(bytes: &[u8], place: Place) -> Self {
        let byte = bytes.first().copied().unwrap_or_default();
        let message = format!("expected UTF-8, found the byte 0x{byte:02X}");
        Self { place, code: data::BAD_UTF8, message }
    }

    /// A value that is not `what` a row is.
    pub(crate) fn no_row(what: &str, text: &[u8], at: usize, start: Place) -> Self {
        let place = Place { offset: start.offset + at as u64, ..start };
        let message = format!("expected a row, which is {what}, found {}", found(text, at));
        Self { place, code: data::BAD_ROW, message }
    }

    /// A row that is not UTF-8 somewhere.
    pub(crate) fn wrong_text(place: Place) -> Self {
        Self {
            place,
            code: data::BAD_UTF8,
            message: "expected UTF-8, found other bytes".to_owned(),
        }
    }

    /// A row of too many or too few cells.
    pub(crate) fn wrong_cells(columns: usize, cells: usize, place: Place) -> Self {
        let message = format!("expected {columns} cells, as the header has, found {cells}");
        Self { place, code: data::BAD_ROW, message }
    }

    /// A row that ends within quotes.
    pub(crate) fn open_quote(place: Place) -> Self {
        let message = "expected a closing quote, found the end of the file".to_owned();
        Self { place, code: data::BAD_ROW, message }
    }

    /// A row of more bytes than are allowed.
    pub(crate) fn too_long(limit: usize, place: Place) -> Self {
        let message = format!("expected a row of at most {limit} bytes, found a longer one");
        Self { place, code: data::TOO_LARGE, message }
    }

    /// Bytes that cannot be unpacked, after so many rows.
    pub(crate) fn damaged(error: &io::Error, rows: u64, place: Place) -> Self {
        let code = match error.kind() {
            io::ErrorKind::FileTooLarge => data::TOO_LARGE,
            _ => data::DAMAGED,
        };
        let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        Self { place, code, message: format!("{error}, after {rows}") }
    }

    /// A file that has become shorter while it was read.
    pub(crate) fn shrunk(whole: u64, size: u64, place: Place) -> Self {
        let message = format!(
            "expected at least {whole} bytes, as the file had before, found {size}: it was cut while it was read"
        );
        Self { place, code: data::DAMAGED, message }
    }

    /// An answer that says of itself that it is not whole.
    pub(crate) fn partial(place: Place) -> Self {
        let message =
            "expected a whole answer, found one with an error, which is partial".to_owned();
        Self { place, code: data::PARTIAL, message }
    }

    /// The same where nothing of the file can be read after it: a warning has to say so.
    pub(crate) fn rest_left_out(self) -> Self {
        Self { message: format!("{}; the rest of the file is left out", self.message), ..self }
    }

    /// The diagnostic: file, line and column before the message.
    pub(crate) fn diagnostic(&self, inputs: &[Input]) -> Diagnostic {
        let message = format!("{}: {}", describe(self.place, inputs), self.message);
        let error = data_error(self.code, message);
        match self.code {
            data::BAD_JSON | data::BAD_ROW | data::BAD_UTF8 => {
                error.with_hint("mend the file, or leave such rows out with `--on-bad-row skip`")
            }
            data::DAMAGED => error.with_hint(
                "get the whole file, or take the rows before that with `--on-bad-row skip`",
            ),
            data::TOO_LARGE if self.place.offset == u64::MAX => error.with_hint(MAY_BE_LARGE),
            _ => error,
        }
    }
}

/// The character at `at`, as a message names it.
fn found(text: &[u8], at: usize) -> String {
    let rest = &text[at.min(text.len())..];
    let char = rest.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    match char {
        Some(char) if char.is_control() => format!("U+{:04X}", u32::from(char)),
        Some(char) => format!("`{char}`"),
        None => "the end of the text".to_owned(),
    }
}

/// An error of a file.
pub(crate) fn data_error(code: Code, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Phase::Data, code, Span::new(0, 0), message).without_span()
}

/// A warning about a file.
pub(crate) fn data_warning(code: Code, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(Phase::Data, code, Span::new(0, 0), message).without_span()
}

/// What helps where more comes out of a packed file than may.
const MAY_BE_LARGE: &str = "if the file may be that large, allow it with `--max-inflated`";

/// A file that the system refuses to open or read, or of which more comes out than may.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return data_error(data::TOO_LARGE, format!("{}: {error}", path.display()))
            .with_hint(MAY_BE_LARGE);
    }
    data_error(data::UNREADABLE, format!("cannot read {}: {error}", path.display()))
}

/// `file, line 3, column 17`
pub(crate) fn describe(place: Place, inputs: &[Input]) -> String {
    let Some(input) = inputs.get(place.part) else { return format!("byte {}", place.offset) };
    let path = input.path();
    if place.offset == u64::MAX {
        return path.display().to_string();
    }
    match line_and_column(input, place.offset) {
        Ok((line, column)) => format!("{}, line {line}, column {column}", path.display()),
        Err(_) => format!("{}, byte {}", path.display(), place.offset),
    }
}

/// Counts lines up to an offset: only once something is wrong, so that reading need not.
fn line_and_column(input: &Input, offset: u64) -> io::Result<(u64, usize)> {
    const KEPT: usize = 1 << 20;
    let mut rest = input.open(0)?.take(offset);
    let mut chunk = vec![0; 256 * 1024];
    let mut line = 1;
    let mut before = Vec::new();
    loop {
        let read = match rest.read(&mut chunk)? {
            0 => break,
            read => &chunk[..read],
        };
        line += memchr_iter(b'\n', read).count() as u64;
        match memrchr(b'\n', read) {
            Some(at) => before = read[at + 1..].to_vec(),
            None => before.extend_from_slice(read),
        }
        if before.len() > KEPT {
            return Ok((line, usize::try_from(offset).unwrap_or(usize::MAX)));
        }
    }
    let text = String::from_utf8_lossy(&before);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok((line, text.chars().count() + 1))
}
