//! The files that a list of paths names: a file stands for itself, a folder for the rules below it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use kqlab::codes::data;
use kqlab::{Diagnostic, Phase, Span};
use walkdir::WalkDir;

use super::{Failure, must_exist};
use crate::report::Source;

/// No template is larger.
const TEMPLATE: u64 = 4 * 1024 * 1024;

/// A file to work on.
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// It was found in a folder, not named: where it is no rule it is passed over.
    pub(super) by_folder: bool,
}

/// A file that cannot be read as text.
pub(super) struct Unread {
    /// What of it is text.
    pub(super) source: Source,
    pub(super) fault: Diagnostic,
}

/// The text of a file, or what is wrong with it.
pub(super) fn text(path: &Path) -> Result<String, Box<Unread>> {
    let unread = |text: &str, fault| Box::new(Unread { source: Source::whole(path, text), fault });
    let bytes = std::fs::read(path).map_err(|error| {
        let message = format!("cannot read {}: {error}", path.display());
        let fault = Diagnostic::error(Phase::Data, data::UNREADABLE, Span::default(), message);
        unread("", fault.without_span())
    })?;
    kqlab::text(bytes).map_err(|(shown, fault)| unread(&shown, *fault))
}

impl Found {
    /// Its text; none where it was found in a folder and is JSON of bytes that are no text: data, not a rule.
    pub(super) fn text(&self) -> Result<Option<String>, Box<Unread>> {
        match text(&self.path) {
            Err(unread)
                if self.by_folder && self.is_json() && unread.fault.code == data::BAD_UTF8 =>
            {
                Ok(None)
            }
            read => read.map(Some),
        }
    }

    fn is_json(&self) -> bool {
        self.path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"))
    }

    /// Whether a file that a folder holds is no rule: then it is passed over. Of JSON that is anything but a rule.
    pub(super) fn is_no_rule(&self, fault: &Diagnostic) -> bool {
        self.by_folder
            && (fault.code == kqlab_rules::NO_RULE
                || (self.is_json() && fault.code == kqlab_rules::BAD_JSON))
    }
}

/// The files, each once, folders in order of their names. Hidden files and folders are passed over.
pub(super) fn expand(paths: &[PathBuf]) -> Result<Vec<Found>, Failure> {
    let mut found: Vec<Found> = Vec::new();
    each(paths, |path, by_folder| {
        if !by_folder || is_rule(path) {
            found.push(Found { path: path.to_owned(), by_folder });
        }
    })?;
    Ok(found)
}

/// The files of tests among them.
pub(super) fn tests(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found: Vec<PathBuf> = Vec::new();
    each(paths, |path, _| {
        if is_test(path) {
            found.push(path.to_owned());
        }
    })?;
    Ok(found)
}

/// Visits every file once, whatever links lead to it; `true` where it was found in a folder.
fn each(paths: &[PathBuf], mut visit: impl FnMut(&Path, bool)) -> Result<(), Failure> {
    let mut seen = HashSet::new();
    let mut visit = |path: &Path, by_folder| {
        if seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
            visit(path, by_folder);
        }
    };
    for path in paths {
        must_exist(path)?;
        if !path.is_dir() {
            visit(path, false);
            continue;
        }
        let visible = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|e| e.depth() == 0 || visible(e.file_name())) {
            let wanted = match &entry {
                Ok(entry) => entry.file_type().is_file().then(|| entry.path()),
                // A link to a folder that it lies in has nothing new. What cannot be read is told when it is read.
                Err(error) => error.path().filter(|_| error.loop_ancestor().is_none()),
            };
            if let Some(path) = wanted {
                // The folder that one is in goes without saying.
                visit(path.strip_prefix("./").unwrap_or(path), true);
            }
        }
    }
    Ok(())
}

/// Tests stand beside rules and are none. A data file may end as a template does, but is larger.
fn is_rule(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let ending = name.rsplit('.').next().unwrap_or_default();
    match ending {
        _ if path.is_dir() => true,
        "yaml" | "yml" => !is_test(path),
        "kql" | "csl" | "toml" => true,
        "json" => path.metadata().is_ok_and(|file| file.len() <= TEMPLATE),
        _ => false,
    }
}

/// Whether the file holds tests: `<rule>.test.yaml`.
pub(super) fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.ends_with(".test.yaml") || name.ends_with(".test.yml")
}
