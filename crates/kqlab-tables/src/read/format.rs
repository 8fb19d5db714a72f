//! Tells from the first bytes of a file how its rows are laid out. Names do not count.

use std::sync::Arc;

use kqlab_syntax::codes::data;

use super::documents::Shape;
use super::wrapper::is_wrapper;
use super::{answer, csv};
use crate::columnar::Columnar;
use crate::evtx;
use crate::json::scan::{self, What, skip_space};

/// The mark that some writers put before UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How the rows of a file are laid out.
#[derive(Clone, Debug)]
pub(super) enum Format {
    /// A JSON object a line.
    Lines,
    /// JSON documents of several lines or several rows.
    Documents(Shape),
    /// Separated values.
    Csv(csv::Layout),
    /// Columns.
    Columns(Arc<Columnar>),
    /// Records of a Windows event log.
    Events(evtx::Shape),
}

/// A file that is known and not read.
pub(super) struct Foreign {
    pub(super) code: kqlab_syntax::Code,
    pub(super) what: &'static str,
}

impl Format {
    /// Its name for people.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Lines => "JSON lines".to_owned(),
            Self::Documents(shape) => shape.name().to_owned(),
            Self::Csv(layout) => layout.name(),
            Self::Columns(columns) => columns.name().to_owned(),
            Self::Events(_) => "Windows event log".to_owned(),
        }
    }

    /// The format of a file that begins with `head`. That its name says that it is separated values counts only where
    /// its content is nothing else.
    pub(super) fn detect(head: &[u8], named_csv: bool) -> Result<Self, Foreign> {
        if let Some(foreign) = foreign(head) {
            return Err(foreign);
        }
        let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
        let start = skip_space(head, 0);
        Ok(match head.get(start) {
            Some(b'[' | b'{') => match answer::service(head, start) {
                Some(service) => Self::Documents(Shape::Answer(service)),
                None if is_wrapper(head, start) => Self::Documents(Shape::Wrapped),
                None if is_lines(head, start) => Self::Lines,
                None => Self::Documents(Shape::Rows),
            },
            None => Self::Lines,
            Some(_) if head.split(|byte| *byte == b'\n').any(is_object) => Self::Lines,
            Some(_) => csv::Layout::detect(head, named_csv).map_or(Self::Lines, Self::Csv),
        })
    }
}

/// So many rows are looked at.
const SAMPLE: usize = 64;

/// Whether each of the first objects is on one line, or, where the first is broken, any line is a whole object.
fn is_lines(head: &[u8], start: usize) -> bool {
    let mut at = start;
    for _ in 0..SAMPLE {
        if head.get(at) != Some(&b'{') {
            break;
        }
        let line_end = memchr::memchr(b'\n', &head[at..]).map_or(head.len(), |end| at + end);
        match scan::value(head, at) {
            Ok(value) if value.end > line_end || skip_space(head, value.end) < line_end => {
                return false;
            }
            Ok(value) => at = skip_space(head, value.end),
            Err(_) if at > start => break,
            Err(fault) if fault.what == What::End => return line_end == head.len(),
            Err(_) => return head.split(|byte| *byte == b'\n').any(is_object),
        }
    }
    at > start
}

fn is_object(line: &[u8]) -> bool {
    line.first() == Some(&b'{')
        && scan::value(line, 0).is_ok_and(|value| skip_space(line, value.end) == line.len())
}

fn foreign(head: &[u8]) -> Option<Foreign> {
    const KNOWN: [(&[u8], kqlab_syntax::Code, &str); 6] = [
        (b"\xff\xfe", data::BAD_UTF8, "UTF-16 text"),
        (b"\xfe\xff", data::BAD_UTF8, "UTF-16 text"),
        (b"\xfd7zXZ\0", data::UNREADABLE, "an xz file"),
        (b"7z\xbc\xaf\x27\x1c", data::UNREADABLE, "a 7z archive"),
        (b"SQLite format 3\0", data::UNREADABLE, "an SQLite database"),
        (b"Obj\x01", data::UNREADABLE, "an Avro file"),
    ];
    if head.get(257..262) == Some(b"ustar") {
        return Some(Foreign { code: data::UNREADABLE, what: "a tar archive" });
    }
    let (_, code, what) = KNOWN.iter().find(|(magic, ..)| head.starts_with(magic))?;
    Some(Foreign { code: *code, what })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(head: &str) -> Format {
        Format::detect(head.as_bytes(), false).unwrap_or_else(|foreign| panic!("{}", foreign.what))
    }

    #[test]
    fn lines() {
        for head in ["", "\n\n", "{\"a\":1}", "\u{feff}{\"a\":1}\r\n{\"a\":2}\r\n"] {
            assert!(matches!(detect(head), Format::Lines), "{head}");
        }
        let broken_first = "{\"a\":1\n{\"a\":2}\n";
        assert!(matches!(detect(broken_first), Format::Lines));
        let cut = format!("{{\"a\":\"{}", "x".repeat(1000));
        assert!(matches!(detect(&cut), Format::Lines));
    }

    #[test]
    fn documents() {
        for head in [
            "[",
            " [{\"a\":1}]",
            "{\n \"a\":1\n}\n{\n",
            "{\"a\":1}{\"a\":2}\n",
            "{\n\"a\"",
            "{}\n{\n}\n",
        ] {
            assert!(matches!(detect(head), Format::Documents(Shape::Rows)), "{head}");
        }
    }

    #[test]
    fn wrapped() {
        for head in [
            "{\"Records\":[{\"a\":1},",
            "{ \"records\" : [] }",
            "{\"@odata.context\":\"x\",\"value\":[{\"a\":1}],\"@odata.nextLink\":\"y\"}",
            "{\"Stats\":{\"a\":1},\"Schema\":[{\"Name\":\"a\"}],\"Results\":[{\"a\":1}]}",
            "{\"schema\":[],\"results\":[]}",
        ] {
            assert!(matches!(detect(head), Format::Documents(Shape::Wrapped)), "{head}");
        }
        // Rows of their own that happen to have such a member.
        for head in [
            "{\"value\":[1,2]}",
            "{\"value\":[{\"a\":1}],\"id\":3}",
            "{\"id\":3,\"value\":[{}]}",
            "{\"results\":[{\"a\":1}]}",
            "{\"Schema\":[],\"a\":1}",
        ] {
            assert!(matches!(detect(head), Format::Lines), "{head}");
        }
    }

    #[test]
    fn foreign_files() {
        assert!(Format::detect(b"Obj\x01", true).is_err_and(|f| f.what == "an Avro file"));
        assert!(Format::detect(b"\xff\xfe{\0", true).is_err_and(|f| f.code == data::BAD_UTF8));
    }
}
