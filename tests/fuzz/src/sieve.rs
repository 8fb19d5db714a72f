//! Rows that the sieve on raw lines lets pass, and rows of columns in memory: of any file of lines those that hold what is
//! asked, as without a look at it.

use std::path::Path;
use std::sync::Arc;

use kqlab_columns::{Batch, Room};
use kqlab_plan::{Needle, Needles, Type};
use kqlab_tables::{Input, Kept, OnBadRow, ReadOptions, Scan, Schemas, Table};
use serde_json::Value as Json;

/// The texts of a row.
type Row = [Option<String>; COLUMNS.len()];

/// The columns of the table: a string and a dynamic value.
const COLUMNS: [(&str, Type); 2] = [("s", Type::String), ("d", Type::Dynamic)];

/// Reads bytes as lines of JSON, with and without a sieve.
///
/// The first line says what is asked of a row, and the others are the file. The bits of the line's first byte say that
/// case does not count, that the dynamic column is asked, and that bad rows are left out. The rest of it are texts: a tab
/// separates those that must all be there, `|` those of which one is enough.
pub fn sieve(data: &[u8]) {
    let Some((flags, asked, file)) = parts(data) else { return };
    let needles = needles(asked, flags & 1 != 0, flags & 2 != 0);
    let table = Arc::new(table(file, flags & 4 != 0));
    let columns = COLUMNS.map(|(name, _)| Arc::from(name));
    let Ok(scan) = table.scan(Some(&columns)) else { return };
    // What is wrong in a row that is left out goes unsaid; of a file that can be read nothing is lost.
    let Ok(plain) = held(&scan, &needles) else { return };
    let sifted = held(&scan.matching(&needles), &needles);
    assert_eq!(sifted.as_ref(), Ok(&plain), "with the sieve");
    let room = Arc::new(Room::new(u64::MAX));
    // One reader looks for itself, many together.
    for readers in [1, 100] {
        let mut asked = others(readers);
        asked.push(needles.clone());
        let kept = Kept::load(&table, &columns, &Needles::default(), &asked, &room);
        let Some(view) = kept.and_then(|kept| Arc::new(kept).view(&columns, &needles)) else {
            return;
        };
        let batches = (0..view.pieces()).flat_map(|piece| view.read(piece));
        let viewed: Vec<_> = batches.flat_map(|batch| rows(&batch, &needles)).collect();
        assert_eq!(viewed, plain, "in memory of {readers} readers");
    }
}

/// What so many others look for in either column.
fn others(count: usize) -> Vec<Needles> {
    let other = |at: usize| needles(&format!("other{at}"), at % 4 < 2, at.is_multiple_of(2));
    (1..count).map(other).collect()
}

/// The flags, the line of texts and the file. Lines of JSON begin with a brace; other files are read without a sieve.
fn parts(data: &[u8]) -> Option<(u8, &str, &[u8])> {
    let (flags, rest) = data.split_first()?;
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (asked, file) = (std::str::from_utf8(&rest[..end]).ok()?, &rest[end + 1..]);
    file.trim_ascii_start().starts_with(b"{").then_some((*flags, asked, file))
}

fn needles(asked: &str, folded: bool, inside: bool) -> Needles {
    let column = COLUMNS[usize::from(inside)].0;
    let needle = |text: &str| Needle {
        column: column.into(),
        text: if folded { fold(text).into() } else { text.into() },
        folded,
        inside,
    };
    let clause = |texts: &str| Needles::any(texts.split('|').map(needle).collect());
    asked.split('\t').map(clause).fold(Needles::default(), Needles::and)
}

fn table(file: &[u8], skip: bool) -> Table {
    let mut schemas = Schemas::default();
    COLUMNS.iter().for_each(|(name, ty)| schemas.set("T", name, *ty));
    let on_bad_row = if skip { OnBadRow::Skip } else { OnBadRow::Fail };
    let options = ReadOptions { on_bad_row, schemas, ..ReadOptions::default() };
    Table::new("T", vec![Input::text(Path::new("T.json"), file.to_vec())], Arc::new(options))
}

/// The rows that hold what is asked, in their order; the message of what stopped the reading.
fn held(scan: &Scan, needles: &Needles) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for batch in scan.chunks() {
        let batch = batch.map_err(|fault| fault.message)?;
        rows.extend(self::rows(&batch, needles));
    }
    Ok(rows)
}

fn rows(batch: &Batch, needles: &Needles) -> Vec<Row> {
    let held = (0..batch.rows()).filter(|row| holds(batch, *row, needles));
    let row = |row| COLUMNS.map(|(name, _)| batch.column(name)?.text(row).map(str::to_owned));
    held.map(row).collect()
}

fn holds(batch: &Batch, row: usize, needles: &Needles) -> bool {
    let text = |inside: bool| batch.columns()[usize::from(inside)].text(row).unwrap_or_default();
    let one = |needle: &Needle| match needle.inside {
        false => contains(text(false), needle),
        true => {
            contains(text(true), needle)
                || serde_json::from_str(text(true)).is_ok_and(|json| within(&json, needle))
        }
    };
    needles.clauses().all(|clause| clause.iter().any(one))
}

/// Whether a text stands in a key or a value, or in how they are written, however often JSON is wrapped there in strings.
fn within(json: &Json, needle: &Needle) -> bool {
    contains(&json.to_string(), needle)
        || match json {
            Json::String(text) => {
                contains(text, needle)
                    || serde_json::from_str(text).is_ok_and(|json| within(&json, needle))
            }
            Json::Array(items) => items.iter().any(|item| within(item, needle)),
            Json::Object(bag) => {
                bag.iter().any(|(key, value)| contains(key, needle) || within(value, needle))
            }
            Json::Null | Json::Bool(_) | Json::Number(_) => false,
        }
}

fn contains(text: &str, needle: &Needle) -> bool {
    if needle.folded { fold(text).contains(&*needle.text) } else { text.contains(&*needle.text) }
}

fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}
