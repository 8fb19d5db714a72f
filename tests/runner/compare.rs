//! What came out against what was known.

use std::path::Path;

use crate::{case, print};

/// Runs a case and compares; writes the golden file when `update`.
pub(crate) fn golden(path: &Path, update: bool) -> Result<(), String> {
    let case = case::load(path)?;
    let found = print::outcome(&case);
    let file = path.with_extension("expected");
    if update {
        return std::fs::write(&file, found).map_err(|error| error.to_string());
    }
    let expected = case::read(&file)?;
    if expected == found {
        return Ok(());
    }
    Err(format!("expected:\n{expected}\nfound:\n{found}"))
}

/// Formats the case's text: the meaning stays, and formatting again changes nothing.
pub(crate) fn format(path: &Path) -> Result<(), String> {
    let case = case::load(path)?;
    let parsed = kqlab_syntax::parse(&case.query);
    if !parsed.diagnostics.is_empty() {
        return Ok(());
    }
    let once = kqlab_syntax::format(&case.query).map_err(|d| format!("{d:?}"))?;
    let again = kqlab_syntax::format(&once).map_err(|d| format!("{d:?}\n{once}"))?;
    if once != again {
        return Err(format!("not idempotent:\n{once}\nthen:\n{again}"));
    }
    if !kqlab_syntax::ast::same(&parsed.query, &kqlab_syntax::parse(&once).query) {
        return Err(format!("the meaning changed:\n{once}"));
    }
    Ok(())
}
