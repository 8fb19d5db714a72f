//! A case's data as an engine.

use std::path::Path;
use std::sync::Arc;

use kqlab::codes::data::{BAD_VALUE, UNREADABLE};
use kqlab::{Diagnostic, Engine, Input, Options, Phase, Watchlist};
use serde_json::Value as Json;

use crate::case::{Case, DEFAULT_NOW, Rows, relative};

/// The engine of a case.
pub(super) fn engine(case: &Case) -> Result<Engine, Vec<Diagnostic>> {
    let given = &case.given;
    let now = given.now.unwrap_or(DEFAULT_NOW);
    let absent = absent(case);
    if !absent.is_empty() {
        return Err(absent);
    }
    let tables = given.tables.iter().map(|(table, sources)| {
        let inputs = sources.iter().map(|rows| input(table, rows, &case.name, now));
        (table.clone(), inputs.collect())
    });
    Engine::new(Options {
        data: given.data.clone(),
        inputs: tables.collect(),
        schemas: given.schema_files.clone(),
        columns: given.schemas.clone(),
        functions: given.function_files.clone(),
        saved: given.functions.clone(),
        watchlists: given
            .watchlists
            .iter()
            .map(|(alias, rows)| watchlist(alias, rows, now))
            .collect(),
        external: given.external.clone(),
        external_folders: given.external_folders.clone(),
        now,
        ..Options::default()
    })
    .map_err(|diagnostics| diagnostics.into_iter().map(|d| at(d, case)).collect())
}

/// Files of rows that are not there.
fn absent(case: &Case) -> Vec<Diagnostic> {
    let sources = case.given.tables.iter().flat_map(|(_, sources)| sources);
    let lists = case.given.watchlists.iter().map(|(_, rows)| rows);
    let files = sources.chain(lists).filter_map(|rows| match rows {
        Rows::File(path) if !path.exists() => Some(path),
        Rows::File(_) | Rows::Inline(_) => None,
    });
    let fault = |path: &std::path::PathBuf| {
        let message = format!("a file of rows is expected, and {} is not there", path.display());
        Diagnostic::error(Phase::Data, UNREADABLE, case.span, message)
            .with_hint("the path is relative to the test file")
    };
    files.map(fault).collect()
}

/// Values of the case's own rows that their columns cannot have, told as errors.
pub(super) fn misfits(case: &Case, warnings: &[Diagnostic]) -> Vec<Diagnostic> {
    let given = |rows: &Rows| matches!(rows, Rows::Inline(_));
    let tables = case.given.tables.iter().filter(|(_, sources)| sources.iter().any(given));
    let names: Vec<String> = tables.map(|(table, _)| name(table, &case.name)).collect();
    let own = |warning: &&Diagnostic| {
        warning.code == BAD_VALUE && names.iter().any(|name| warning.message.contains(name))
    };
    let error = |warning: &Diagnostic| {
        let fault = Diagnostic::error(Phase::Data, BAD_VALUE, case.span, warning.message.clone());
        fault.with_hint("null stands for no value; the case's `schemas` give a column another type")
    };
    warnings.iter().filter(own).map(error).collect()
}

/// A diagnostic of the data is one of the case that gives it.
fn at(mut diagnostic: Diagnostic, case: &Case) -> Diagnostic {
    diagnostic.span = Some(case.span);
    diagnostic
}

/// A watchlist: its values are text, and a row without a column has it empty.
fn watchlist(alias: &str, rows: &Rows, now: i64) -> (String, Watchlist) {
    let rows = match rows {
        Rows::File(path) => return (alias.to_owned(), Watchlist::File(path.clone())),
        Rows::Inline(rows) => rows,
    };
    let mut columns: Vec<String> = Vec::new();
    for name in rows.iter().filter_map(Json::as_object).flat_map(|row| row.keys()) {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    let cell = |row: &Json, name: &String| match row.get(name).map(|value| absolute(value, now)) {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text,
        Some(value) => value.to_string(),
    };
    let cells = |row: &Json| columns.iter().map(|name| cell(row, name)).collect();
    let rows = rows.iter().map(cells).collect();
    (alias.to_owned(), Watchlist::Rows(columns, rows))
}

/// What the rows that a case gives a table are called.
fn name(table: &str, case: &str) -> String {
    format!("{table} of the case '{case}'")
}

fn input(table: &str, rows: &Rows, case: &str, now: i64) -> Input {
    match rows {
        Rows::File(path) => Input::file(path.as_path()),
        Rows::Inline(rows) => {
            let mut text = String::new();
            for row in rows {
                text.push_str(&absolute(row, now).to_string());
                text.push('\n');
            }
            let name: Arc<Path> = Path::new(&name(table, case)).into();
            Input::text(name, text.into_bytes())
        }
    }
}

/// The row with its relative times as times.
fn absolute(value: &Json, now: i64) -> Json {
    match value {
        Json::String(text) => match relative(text, now) {
            Some(time) => Json::String(time),
            None => value.clone(),
        },
        Json::Array(items) => items.iter().map(|item| absolute(item, now)).collect(),
        Json::Object(map) => {
            map.iter().map(|(key, value)| (key.clone(), absolute(value, now))).collect()
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => value.clone(),
    }
}
