//! Results on standard output, one module a format.

mod cell;
mod csv;
mod json;
mod kusto;
mod markdown;
mod table;

use std::io::{Result, Write};

use kqlab::Table;

use crate::args::{Format, RunArgs};

/// Writes the results in the format that the command line asks for.
pub(crate) fn write(out: &mut impl Write, results: &[Table], args: &RunArgs) -> Result<()> {
    if args.format == Format::Kusto {
        return kusto::write(out, results);
    }
    let named = results.len() > 1;
    for (position, result) in results.iter().enumerate() {
        match args.format {
            Format::Table => table::write(out, result, position, named, args)?,
            Format::Json => json::write_array(out, result)?,
            Format::Ndjson => json::write_lines(out, result)?,
            Format::Csv => csv::write(out, result, position)?,
            Format::Markdown => markdown::write(out, result, position)?,
            Format::Kusto => unreachable!("invariant: written above"),
        }
    }
    Ok(())
}

/// `1 row`, `2 rows`.
pub(crate) fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
