//! Corpora of queries with the official answers, as JSON lines, and the list of known exceptions.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// A query and what the official parser and binder answer.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    /// Its name.
    pub(crate) id: String,
    /// Its text.
    pub(crate) query: String,
    /// The messages of the parser.
    #[serde(default)]
    pub(crate) syntax_errors: Vec<String>,
    /// The messages of the binder.
    #[serde(default)]
    pub(crate) semantic_errors: Vec<String>,
    /// The columns of the result, if it is a table.
    pub(crate) columns: Option<Vec<Column>>,
    /// The result may have further columns.
    #[serde(default)]
    pub(crate) open: Option<bool>,
    /// The line of the first syntax error, from 1; of broken queries only.
    #[serde(default)]
    pub(crate) line: Option<usize>,
}

/// A column of a result.
#[derive(Debug, Deserialize)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: String,
    /// Its type; `unknown` where the binder does not know.
    #[serde(rename = "type")]
    pub(crate) ty: String,
}

/// The cases of these files, in order.
pub(crate) fn read(files: &[PathBuf]) -> Vec<Case> {
    let text = |file: &PathBuf| {
        let text = std::fs::read_to_string(file);
        text.unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    let parse = |line: &str| {
        serde_json::from_str(line).unwrap_or_else(|error| panic!("no case: {error}: {line}"))
    };
    let lines = |text: String| text.lines().map(parse).collect::<Vec<Case>>();
    files.iter().map(text).flat_map(lines).collect()
}

/// Reasons by the case's name: a line is `name reason`; `#` begins a comment.
pub(crate) fn exceptions(file: &Path) -> HashMap<String, String> {
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let entry = |line: &str| {
        let (name, reason) = line.split_once(' ').expect("a name and a reason");
        (name.to_owned(), reason.trim().to_owned())
    };
    lines.map(entry).collect()
}
