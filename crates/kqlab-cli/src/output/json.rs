//! `json` and `ndjson`: rows as objects, columns in order.

use std::io::{Result, Write};

use kqlab::{Row, Table};
use serde_json::{Map, Value as Json};

use super::cell;

/// A row.
pub(super) fn object(table: &Table, row: Row<'_>) -> Json {
    let fields = table.schema.fields.iter().enumerate();
    Json::Object(
        fields.map(|(at, f)| (f.name.to_string(), cell::json(row, at))).collect::<Map<_, _>>(),
    )
}

/// One array, a row a line.
pub(super) fn write_array(out: &mut impl Write, table: &Table) -> Result<()> {
    array(out, table.rows().map(|row| object(table, row)))?;
    writeln!(out)
}

/// The rows and what was made of them: `{"rows": [..], "alerts": [..]}`.
pub(super) fn write_with(
    out: &mut impl Write,
    table: Option<&Table>,
    alerts: impl Iterator<Item = Json>,
) -> Result<()> {
    write!(out, "{{\"rows\": ")?;
    let rows = table.into_iter().flat_map(|table| table.rows().map(|row| object(table, row)));
    array(out, rows)?;
    write!(out, ", \"alerts\": ")?;
    array(out, alerts)?;
    writeln!(out, "}}")
}

/// One array on one line.
pub(super) fn write_rows(out: &mut impl Write, table: &Table) -> Result<()> {
    write!(out, "[")?;
    for (position, row) in table.rows().enumerate() {
        write!(out, "{}{}", if position > 0 { "," } else { "" }, object(table, row))?;
    }
    write!(out, "]")
}

/// An item a line.
fn array(out: &mut impl Write, items: impl Iterator<Item = Json>) -> Result<()> {
    write!(out, "[")?;
    let mut empty = true;
    for item in items {
        write!(out, "{}{item}", if empty { "\n  " } else { ",\n  " })?;
        empty = false;
    }
    write!(out, "{}", if empty { "]" } else { "\n]" })
}

/// One object a line.
pub(super) fn write_lines(out: &mut impl Write, table: &Table) -> Result<()> {
    for row in table.rows() {
        writeln!(out, "{}", object(table, row))?;
    }
    Ok(())
}
