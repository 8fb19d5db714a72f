//! `kqlab fmt`: canonical layout; of a rule only the query is touched.

use std::io::Write;
use std::path::Path;

use similar::TextDiff;

use super::files::{self, Found};
use super::{Failure, read_stdin, text};
use crate::args::FmtArgs;
use crate::output::counted;
use crate::report::{self, Source};
use kqlab::Diagnostic;
use kqlab_rules::Placement;

/// Formats the files.
pub(crate) fn run(args: &FmtArgs) -> Result<(), Failure> {
    if args.paths == [Path::new("-")] {
        return stdin();
    }
    let (mut changed, mut failed) = (0_u64, false);
    let mut out = anstream::stdout().lock();
    for file in files::expand(&args.paths)? {
        let old = match file.text() {
            Ok(Some(old)) => old,
            Ok(None) => continue,
            Err(unread) => {
                report::print(&unread.source, &[unread.fault]);
                failed = true;
                continue;
            }
        };
        let new = match formatted(&file, &old) {
            Ok(Some(new)) => new,
            Ok(None) => continue,
            Err(()) => {
                failed = true;
                continue;
            }
        };
        if new == old {
            continue;
        }
        changed += 1;
        let name = file.path.display().to_string();
        if args.check {
            let diff = TextDiff::from_lines(&old, &new);
            write!(out, "{}", diff.unified_diff().header(&name, &name))?;
        } else {
            save(&file.path, &new)?;
            writeln!(out, "{name}")?;
        }
    }
    let verb = if args.check { "would change" } else { "changed" };
    writeln!(out, "{} {verb}", counted(changed, "file"))?;
    if failed || (args.check && changed > 0) { Err(Failure::Reported) } else { Ok(()) }
}

fn stdin() -> Result<(), Failure> {
    let query = text("standard input", &read_stdin()?)?;
    match kqlab::format(&query) {
        Ok(formatted) => Ok(anstream::stdout().lock().write_all(formatted.as_bytes())?),
        Err(diagnostics) => {
            let name = "standard input".to_owned();
            report::print(&Source::new(name, query, Placement::at(0)), &diagnostics);
            Err(Failure::Reported)
        }
    }
}

/// The file's new text; `None` where there is nothing of KQL to lay out. What is wrong has been reported.
fn formatted(file: &Found, old: &str) -> Result<Option<String>, ()> {
    let name = file.path.display().to_string();
    let source = |placement| Source::new(name.clone(), old.to_owned(), placement);
    let loaded = match kqlab_rules::load(&file.path, old) {
        Ok(loaded) => loaded,
        Err(fault) if file.is_no_rule(&fault) => return Ok(None),
        Err(diagnostic) => {
            report::print(&source(Placement::at(0)), &[diagnostic]);
            return Err(());
        }
    };
    if loaded.rules.is_empty() && loaded.findings.iter().any(Diagnostic::is_error) {
        report::print(&source(Placement::at(0)), &loaded.findings);
        return Err(());
    }
    // From the last to the first, so that what is replaced moves no other query.
    let mut text = old.to_owned();
    for rule in
        loaded.rules.iter().rev().filter(|rule| rule.query.file.is_none() && rule.query.original)
    {
        let query = kqlab::format(&rule.query.text).map_err(|diagnostics| {
            report::print(&source(rule.query.placement.clone()), &diagnostics);
        })?;
        if rule.query.plain {
            return Ok(Some(query));
        }
        text = match rule.query.placement.replace(&text, &query) {
            Some(text) => text,
            None if query.trim_end() == rule.query.text.trim_end() => continue,
            None => {
                let message = format!("{name}: the query stands in no block of its own");
                report::failed(&message, Some("write it as a literal block: `query: |`"));
                return Err(());
            }
        };
    }
    Ok(Some(text))
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    let cannot = |e| Failure::Usage(format!("{} cannot be written: {e}", path.display()));
    std::fs::write(path, text).map_err(cannot)
}
