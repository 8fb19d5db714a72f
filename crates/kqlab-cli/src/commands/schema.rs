//! `kqlab schema`

use std::io::{BufWriter, Write};

use kqlab::TableInfo;

use super::{Failure, engine, refused};
use crate::args::SchemaArgs;
use crate::output::counted;
use crate::report::{self, Source};

/// Prints the tables that the data holds.
pub(crate) fn run(args: &SchemaArgs) -> Result<(), Failure> {
    if args.data.data.is_empty() && args.data.table.is_empty() {
        return Err(Failure::Usage("no data is named: --data PATH or --table NAME=FILE".into()));
    }
    let tables = engine(&args.data)?.tables().map_err(|d| refused(&Source::none(), &d))?;
    let mut out = BufWriter::new(anstream::stdout().lock());
    if tables.is_empty() {
        writeln!(out, "no tables")?;
    }
    for (position, table) in tables.iter().enumerate() {
        report::print(&Source::none(), &table.warnings);
        if position > 0 {
            writeln!(out)?;
        }
        write(&mut out, table)?;
    }
    Ok(out.flush()?)
}

fn write(out: &mut impl Write, table: &TableInfo) -> std::io::Result<()> {
    let rows = counted(table.rows, "row");
    let files: Vec<String> = table.files.iter().map(|f| f.display().to_string()).collect();
    writeln!(out, "{}  {rows}  {}", table.name, files.join(", "))?;
    let present: Vec<_> = table.columns.iter().filter(|column| column.in_data).collect();
    let width = present.iter().map(|column| column.name.chars().count()).max().unwrap_or(0);
    for column in &present {
        writeln!(out, "  {:width$}  {:8}  {}", column.name, column.ty.name(), column.origin)?;
    }
    match table.columns.len() - present.len() {
        0 => Ok(()),
        absent => {
            let columns = counted(absent as u64, "more column");
            writeln!(out, "  and {columns} of the catalog that no row has")
        }
    }
}
