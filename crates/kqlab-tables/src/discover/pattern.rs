//! Paths with `*`, `?`, `[..]` and `{..}`, which stand for all files that match; `**` goes through folders.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use super::{MAX_DEPTH, entries};

/// Whether a path is a pattern: it names nothing itself, and has a sign of patterns.
#[must_use]
pub fn is_pattern(path: &Path) -> bool {
    !path.exists() && path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// The files that match a pattern, in order of their paths.
pub(super) fn files(pattern: &Path) -> io::Result<Vec<PathBuf>> {
    let text = pattern.to_string_lossy();
    let glob = GlobBuilder::new(&text).literal_separator(true).build().map_err(io::Error::other)?;
    let mut walk =
        Walk { glob: glob.compile_matcher(), found: Vec::new(), entered: HashSet::new() };
    let plain = |part: &Path| !part.to_string_lossy().contains(['*', '?', '[', '{']);
    let base = pattern.ancestors().skip(1).find(|part| plain(part)).unwrap_or(Path::new(""));
    walk.folder(base, 0)?;
    match walk.found.is_empty() {
        true => Err(io::Error::other("expected files that match, found none")),
        false => Ok(walk.found),
    }
}

struct Walk {
    glob: GlobMatcher,
    found: Vec<PathBuf>,
    /// A folder that a link leads to again is not entered again.
    entered: HashSet<PathBuf>,
}

impl Walk {
    fn folder(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if depth > MAX_DEPTH || !self.entered.insert(fs::canonicalize(here)?) {
            return Ok(());
        }
        for entry in entries(here)? {
            let Some(name) = entry.file_name() else { continue };
            let path = folder.join(name);
            if path.is_dir() {
                self.folder(&path, depth + 1)?;
            } else if self.glob.is_match(&path) {
                self.found.push(path);
            }
        }
        Ok(())
    }
}
