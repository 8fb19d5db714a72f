//! `--format json`: one array, an object a file.

use std::io::{Result, Write};

use kqlab::{Diagnostic, Phase, Schema};
use serde_json::{Value as Json, json};

use super::{Checked, severity};
use crate::report::Source;

/// Writes the array.
pub(super) fn write(out: &mut impl Write, checked: &[Checked]) -> Result<()> {
    let files: Vec<Json> = checked.iter().map(file).collect();
    serde_json::to_writer_pretty(&mut *out, &files)?;
    writeln!(out)
}

fn file(checked: &Checked) -> Json {
    let diagnostics = checked.diagnostics.iter().map(|d| diagnostic(&checked.source, d));
    let columns = checked.columns.as_deref();
    json!({
        "file": checked.source.name,
        "diagnostics": diagnostics.collect::<Vec<_>>(),
        "columns": columns.map(fields),
        "open": columns.is_some_and(|schema| schema.open),
        "tables": checked.tables.iter().map(|name| &**name).collect::<Vec<_>>(),
    })
}

fn fields(schema: &Schema) -> Vec<Json> {
    let field = |f: &kqlab::Field| json!({"name": &*f.name, "type": f.ty.name()});
    schema.fields.iter().map(field).collect()
}

/// A diagnostic and its place in the text.
pub(crate) fn diagnostic(source: &Source, d: &Diagnostic) -> Json {
    let place = d.span.map(|span| source.lines(span));
    let phase = match d.phase {
        Phase::Syntax => "syntax",
        Phase::Binding => "binding",
        Phase::Data => "data",
        Phase::Execution => "execution",
    };
    json!({
        "severity": severity(d.severity),
        "phase": phase,
        "code": d.code.id,
        "message": d.message,
        "hint": d.hint,
        "line": place.map(|p| p.line),
        "column": place.map(|p| p.column),
        "end_line": place.map(|p| p.end_line),
        "end_column": place.map(|p| p.end_column),
    })
}
