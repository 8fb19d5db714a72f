//! A case: its query and its directives.

use std::path::{Path, PathBuf};

use kqlab::{OnBadRow, Options};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Run,
    Plan,
    Check,
}

/// A case.
pub(crate) struct Case {
    /// The query that is run.
    pub(crate) query: String,
    pub(crate) stage: Stage,
    pub(crate) options: Options,
}

/// Reads a case.
pub(crate) fn load(path: &Path) -> Result<Case, String> {
    let text = read(path)?;
    let folder = path.parent().unwrap();
    let now = kqlab::parse_datetime("2026-01-01").unwrap();
    let options = Options { now, ..Options::default() };
    let mut case = Case { query: text.clone(), stage: Stage::Run, options };
    let comments = text.lines().map_while(|line| line.trim().strip_prefix("//"));
    for (key, value) in comments.filter_map(|comment| comment.trim().split_once(": ")) {
        case.apply(key, value.trim(), folder)?;
    }
    Ok(case)
}

impl Case {
    fn apply(&mut self, key: &str, value: &str, folder: &Path) -> Result<(), String> {
        let path = |value: &str| -> PathBuf { folder.join(value) };
        match key {
            "data" => match value.split_once('=') {
                Some((name, file)) => self.options.tables.push((name.to_owned(), path(file))),
                None => self.options.data.push(path(value)),
            },
            "rule" => {
                let file = path(value);
                let loaded = kqlab_rules::load(&file, &read(&file)?).map_err(|d| d.message)?;
                let rule = loaded.rules.into_iter().next().ok_or("no rule")?;
                self.query = rule.query.text;
            }
            "schema" => self.options.schemas.push(path(value)),
            "functions" => self.options.functions.push(path(value)),
            "external" => {
                let (address, file) = value.rsplit_once('=').ok_or("URL=FILE is expected")?;
                self.options.external.push((address.to_owned(), path(file)));
            }
            "external-dir" => self.options.external_folders.push(path(value)),
            "now" => self.options.now = kqlab::parse_datetime(value).ok_or("no datetime")?,
            "on-bad-row" => self.options.on_bad_row = OnBadRow::Skip,
            "stage" => {
                self.stage = match value {
                    "run" => Stage::Run,
                    "plan" => Stage::Plan,
                    "check" => Stage::Check,
                    other => return Err(format!("no stage: {other}")),
                };
            }
            "source" => {}
            other => return Err(format!("no directive: {other}")),
        }
        Ok(())
    }
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
