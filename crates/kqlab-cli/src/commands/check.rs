//! `kqlab check`: every problem of every file.

mod json;
mod sarif;

use std::io::{BufWriter, Write};
use std::sync::Arc;

use kqlab::{Diagnostic, Engine, Phase, Schema, Severity};
use kqlab_rules::{ColumnName, NO_COLUMN, Placement, Rule};

pub(crate) use json::diagnostic;

use super::files::{self, Found};
use super::{Failure, engine, rules};
use crate::args::{CheckArgs, CheckFormat};
use crate::output::counted;
use crate::report::{self, Source};

/// What was found in a file.
#[derive(Clone)]
pub(super) struct Checked {
    source: Source,
    diagnostics: Vec<Diagnostic>,
    columns: Option<Arc<Schema>>,
    tables: Vec<Arc<str>>,
}

impl Checked {
    fn new(source: Source) -> Self {
        Self { source, diagnostics: Vec::new(), columns: None, tables: Vec::new() }
    }

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}

/// Checks the files and prints what was found.
pub(crate) fn run(args: &CheckArgs) -> Result<(), Failure> {
    let found = files::expand(&args.paths)?;
    let engine = engine(&args.data)?;
    let (mut checked, mut ids) = (Vec::new(), rules::Ids::default());
    let alone = |file: &&Found| !(file.by_folder && kqlab_rules::is_detection(&file.path));
    for file in found.iter().filter(alone) {
        checked.extend(check(&engine, file, &mut ids));
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

fn check(engine: &Engine, file: &Found, ids: &mut rules::Ids) -> Vec<Checked> {
    let name = file.path.display().to_string();
    let text = match file.text() {
        Ok(Some(text)) => text,
        Ok(None) => return Vec::new(),
        Err(unread) => {
            let mut unreadable = Checked::new(unread.source);
            unreadable.diagnostics.push(unread.fault);
            return vec![unreadable];
        }
    };
    let mut own = Checked::new(Source::whole(&file.path, &text));
    let loaded = match kqlab_rules::load(&file.path, &text) {
        Ok(loaded) => loaded,
        Err(fault) if file.is_no_rule(&fault) => return Vec::new(),
        Err(fault) => {
            own.diagnostics.push(fault);
            return vec![own];
        }
    };
    own.diagnostics = loaded.findings;
    let mut beside = Vec::new();
    for rule in &loaded.rules {
        own.diagnostics.extend(ids.twice(rule, &name));
        let mut checked = query(engine, rule, rules::source(rule, &name, &text));
        own.diagnostics.extend(columns(rule, checked.columns.as_deref()));
        if rule.query.file.is_some() {
            beside.push(checked);
        } else {
            own.diagnostics.append(&mut checked.diagnostics);
            own.columns = own.columns.take().or(checked.columns);
            own.tables.extend(checked.tables);
        }
    }
    [vec![own], beside].concat()
}

/// Checks a rule's query; its diagnostics are of the file that holds it.
fn query(engine: &Engine, rule: &Rule, mut source: Source) -> Checked {
    let placed = |diagnostics: Vec<Diagnostic>| {
        diagnostics.into_iter().map(|d| rule.query.placement.diagnostic(d)).collect()
    };
    source.placement = Placement::at(0);
    match engine.check(&kqlab_rules::checkable(&rule.query.text)) {
        Ok(checked) => Checked {
            source,
            diagnostics: placed(checked.warnings),
            columns: checked.columns,
            tables: checked.tables,
        },
        Err(diagnostics) => Checked { diagnostics: placed(diagnostics), ..Checked::new(source) },
    }
}

/// Columns that the rule names and the query does not return.
fn columns(rule: &Rule, schema: Option<&Schema>) -> Vec<Diagnostic> {
    let Some(schema) = schema.filter(|schema| !schema.open) else { return Vec::new() };
    let absent = rule.columns().filter(|column| schema.get(&column.name).is_none());
    let warning = |column: &ColumnName| {
        let message = format!("the query returns no column `{}`", column.name);
        let known: Vec<&str> = schema.fields.iter().map(|field| &*field.name).collect();
        Diagnostic::warning(Phase::Binding, NO_COLUMN, column.span, message)
            .with_hint(format!("it returns {}", known.join(", ")))
    };
    absent.map(warning).collect()
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
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
