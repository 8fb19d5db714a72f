//! `markdown`: a pipe table.

use std::io::{Result, Write};

use kqlab::Table;

use super::cell::is_right;

/// Writes the table; several results are set apart by an empty line.
pub(super) fn write(out: &mut impl Write, table: &Table, position: usize) -> Result<()> {
    if position > 0 {
        writeln!(out)?;
    }
    let fields = &table.schema.fields;
    line(out, fields.iter().map(|field| escape(&field.name)))?;
    let rule = |right| if right { "--:" } else { "---" }.to_owned();
    line(out, fields.iter().map(|field| rule(is_right(field.ty))))?;
    for row in table.rows() {
        line(out, (0..fields.len()).map(|column| escape(&row.text(column))))?;
    }
    Ok(())
}

fn line(out: &mut impl Write, cells: impl Iterator<Item = String>) -> Result<()> {
    let cells: Vec<String> = cells.collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

/// Text that stands for itself in a cell.
pub(crate) fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('|', "\\|")
        .replace('<', "&lt;")
        .replace("\r\n", "<br>")
        .replace(['\n', '\r'], "<br>")
}
