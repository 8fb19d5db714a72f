//! `--watch`: the tests run again when a file has changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;
use walkdir::WalkDir;

use super::suite::Suite;
use crate::args::TestArgs;
use crate::commands::Failure;
use crate::report;
use crate::style::dim;

/// Changes within this time are one.
const TOGETHER: Duration = Duration::from_millis(150);

/// What a file was when it was looked at.
type State = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Runs the tests, and again with every change, until the program is stopped.
pub(super) fn watch(
    args: &TestArgs,
    test: impl Fn() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut folders = folders(&args.paths);
    if let Ok(suite) = Suite::load(&args.paths) {
        folders.extend(self::folders(&suite.reads()));
    }
    folders.sort();
    folders.dedup();
    let (sender, changes) = mpsc::channel();
    let cannot = |e| Failure::Usage(format!("the files cannot be watched: {e}"));
    let mut debouncer = new_debouncer(TOGETHER, sender).map_err(cannot)?;
    for folder in &folders {
        debouncer.watcher().watch(folder, RecursiveMode::Recursive).map_err(cannot)?;
    }
    // A file that is only read is an event, too.
    let mut seen = state(&folders);
    loop {
        match test() {
            Ok(()) | Err(Failure::Reported) => {}
            Err(Failure::Usage(message)) => report::failed(&message, None),
            Err(failure) => return Err(failure),
        }
        report::note(&dim("waiting for a change; Ctrl+C ends"));
        loop {
            if changes.recv().is_err() {
                return Ok(());
            }
            let now = state(&folders);
            if now != seen {
                seen = now;
                break;
            }
        }
    }
}

/// The folders in which the tests and what they read lie.
fn folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    let folder = |path: &PathBuf| match (path.is_dir(), path.parent()) {
        (true, _) => path.clone(),
        (false, Some(parent)) if !parent.as_os_str().is_empty() => parent.to_owned(),
        (false, _) => Path::new(".").to_owned(),
    };
    paths.iter().filter(|path| path.exists()).map(folder).collect()
}

fn state(folders: &[PathBuf]) -> State {
    let visible = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
    let walk = |folder: &PathBuf| {
        WalkDir::new(folder)
            .into_iter()
            .filter_entry(move |e| e.depth() == 0 || visible(e.file_name()))
    };
    let files = folders.iter().flat_map(walk).flatten().filter(|entry| entry.file_type().is_file());
    files
        .filter_map(|entry| {
            let data = entry.metadata().ok()?;
            Some((entry.into_path(), (data.modified().ok(), data.len())))
        })
        .collect()
}
