//! Results on standard output, one module a format.

pub(crate) mod alert;
mod cell;
mod csv;
mod json;
mod kusto;
pub(crate) mod markdown;
pub(crate) mod parts;
mod table;

use std::io::{Result, Write};

use kqlab::Table;
use kqlab_rules::Alert;

use crate::args::{Format, RunArgs};

/// Writes the results, and alerts that were made of them, in the format that the command line asks for.
pub(crate) fn write(
    out: &mut impl Write,
    results: &[Table],
    alerts: Option<&[Alert]>,
    args: &RunArgs,
) -> Result<()> {
    match (args.format, alerts) {
        (Format::Kusto, _) => return kusto::write(out, results),
        (Format::Json, Some(alerts)) => {
            return json::write_with(out, results.first(), alerts.iter().map(alert::object));
        }
        _ => {}
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
    match (args.format, alerts) {
        (Format::Table, Some(alerts)) => alert::text(out, alerts),
        (Format::Markdown, Some(alerts)) => alert::markdown(out, alerts),
        _ => Ok(()),
    }
}

/// Writes rows of which others follow as lines of JSON.
pub(crate) fn write_lines(out: &mut impl Write, rows: &Table) -> Result<()> {
    json::write_lines(out, rows)
}

/// Writes rows of which others follow as separated values, below a header if they are the first.
pub(crate) fn write_values(out: &mut impl Write, rows: &Table, first: bool) -> Result<()> {
    csv::write_rows(out, rows, first)
}

/// `1 row`, `2 rows`.
pub(crate) fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// An operator on one line, cut where it is long.
pub(crate) fn one_line(operator: &str) -> String {
    const LONGEST: usize = 70;
    let line = operator.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
