//! `kqlab test --new RULE`: a first test file, with the tables and columns that the rule reads.

use std::io::Write;
use std::path::Path;

use kqlab::{Engine, Options};

use crate::commands::{Failure, refused, rules};

/// Writes the file beside the rule; one that is there stays.
pub(super) fn write(rule: &Path) -> Result<(), Failure> {
    let chosen = rules::choose(rule, None)?;
    let path = rule.with_extension("test.yaml");
    if path.exists() {
        return Err(Failure::Usage(format!("{} is there already", path.display())));
    }
    let engine = Engine::new(Options { now: kqlab_rules::DEFAULT_NOW, ..Options::default() })
        .map_err(|diagnostics| refused(&chosen.source, &diagnostics))?;
    let reads = engine.reads(&chosen.rule.query.text);
    let reads = reads.map_err(|diagnostics| refused(&chosen.source, &diagnostics))?;
    let text = kqlab_rules::first_tests(&reads);
    let cannot = |e| Failure::Usage(format!("{} cannot be written: {e}", path.display()));
    std::fs::write(&path, text).map_err(cannot)?;
    Ok(writeln!(anstream::stdout().lock(), "{}", path.display())?)
}
