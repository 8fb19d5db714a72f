//! `kqlab schema`

use std::io::{BufWriter, Write};
use std::path::Path;

use indicatif::HumanBytes;
use kqlab::TableInfo;
use serde_json::Value as Json;

use super::{Failure, engine, refused};
use crate::args::SchemaArgs;
use crate::output::counted;
use crate::progress;
use crate::report::{self, Source};

/// So many files of a table are listed.
const FILES: usize = 5;

/// Prints the tables that the data holds.
pub(crate) fn run(args: &SchemaArgs) -> Result<(), Failure> {
    if args.data.data.is_empty() && args.data.table.is_empty() {
        return Err(Failure::Usage("no data is named: --data PATH or --table NAME=FILE".into()));
    }
    let engine = engine(&args.data)?;
    let watch = progress::watch(engine.progress());
    let (tables, failures) = engine.tables();
    drop(watch);
    if let Some(path) = args.save.as_ref().filter(|_| failures.is_empty()) {
        save(&tables, path)?;
    }
    let mut out = BufWriter::new(anstream::stdout().lock());
    if tables.is_empty() && failures.is_empty() {
        writeln!(out, "no tables")?;
    }
    for (position, table) in tables.iter().enumerate() {
        report::print(&Source::none(), &table.warnings);
        if position > 0 {
            writeln!(out)?;
        }
        write(&mut out, table)?;
    }
    out.flush()?;
    if failures.is_empty() { Ok(()) } else { Err(refused(&Source::none(), &failures)) }
}

/// Writes the types of all columns that some row has, as `--schema` reads them.
fn save(tables: &[TableInfo], path: &Path) -> Result<(), Failure> {
    let columns = |table: &TableInfo| {
        let present = table.columns.iter().filter(|column| column.in_data);
        Json::Object(present.map(|c| (c.name.to_string(), c.ty.name().into())).collect())
    };
    let schema = tables.iter().map(|table| (table.name.to_string(), columns(table)));
    let text = format!("{:#}\n", Json::Object(schema.collect()));
    std::fs::write(path, text)
        .map_err(|error| Failure::Usage(format!("{} cannot be written: {error}", path.display())))
}

fn write(out: &mut impl Write, table: &TableInfo) -> std::io::Result<()> {
    writeln!(out, "{}  {}", table.name, counted(table.rows, "row"))?;
    for file in table.files.iter().take(FILES) {
        let size = HumanBytes(file.bytes);
        writeln!(out, "  {}  {}  {size}", file.path.display(), file.format)?;
    }
    if let Some(rest) = table.files.get(FILES..).filter(|rest| !rest.is_empty()) {
        let size = HumanBytes(rest.iter().map(|file| file.bytes).sum());
        writeln!(out, "  and {}  {size}", counted(rest.len() as u64, "more file"))?;
    }
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
