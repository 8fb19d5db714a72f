//! The files that a list of paths names: a file stands for itself, a folder for the rules below it.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Failure, must_exist};

/// A file to work on.
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// It was found in a folder, not named: where it is no rule it is passed over.
    pub(super) by_folder: bool,
}

/// The files, each once, folders in order of their names. Hidden files and folders are passed over.
pub(super) fn expand(paths: &[PathBuf]) -> Result<Vec<Found>, Failure> {
    let mut found: Vec<Found> = Vec::new();
    for path in paths {
        must_exist(path)?;
        if !path.is_dir() {
            add(&mut found, path, false);
            continue;
        }
        let visible = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|e| e.depth() == 0 || visible(e.file_name())) {
            let entry = entry.map_err(|e| Failure::Usage(e.to_string()))?;
            if entry.file_type().is_file() && is_rule(entry.path()) {
                add(&mut found, entry.path(), true);
            }
        }
    }
    Ok(found)
}

fn add(found: &mut Vec<Found>, path: &Path, by_folder: bool) {
    if !found.iter().any(|other| other.path == path) {
        found.push(Found { path: path.to_owned(), by_folder });
    }
}

fn is_rule(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["kql", "csl", "yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}
