//! What is wrong with a case, in the one shape that every format prints.

use kqlab::{Code, Diagnostic, Span};
use kqlab_rules::{Line, Lost, Mismatch, Side, Verdict};

use super::run::Ran;
use super::suite::{Finding, Tested};
use crate::output::{counted, one_line};
use crate::report::{Lines, Source};

/// Something that is wrong, and where it says so.
pub(super) struct Fault<'s> {
    pub(super) message: String,
    pub(super) hint: Option<String>,
    pub(super) code: Option<Code>,
    /// The place that it is about: the expectation, or the text that gave no answer.
    pub(super) at: Place<'s>,
    pub(super) diff: Vec<Line>,
    pub(super) lost: Option<LostAt<'s>>,
    /// As a compiler would show it.
    pub(super) shown: Option<(&'s Source, Diagnostic)>,
}

/// A place in a file.
#[derive(Clone)]
pub(super) struct Place<'s> {
    pub(super) file: &'s str,
    /// None where it is the file as a whole.
    pub(super) lines: Option<Lines>,
}

/// The operator that lost a row.
pub(super) struct LostAt<'s> {
    pub(super) operator: String,
    pub(super) at: Place<'s>,
    pub(super) rows: (usize, usize),
    pub(super) source: bool,
}

impl<'s> Place<'s> {
    pub(super) fn new(source: &'s Source, span: Option<Span>) -> Self {
        Self { file: &source.name, lines: span.map(|span| source.lines(span)) }
    }
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.lines {
            Some(lines) => write!(f, "{}:{}", self.file, lines.line),
            None => f.write_str(self.file),
        }
    }
}

impl std::fmt::Display for LostAt<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (before, after) = self.rows;
        if self.source {
            let rows = counted(after as u64, "row");
            return write!(f, "no such row comes in: `{}` has {rows} ({})", self.operator, self.at);
        }
        write!(
            f,
            "lost by `{}` ({}): {before} → {}",
            self.operator,
            self.at,
            counted(after as u64, "row")
        )
    }
}

/// What is wrong with a case that has run; nothing if it has passed.
pub(super) fn faults<'s>(ran: &Ran<'s>) -> Vec<Fault<'s>> {
    let shown =
        |source: &'s Source| move |diagnostic: &Diagnostic| shown(source, diagnostic.clone());
    match &ran.verdict {
        Verdict::Passed => Vec::new(),
        Verdict::Failed(mismatches) => {
            mismatches.iter().map(|mismatch| failed(ran, mismatch)).collect()
        }
        Verdict::Refused(diagnostics) => diagnostics.iter().map(shown(&ran.tested.query)).collect(),
        Verdict::Broken(diagnostics) => diagnostics.iter().map(shown(&ran.stated.source)).collect(),
    }
}

/// What is wrong with a file.
pub(super) fn finding(finding: &Finding) -> Fault<'_> {
    shown(&finding.source, finding.diagnostic.clone())
}

fn failed<'s>(ran: &Ran<'s>, mismatch: &Mismatch) -> Fault<'s> {
    Fault {
        message: mismatch.message.clone(),
        hint: None,
        code: None,
        at: Place::new(&ran.stated.source, Some(mismatch.span)),
        diff: mismatch.diff.clone(),
        lost: mismatch.lost.as_ref().map(|lost| lost_at(ran.tested, lost)),
        shown: None,
    }
}

fn lost_at<'s>(tested: &'s Tested, lost: &Lost) -> LostAt<'s> {
    LostAt {
        operator: one_line(&lost.operator),
        at: Place::new(&tested.query, Some(lost.stage)),
        rows: lost.rows,
        source: lost.source,
    }
}

fn shown(source: &Source, diagnostic: Diagnostic) -> Fault<'_> {
    Fault {
        message: diagnostic.message.clone(),
        hint: diagnostic.hint.clone(),
        code: Some(diagnostic.code),
        at: Place::new(source, diagnostic.span),
        diff: Vec::new(),
        lost: None,
        shown: Some((source, diagnostic)),
    }
}

/// `-` and `+`, as in a diff.
pub(super) fn sign(side: Side) -> char {
    match side {
        Side::Expected => '-',
        Side::Found => '+',
    }
}

/// The fault without colours, for formats that take text.
pub(super) fn plain(fault: &Fault<'_>) -> String {
    let mut text = format!("{}\nat {}", fault.message, fault.at);
    for line in &fault.diff {
        text.push_str(&format!("\n{} {}", sign(line.side), line.text));
    }
    if let Some(lost) = &fault.lost {
        text.push_str(&format!("\n{lost}"));
    }
    if let Some(hint) = &fault.hint {
        text.push_str(&format!("\nhint: {hint}"));
    }
    text
}
