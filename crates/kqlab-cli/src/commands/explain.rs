//! `kqlab explain`

use std::io::Write;

use kqlab_rules::checkable;

use super::rules::Chosen;
use super::{Failure, engine, query, refused};
use crate::args::ExplainArgs;
use crate::report;

/// Prints the typed plan.
pub(crate) fn run(args: &ExplainArgs) -> Result<(), Failure> {
    let Chosen { rule, source } = query(&args.query)?;
    let engine = engine(&args.data)?;
    let explained =
        engine.explain(&checkable(&rule.query.text)).map_err(|d| refused(&source, &d))?;
    report::print(&source, &explained.warnings);
    let mut out = anstream::stdout().lock();
    out.write_all(explained.text.as_bytes())?;
    if !explained.text.ends_with('\n') {
        writeln!(out)?;
    }
    Ok(out.flush()?)
}
