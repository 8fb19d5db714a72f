//! Tests of rules: what is given, and what a rule is expected to make of it.

mod expect;
mod file;
mod first;
mod keys;
mod time;
mod write;

use std::path::PathBuf;

use kqlab::{Span, Type};
use serde_json::Value as Json;

use crate::rule::Window;

pub use file::{TestFile, load_tests};
pub use first::first_tests;
pub(crate) use time::relative;
pub(crate) use write::{map, scalar};

/// The clock of a case that sets none: 2026-01-01T00:00:00Z.
pub const DEFAULT_NOW: i64 = 639_028_224_000_000_000;

/// A test.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// Where it stands in its file.
    pub span: Span,
    /// What the rule is given.
    pub given: Given,
    /// What it is expected to make of it.
    pub expect: Expect,
}

/// What a rule is given.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The clock, in ticks.
    pub now: Option<i64>,
    /// The rule's period is the time that it sees.
    pub scheduled: bool,
    /// The time that it sees, and that placeholders stand for.
    pub range: Option<Window>,
    /// Tables and where their rows are, in order.
    pub tables: Vec<(String, Vec<Rows>)>,
    /// Folders and files of tables.
    pub data: Vec<PathBuf>,
    /// Columns and their types by table.
    pub schemas: Vec<(String, Vec<(String, Type)>)>,
    /// Files that declare columns.
    pub schema_files: Vec<PathBuf>,
    /// Folders and files of saved functions.
    pub function_files: Vec<PathBuf>,
    /// Saved functions: name with parameters, and body.
    pub functions: Vec<(String, String)>,
    /// Watchlists by alias.
    pub watchlists: Vec<(String, Rows)>,
    /// Files that stand for addresses of `externaldata`.
    pub external: Vec<(String, PathBuf)>,
    /// Folders of such files, under the file names of their addresses.
    pub external_folders: Vec<PathBuf>,
}

/// Rows of a table.
#[derive(Clone, Debug)]
pub enum Rows {
    /// Written in the test: objects.
    Inline(Vec<Json>),
    /// In a file.
    File(PathBuf),
}

/// What a rule is expected to make of what it is given. Only what is said is compared.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// All rows.
    pub rows: Option<Vec<Expected>>,
    /// Some of the rows.
    pub contains: Vec<Expected>,
    /// No such rows.
    pub none: Vec<Expected>,
    /// So many rows.
    pub count: Option<u64>,
    /// At least one row.
    pub some: bool,
    /// The rows come in this order.
    pub ordered: bool,
    /// So many alerts.
    pub alert_count: Option<u64>,
    /// All alerts.
    pub alerts: Option<Vec<ExpectedAlert>>,
    /// All entities of all alerts.
    pub entities: Option<Vec<ExpectedEntity>>,
    /// Custom details of all alerts, by name.
    pub details: Vec<(String, Vec<Json>)>,
    /// The code of a diagnostic.
    pub error: Option<(String, Span)>,
    /// Where the expectation stands.
    pub span: Span,
    /// Where its keys stand.
    pub keys: Vec<(String, Span)>,
}

/// Columns and values of a row.
#[derive(Clone, Debug)]
pub struct Expected {
    /// By column.
    pub cells: Vec<ExpectedCell>,
    /// Where it stands.
    pub span: Span,
}

/// A column and the value that it is expected to have.
#[derive(Clone, Debug)]
pub struct ExpectedCell {
    /// The column.
    pub column: String,
    /// The value.
    pub value: Json,
    /// Where the value stands.
    pub span: Span,
}

/// What is expected of an alert.
#[derive(Clone, Debug, Default)]
pub struct ExpectedAlert {
    /// Its name.
    pub title: Option<String>,
    /// Its severity.
    pub severity: Option<String>,
    /// How many rows it is of.
    pub rows: Option<u64>,
    /// Its entities, all of them.
    pub entities: Option<Vec<ExpectedEntity>>,
    /// Its custom details, by name.
    pub details: Vec<(String, Vec<Json>)>,
    /// Where it stands.
    pub span: Span,
}

/// An entity: its kind and the identifiers that are compared.
#[derive(Clone, Debug)]
pub struct ExpectedEntity {
    /// `Account`, `IP` ...
    pub kind: String,
    /// Identifiers and their values.
    pub fields: Vec<(String, String)>,
    /// Where it stands.
    pub span: Span,
}

impl Given {
    /// Every file and folder that is read.
    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        let tables = self.tables.iter().flat_map(|(_, sources)| sources);
        let rows = tables.chain(self.watchlists.iter().map(|(_, rows)| rows));
        let rows = rows.filter_map(|rows| match rows {
            Rows::File(path) => Some(path),
            Rows::Inline(_) => None,
        });
        let external = self.external.iter().map(|(_, path)| path).chain(&self.external_folders);
        rows.chain(external).chain(&self.data).chain(&self.schema_files).chain(&self.function_files)
    }
}

impl Expect {
    /// At least one row.
    pub(crate) fn some() -> Self {
        Self { some: true, ..Self::default() }
    }

    /// Where the first of these keys stands that is there; else the expectation.
    pub(crate) fn at(&self, keys: &[&str]) -> Span {
        let place = |key: &&str| self.keys.iter().find(|(known, _)| known == key);
        keys.iter().find_map(place).map_or(self.span, |(_, span)| *span)
    }

    /// No row.
    pub(crate) fn nothing() -> Self {
        Self { count: Some(0), ..Self::default() }
    }
}
