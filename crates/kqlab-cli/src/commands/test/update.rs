//! `--update`: what came out is written into the cases that failed. The rest of a file stays as it is.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use kqlab_rules::{Verdict, load_tests, run_case};
use similar::TextDiff;

use super::Outcome;
use super::run::Ran;
use crate::commands::Failure;
use crate::output::counted;
use crate::style::{green, red};

/// Rewrites the failing cases, shows what changed in their files, and tells how many cases are left.
pub(super) fn write(out: &mut impl Write, outcome: &Outcome<'_>) -> Result<usize, Failure> {
    let (mut left, mut updated) = (0, 0);
    let mut files: BTreeMap<&Path, (String, String)> = BTreeMap::new();
    for ran in outcome.rans.iter().filter(|ran| !ran.passed()) {
        let Some(path) = ran.stated.path.as_deref() else {
            writeln!(
                out,
                "not updated: '{}' is a test of the rule's own file",
                ran.stated.case.name
            )?;
            left += 1;
            continue;
        };
        let text = ran.stated.source.text.clone();
        let (_, new) = files.entry(path).or_insert_with(|| (text.clone(), text));
        match rewritten(ran, path, new) {
            Ok(text) => {
                *new = text;
                updated += 1;
            }
            Err(why) => {
                writeln!(out, "not updated: '{}' {why}", ran.stated.case.name)?;
                left += 1;
            }
        }
    }
    for (path, (old, new)) in files.iter().filter(|(_, (old, new))| old != new) {
        show(out, path, old, new)?;
        let cannot = |e| Failure::Usage(format!("{} cannot be written: {e}", path.display()));
        std::fs::write(path, new).map_err(cannot)?;
    }
    writeln!(out, "{} updated", counted(updated, "case"))?;
    Ok(left)
}

/// The file's text with the case as it came out; it is read and run once more before it is believed.
fn rewritten(ran: &Ran<'_>, path: &Path, text: &str) -> Result<String, String> {
    if !matches!(ran.verdict, Verdict::Failed(_)) {
        return Err("gave no answer that could be written".to_owned());
    }
    let (rule, name) = (&ran.tested.rule, &ran.stated.case.name);
    let new = kqlab_rules::update(rule, &ran.stated.case, text)
        .ok_or("gave no rows that could be written")?;
    let file = load_tests(path, &new)
        .map_err(|_| "would no longer be YAML that kqlab reads".to_owned())?;
    let case = file.cases.iter().find(|case| case.name == *name);
    match case.map(|case| run_case(rule, case)) {
        Some(Verdict::Passed) => Ok(new),
        Some(Verdict::Failed(left)) => {
            let why = left.into_iter().next().map(|mismatch| mismatch.message).unwrap_or_default();
            Err(format!("expects what only a person can change: {why}"))
        }
        Some(Verdict::Refused(_) | Verdict::Broken(_)) | None => {
            Err("cannot be run again".to_owned())
        }
    }
}

fn show(out: &mut impl Write, path: &Path, old: &str, new: &str) -> std::io::Result<()> {
    let name = path.display().to_string();
    let diff = TextDiff::from_lines(old, new);
    for line in diff.unified_diff().context_radius(2).header(&name, &name).to_string().lines() {
        match line.as_bytes().first() {
            Some(b'-') => writeln!(out, "{}", red(line))?,
            Some(b'+') => writeln!(out, "{}", green(line))?,
            _ => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}
