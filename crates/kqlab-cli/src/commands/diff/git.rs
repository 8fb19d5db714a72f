//! `--git REV..REV`: the files of revisions, written out by git's own command line.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::Side;
use crate::commands::{Failure, must_exist};

/// The versions of a path that revisions name: `A..B`, `A...B` from where they parted, or `A` and the files as they are.
pub(super) fn sides(revisions: &str, path: &Path) -> Result<(Side, Side), Failure> {
    let or_head =
        |revision: &str| if revision.is_empty() { "HEAD".to_owned() } else { revision.to_owned() };
    if let Some((old, new)) = revisions.split_once("...") {
        let (old, new) = (commit(&or_head(old))?, commit(&or_head(new))?);
        let base = text(&["merge-base", &old, &new])?;
        return Ok((side(base.trim(), path)?, side(&new, path)?));
    }
    if let Some((old, new)) = revisions.split_once("..") {
        return Ok((side(&commit(&or_head(old))?, path)?, side(&commit(&or_head(new))?, path)?));
    }
    must_exist(path)?;
    Ok((side(&commit(revisions)?, path)?, Side::here(path)?))
}

/// The commit of a revision.
fn commit(revision: &str) -> Result<String, Failure> {
    let wanted = format!("{revision}^{{commit}}");
    let found = text(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]);
    let none = |_| Failure::Usage(format!("--git: '{revision}' is no revision of this repository"));
    Ok(found.map_err(none)?.trim().to_owned())
}

/// The files of a commit below a path; a path that it does not have is an empty folder.
fn side(commit: &str, path: &Path) -> Result<Side, Failure> {
    let cannot = |e: std::io::Error| Failure::Usage(format!("files cannot be written out: {e}"));
    let folder = TempDir::new().map_err(cannot)?;
    let root = folder.path().join("files");
    std::fs::create_dir(&root).map_err(cannot)?;
    let named = path.to_string_lossy();
    let named = named.trim_end_matches('/');
    let listed = text(&["ls-tree", "-r", "-z", "--name-only", commit, "--", named])?;
    let mut whole = root.clone();
    for file in listed.split('\0').filter(|file| !file.is_empty()) {
        let within = Path::new(file).strip_prefix(path).unwrap_or(Path::new(file));
        // A path that is a file itself is one file here, too.
        let at = match within.as_os_str().is_empty() {
            true => root.join(path.file_name().unwrap_or_default()),
            false => root.join(within),
        };
        if within.as_os_str().is_empty() {
            whole.clone_from(&at);
        }
        let text = bytes(&["show", &format!("{commit}:./{file}")])?;
        let made = at.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.and_then(|()| std::fs::write(&at, text)).map_err(cannot)?;
    }
    Ok(Side { path: whole, name: path.to_owned(), _folder: Some(folder) })
}

fn text(args: &[&str]) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&bytes(args)?).into_owned())
}

/// What git prints.
fn bytes(args: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = Command::new("git").args(args).output();
    let output = output.map_err(|e| Failure::Usage(format!("git cannot be run: {e}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::Usage(format!("git {}: {}", args.first().unwrap_or(&""), said.trim())))
}
