//! `kqlab check`: every problem of every file.

mod json;
mod sarif;

use std::io::{BufWriter, Write};
use std::sync::Arc;

use kqlab::{Diagnostic, Engine, Schema, Severity};
use kqlab_rules::Placement;

use super::files::{self, Found};
use super::{Failure, engine, read_text};
use crate::args::{CheckArgs, CheckFormat};
use crate::output::counted;
use crate::report::{self, Source};

/// What was found in a file.
pub(super) struct Checked {
    source: Source,
    diagnostics: Vec<Diagnostic>,
    columns: Option<Arc<Schema>>,
    tables: Vec<Arc<str>>,
}

impl Checked {
    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}

/// Checks the files and prints what was found.
pub(crate) fn run(args: &CheckArgs) -> Result<(), Failure> {
    let found = files::expand(&args.paths)?;
    let engine = engine(&args.data)?;
    let mut checked = Vec::new();
    for file in &found {
        checked.extend(check(&engine, file)?);
    }
    let errors: usize = checked.iter().map(|file| file.count(Severity::Error)).sum();
    let mut out = BufWriter::new(std::io::stdout().lock());
    match args.format {
        CheckFormat::Text => text(&mut out, &checked, errors)?,
        CheckFormat::Json => json::write(&mut out, &checked)?,
        CheckFormat::Sarif => sarif::write(&mut out, &checked)?,
    }
    out.flush()?;
    if errors > 0 { Err(Failure::Reported) } else { Ok(()) }
}

fn check(engine: &Engine, file: &Found) -> Result<Option<Checked>, Failure> {
    let name = file.path.display().to_string();
    let text = read_text(&file.path)?;
    let rule = match kqlab_rules::load(&file.path, &text) {
        Ok(rule) => rule,
        Err(d) if file.by_folder && d.code == kqlab_rules::NO_QUERY => return Ok(None),
        Err(diagnostic) => {
            let source = Source { name, text, placement: Placement::at(0) };
            let diagnostics = vec![diagnostic];
            return Ok(Some(Checked { source, diagnostics, columns: None, tables: Vec::new() }));
        }
    };
    let source = Source { name, text, placement: rule.placement };
    Ok(Some(match engine.check(&rule.query) {
        Ok(checked) => {
            let columns = checked.results.into_iter().next();
            Checked { source, diagnostics: checked.warnings, columns, tables: checked.tables }
        }
        Err(diagnostics) => Checked { source, diagnostics, columns: None, tables: Vec::new() },
    }))
}

fn text(out: &mut impl Write, checked: &[Checked], errors: usize) -> std::io::Result<()> {
    for file in checked {
        report::print(&file.source, &file.diagnostics);
    }
    let warnings: usize = checked.iter().map(|file| file.count(Severity::Warning)).sum();
    let files = counted(checked.len() as u64, "file");
    let errors = counted(errors as u64, "error");
    writeln!(out, "{files} checked: {errors}, {}", counted(warnings as u64, "warning"))
}

/// A severity's name.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
