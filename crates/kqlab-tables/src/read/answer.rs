//! Answers of query services saved as they came: Log Analytics' `{"tables": [{"columns", "rows"}]}`, Kusto's first
//! version `{"Tables": [{"Columns", "Rows"}]}` and its second, a list of frames. Rows are arrays, columns are typed.
//! The first result is the table. An answer that says that it is partial is not taken for a whole one.

use kqlab_plan::Type;
use serde_json::Value;

use super::HeaderColumn;
use crate::json::scan::{self, Fault, What, expected, skip_space};

/// Whose answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    LogAnalytics,
    KustoV1,
    KustoV2,
}

type Result<T> = std::result::Result<T, Fault>;

/// What stands before the rows.
pub(super) struct Head {
    pub(super) columns: Vec<HeaderColumn>,
    /// The position after the `[` of the rows.
    pub(super) rows: usize,
}

/// The service whose answer begins at `at`, which may be cut.
pub(super) fn service(text: &[u8], at: usize) -> Option<Service> {
    let frames = text.get(at) == Some(&b'[');
    let object = if frames { skip_space(text, at + 1) } else { at };
    let (name, _) = Members::open(text, object).ok()?.next().ok()??;
    let service = match name {
        b"FrameType" if frames => return Some(Service::KustoV2),
        b"tables" if !frames => Service::LogAnalytics,
        b"Tables" if !frames => Service::KustoV1,
        _ => return None,
    };
    head(service, text, at).is_ok().then_some(service)
}

/// What stands before the rows of the answer that begins at `at`.
pub(super) fn head(service: Service, text: &[u8], at: usize) -> Result<Head> {
    if service == Service::KustoV2 {
        return primary_frame(text, skip_space(text, open(text, at, b'[')?));
    }
    let mut members = Members::open(text, at)?;
    let tables = match members.next()? {
        Some((b"tables" | b"Tables", tables)) => tables,
        _ => return expected(text, members.at, "the answer's tables"),
    };
    let first = skip_space(text, open(text, tables, b'[')?);
    let mut table = Table::default();
    match table.read(text, first)? {
        Some(head) => Ok(head),
        None => expected(text, first, "a table with columns before rows"),
    }
}

/// The frame of the result, from the frame at `at` on.
fn primary_frame(text: &[u8], mut at: usize) -> Result<Head> {
    loop {
        let mut table = Table::default();
        if let Some(head) = table.read(text, at)? {
            return Ok(head);
        }
        if table.fragment {
            return expected(text, at, "frames of whole tables, not of fragments");
        }
        at = skip_space(text, scan::value(text, at)?.end);
        at = match text.get(at) {
            Some(b',') => skip_space(text, at + 1),
            _ => return expected(text, at, "',' before the result's frame"),
        };
    }
}

/// The members of a table that stand before its rows.
#[derive(Default)]
struct Table {
    columns: Option<Vec<HeaderColumn>>,
    /// A frame of another kind than the result's.
    other: bool,
    fragment: bool,
}

impl Table {
    /// Reads the table at `at` up to its rows; `None` if it is not a result.
    fn read(&mut self, text: &[u8], at: usize) -> Result<Option<Head>> {
        let mut members = Members::open(text, at)?;
        while let Some((name, start)) = members.next()? {
            match name {
                b"rows" | b"Rows" if !self.other => {
                    let Some(columns) = self.columns.take() else { return Ok(None) };
                    return Ok(Some(Head { columns, rows: open(text, start, b'[')? }));
                }
                b"columns" | b"Columns" => self.columns = Some(columns(text, start)?),
                b"TableKind" => self.other |= !text[start..].starts_with(b"\"PrimaryResult\""),
                b"FrameType" => {
                    self.other |= !text[start..].starts_with(b"\"DataTable\"");
                    self.fragment |= text[start..].starts_with(b"\"Table");
                }
                _ => {}
            }
            members.skip(start)?;
        }
        Ok(None)
    }
}

/// The names and types of `[{"name", "type"}]`.
fn columns(text: &[u8], at: usize) -> Result<Vec<HeaderColumn>> {
    let end = scan::value(text, at)?.end;
    let wrong = Fault { at, what: What::Expected("columns with names and types") };
    let columns: Vec<Value> = serde_json::from_slice(&text[at..end]).map_err(|_| wrong)?;
    let column = |column: &Value| {
        let of = |keys: [&str; 3]| keys.iter().find_map(|key| column.get(key)?.as_str());
        let name = of(["name", "ColumnName", "Name"]).ok_or(wrong)?;
        let ty = of(["type", "ColumnType", "DataType"]).and_then(column_type);
        Ok(HeaderColumn { name: name.to_owned(), ty })
    };
    columns.iter().map(column).collect()
}

