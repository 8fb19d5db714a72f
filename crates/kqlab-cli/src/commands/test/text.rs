//! `--format text`: what failed, and why; what passed is counted.

use std::io::{Result, Write};

use super::Outcome;
use super::fault::{Fault, faults, sign};
use super::run::Ran;
use crate::output::counted;
use crate::report;
use crate::style::{bold, dim, green, red};

use kqlab_rules::Side;

/// Writes the outcome, rule by rule.
pub(super) fn write(out: &mut impl Write, outcome: &Outcome<'_>, verbose: bool) -> Result<()> {
    for fault in &outcome.findings {
        self::fault(out, fault, "")?;
    }
    for rans in outcome.by_rule() {
        rule(out, rans, verbose)?;
    }
    writeln!(out, "{}", summary(outcome))
}

fn rule(out: &mut impl Write, rans: &[Ran<'_>], verbose: bool) -> Result<()> {
    let Some(first) = rans.first() else { return Ok(()) };
    let passed = rans.iter().filter(|ran| ran.passed()).count();
    let failed = rans.len() - passed;
    let name = first.tested.title();
    if failed == 0 {
        writeln!(out, "{} {name}: {passed} passed", green("✓"))?;
    } else {
        writeln!(
            out,
            "{} {name}: {passed} passed, {}",
            red("✗"),
            red(&format!("{failed} failed"))
        )?;
    }
    for ran in rans {
        if ran.passed() && verbose {
            writeln!(out, "  {} {}", green("✓"), ran.stated.case.name)?;
        } else if !ran.passed() {
            writeln!(out, "  {} {}", red("✗"), bold(&ran.stated.case.name))?;
            faults(ran).iter().try_for_each(|fault| self::fault(out, fault, "    "))?;
        }
    }
    Ok(())
}

fn fault(out: &mut impl Write, fault: &Fault<'_>, indent: &str) -> Result<()> {
    if let Some((source, diagnostic)) = &fault.shown {
        let text = report::render(source, std::slice::from_ref(diagnostic));
        for line in text.lines() {
            writeln!(out, "{}", format!("{indent}{line}").trim_end())?;
        }
        return Ok(());
    }
    writeln!(out, "{indent}{} {}", fault.message, dim(&format!("({})", fault.at)))?;
    for line in &fault.diff {
        let text = format!("{} {}", sign(line.side), line.text);
        let text = match line.side {
            Side::Expected => red(&text),
            Side::Found => green(&text),
        };
        writeln!(out, "{indent}{text}")?;
    }
    match &fault.lost {
        Some(lost) => writeln!(out, "{indent}{lost}"),
        None => Ok(()),
    }
}

/// How many cases passed.
pub(super) fn summary(outcome: &Outcome<'_>) -> String {
    let (passed, failed) = outcome.counts();
    let cases = counted(outcome.rans.len() as u64, "case");
    let rules = counted(outcome.by_rule().count() as u64, "rule");
    let mut line = format!("{cases} of {rules}: {passed} passed, {failed} failed");
    let errors = outcome.errors();
    if errors > 0 {
        line.push_str(&format!("; {} in files", counted(errors as u64, "error")));
    }
    if outcome.untested > 0 {
        line.push_str(&format!("; {} without tests", counted(outcome.untested as u64, "rule")));
    }
    if failed + errors > 0 { red(&line) } else { green(&line) }
}
