//! `json` and `ndjson`: rows as objects, columns in order.

use std::io::{Result, Write};

use kqlab::{Row, Table};
use serde_json::{Map, Value as Json};

use super::cell;

fn object(table: &Table, row: Row<'_>) -> Json {
    let fields = table.schema.fields.iter().enumerate();
    Json::Object(
        fields.map(|(at, f)| (f.name.to_string(), cell::json(row, at))).collect::<Map<_, _>>(),
    )
}

/// One array, a row a line.
pub(super) fn write_array(out: &mut impl Write, table: &Table) -> Result<()> {
    out.write_all(b"[")?;
    for (position, row) in table.rows().enumerate() {
        let separator = if position == 0 { "\n  " } else { ",\n  " };
        write!(out, "{separator}{}", object(table, row))?;
    }
    out.write_all(if table.row_count() == 0 { b"]\n" } else { b"\n]\n" })
}

/// One object a line.
pub(super) fn write_lines(out: &mut impl Write, table: &Table) -> Result<()> {
    for row in table.rows() {
        writeln!(out, "{}", object(table, row))?;
    }
    Ok(())
}
