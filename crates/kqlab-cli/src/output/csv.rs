//! `csv`: a header, then the cells as `tostring` prints them.

use std::io::{Result, Write};

use kqlab::Table;

/// Writes a header and the rows; several results are set apart by an empty line.
pub(super) fn write(out: &mut impl Write, table: &Table, position: usize) -> Result<()> {
    if position > 0 {
        writeln!(out)?;
    }
    write_rows(out, table, true)
}

/// Writes the rows, below a header if asked.
pub(super) fn write_rows(out: &mut impl Write, table: &Table, header: bool) -> Result<()> {
    let mut csv = csv::Writer::from_writer(&mut *out);
    let columns = table.schema.fields.len();
    if header {
        csv.write_record(table.schema.fields.iter().map(|field| &*field.name))?;
    }
    for row in table.rows() {
        csv.write_record((0..columns).map(|column| row.text(column)))?;
    }
    csv.flush()
}
