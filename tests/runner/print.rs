//! What came out, as a golden file holds it: null, empty text and dynamics are told apart.

use kqlab::{Diagnostic, Engine, Row, Schema, Severity, Table, Value};

use crate::case::{Case, Stage};

/// The case's outcome as lines; whether their order counts.
pub(crate) fn outcome(case: &Case) -> String {
    let engine = match Engine::new(case.options.clone()) {
        Ok(engine) => engine,
        Err(diagnostics) => return problems(&diagnostics, ""),
    };
    let query = &case.query;
    let printed = match case.stage {
        Stage::Run => engine.run(query).map(|answer| {
            let tables: Vec<String> = answer.results.iter().map(table).collect();
            problems(&answer.warnings, query) + &tables.join("\n")
        }),
        Stage::Plan => {
            engine.explain(query).map(|plan| problems(&plan.warnings, query) + &plan.text)
        }
        Stage::Check => engine.check(query).map(|checked| {
            let heads = checked.results.iter().map(|schema| header(schema));
            problems(&checked.warnings, query) + &heads.collect::<String>()
        }),
    };
    printed.unwrap_or_else(|diagnostics| problems(&diagnostics, query))
}

fn header(schema: &Schema) -> String {
    let fields = schema.fields.iter().map(|field| format!("{}:{}", field.name, field.ty));
    let mut fields: Vec<String> = fields.collect();
    if schema.open {
        fields.push("...".to_owned());
    }
    fields.join(" | ") + "\n"
}

/// A typed header and a line a row; rows without an order are sorted as text.
fn table(table: &Table) -> String {
    let mut rows: Vec<String> = table.rows().map(|row| line(row, &table.schema)).collect();
    if !table.ordered {
        rows.sort();
    }
    let name = table.name.as_deref().map(|name| format!("{name}:\n")).unwrap_or_default();
    name + &header(&table.schema) + &rows.concat()
}

fn line(row: Row<'_>, schema: &Schema) -> String {
    let cells: Vec<String> = (0..schema.fields.len()).map(|at| cell(row, at)).collect();
    cells.join(" | ") + "\n"
}

fn cell(row: Row<'_>, position: usize) -> String {
    match row.value(position) {
        Value::Null(_) => "null".to_owned(),
        Value::String(text) => serde_json::Value::from(&*text).to_string(),
        Value::Dynamic(json) => json.to_string(),
        _ => row.text(position),
    }
}

/// `error KQL1001 at 3:7: message`, the hint below.
fn problems(diagnostics: &[Diagnostic], query: &str) -> String {
    let print = |d: &Diagnostic| {
        let severity = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let place = d.span.map(|span| format!(" at {}", place(query, span.start as usize)));
        let hint = d.hint.as_deref().map(|hint| format!("  hint: {hint}\n")).unwrap_or_default();
        let message = d.message.replace(concat!(env!("CARGO_MANIFEST_DIR"), "/suite/"), "");
        format!("{severity} {}{}: {message}\n{hint}", d.code.id, place.unwrap_or_default())
    };
    diagnostics.iter().map(print).collect()
}

/// Line and column, from 1.
fn place(query: &str, offset: usize) -> String {
    let before = query.get(..offset).unwrap_or(query);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    format!("{line}:{column}")
}