/// The type of a KQL or .NET name.
fn column_type(name: &str) -> Option<Type> {
    let short = name.rsplit('.').next().unwrap_or(name);
    match short {
        "SByte" | "Boolean" => Some(Type::Bool),
        "SqlDecimal" => Some(Type::Decimal),
        "Object" => Some(Type::Dynamic),
        _ => Type::parse(short),
    }
}

/// What stands after the rows.
pub(super) struct Tail {
    /// The position after the answer.
    pub(super) end: usize,
    /// Where Log Analytics says that its answer is partial: the rows that there are count.
    pub(super) partial: Option<usize>,
}

/// What stands after the rows, from behind their `]` to the end of the answer.
///
/// The fault is at what says that Kusto's answer is not whole.
pub(super) fn tail(service: Service, text: &[u8], at: usize) -> Result<Tail> {
    let mut table = Members { text, at, first: false };
    while let Some((_, start)) = table.next()? {
        table.skip(start)?;
    }
    let mut at = skip_space(text, table.at);
    while text.get(at) == Some(&b',') {
        let start = skip_space(text, at + 1);
        let end = scan::value(text, start)?.end;
        another(service, text, start, end)?;
        at = skip_space(text, end);
    }
    if text.get(at) != Some(&b']') {
        return expected(text, at, "',' or ']' after a table");
    }
    if service == Service::KustoV2 {
        return Ok(Tail { end: at + 1, partial: None });
    }
    let mut members = Members { text, at: at + 1, first: false };
    let mut partial = None;
    while let Some((name, start)) = members.next()? {
        match (name, service) {
            (b"error", Service::LogAnalytics) => partial = Some(start),
            (b"error" | b"Exceptions", _) => return Err(Fault { at: start, what: PARTIAL }),
            _ => {}
        }
        members.skip(start)?;
    }
    Ok(Tail { end: members.at, partial })
}

const PARTIAL: What = What::Expected("a whole answer, not one with errors");
const SECOND: What = What::Expected("an answer of one result, not of several");

/// A table or frame behind the result: what goes with it, or a reason not to take the answer.
fn another(service: Service, text: &[u8], start: usize, end: usize) -> Result<()> {
    let table: Value = serde_json::from_slice(&text[start..end]).unwrap_or_default();
    let is = |key: &str, value: &str| table.get(key).and_then(Value::as_str) == Some(value);
    let what = match service {
        Service::LogAnalytics if is("name", "PrimaryResult") => SECOND,
        Service::KustoV2 if is("TableKind", "PrimaryResult") => SECOND,
        Service::KustoV2 if table.get("HasErrors") == Some(&Value::Bool(true)) => PARTIAL,
        Service::KustoV1 if !is_status(&table) => SECOND,
        _ => return Ok(()),
    };
    Err(Fault { at: start, what })
}

/// The tables that Kusto's first version sends after the results: properties, status, and the table of contents.
fn is_status(table: &Value) -> bool {
    let columns = table.get("Columns").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let has = |name: &str| {
        columns.iter().any(|c| c.get("ColumnName").and_then(Value::as_str) == Some(name))
    };
    match columns.len() {
        1 => has("Value"),
        _ => has("Ordinal") && has("Kind") || has("Severity") && has("StatusCode"),
    }
}

/// The position after the bracket that has to be at `at`.
fn open(text: &[u8], at: usize, bracket: u8) -> Result<usize> {
    match (text.get(at), bracket) {
        (Some(byte), _) if *byte == bracket => Ok(at + 1),
        (_, b'[') => expected(text, at, "'['"),
        _ => expected(text, at, "'{'"),
    }
}

/// Walks over the members of an object.
struct Members<'a> {
    text: &'a [u8],
    at: usize,
    first: bool,
}

impl<'a> Members<'a> {
    fn open(text: &'a [u8], at: usize) -> Result<Self> {
        Ok(Self { text, at: open(text, at, b'{')?, first: true })
    }

    /// The next key, escapes left, and the position of its value; `None` behind the `}`.
    fn next(&mut self) -> Result<Option<(&'a [u8], usize)>> {
        let mut at = skip_space(self.text, self.at);
        match self.text.get(at) {
            Some(b'}') => {
                self.at = at + 1;
                return Ok(None);
            }
            Some(b',') if !self.first => at = skip_space(self.text, at + 1),
            _ if self.first => {}
            _ => return expected(self.text, at, "',' or '}'"),
        }
        self.first = false;
        let key = scan::key(self.text, at)?;
        self.at = key.end;
        let name = &self.text[at + 1..key.end - 1];
        Ok(Some((name, scan::colon(self.text, key.end)?)))
    }

    fn skip(&mut self, start: usize) -> Result<()> {
        self.at = scan::value(self.text, start)?.end;
        Ok(())
    }
}
