//! `--format tap`: the Test Anything Protocol, version 14. <https://testanything.org/tap-version-14-specification.html>

use std::io::{Result, Write};

use serde_json::json;

use super::Outcome;
use super::fault::{Fault, faults, plain};

/// Writes a test point a case; files at fault are test points that failed.
pub(super) fn write(out: &mut impl Write, outcome: &Outcome<'_>) -> Result<()> {
    let errors: Vec<&Fault<'_>> = outcome.errors_found().collect();
    writeln!(out, "TAP version 14\n1..{}", errors.len() + outcome.rans.len())?;
    for (number, fault) in errors.iter().enumerate() {
        writeln!(out, "not ok {} - {}", number + 1, described(fault.at.file))?;
        describe(out, std::slice::from_ref(*fault))?;
    }
    for (number, ran) in outcome.rans.iter().enumerate() {
        let ok = if ran.passed() { "ok" } else { "not ok" };
        let name = format!("{}: {}", ran.tested.title(), ran.stated.case.name);
        writeln!(out, "{ok} {} - {}", errors.len() + number + 1, described(&name))?;
        if !ran.passed() {
            describe(out, &faults(ran))?;
        }
    }
    Ok(())
}

/// A YAML block below a test point; a JSON string is a YAML string.
fn describe(out: &mut impl Write, faults: &[Fault<'_>]) -> Result<()> {
    writeln!(out, "  ---\n  faults:")?;
    for fault in faults {
        writeln!(out, "    - message: {}", json!(fault.message))?;
        writeln!(out, "      at: {}", json!(fault.at.to_string()))?;
        if let Some(code) = fault.code {
            writeln!(out, "      code: {}", code.id)?;
        }
        writeln!(out, "      text: |")?;
        for line in plain(fault).lines() {
            writeln!(out, "        {line}")?;
        }
    }
    writeln!(out, "  ...")
}

/// A description: `#` would begin a directive, and a line is one test point.
fn described(text: &str) -> String {
    text.replace('\\', "\\\\").replace('#', "\\#").replace(['\n', '\r'], " ")
}
