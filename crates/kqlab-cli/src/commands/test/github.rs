//! `--format github`: annotations of a workflow. They point into the rule's file: to the operator that lost the row, or
//! to the query. <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use std::io::{Result, Write};

use kqlab::{Severity, Span};

use super::fault::{Fault, Place, faults, plain};
use super::run::Ran;
use super::{Outcome, text};

/// Writes an annotation a fault, and the summary.
pub(super) fn write(out: &mut impl Write, outcome: &Outcome<'_>) -> Result<()> {
    for fault in &outcome.findings {
        annotate(out, fault, &fault.at, "the file cannot be used")?;
    }
    for ran in &outcome.rans {
        for fault in faults(ran) {
            annotate(out, &fault, &place(ran, &fault), &ran.stated.case.name)?;
        }
    }
    writeln!(out, "{}", text::summary(outcome))
}

/// The place in the rule; of a case that cannot be run, its own.
fn place<'s>(ran: &Ran<'s>, fault: &Fault<'s>) -> Place<'s> {
    match (&fault.lost, &fault.shown) {
        (Some(lost), _) => lost.at.clone(),
        (None, Some(_)) => fault.at.clone(),
        (None, None) => Place::new(&ran.tested.query, Some(Span::default())),
    }
}

fn annotate(out: &mut impl Write, fault: &Fault<'_>, at: &Place<'_>, title: &str) -> Result<()> {
    let severity =
        fault.shown.as_ref().map_or(Severity::Error, |(_, diagnostic)| diagnostic.severity);
    let command = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut place = format!("file={}", property(at.file));
    if let Some(lines) = at.lines {
        place.push_str(&format!(",line={},endLine={}", lines.line, lines.end_line));
        // Columns are taken only where the place is on one line.
        if lines.line == lines.end_line {
            place.push_str(&format!(",col={},endColumn={}", lines.column, lines.end_column));
        }
    }
    writeln!(out, "::{command} {place},title={}::{}", property(title), data(&plain(fault)))
}

/// A message, in which only the signs of lines and `%` are escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, which may hold neither `:` nor `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
