//! Queries broken on purpose, one token at a time, and whether the first error is on the line that the official
//! parser names.

use std::fmt;

use kqlab_syntax::{Diagnostic, Phase, parse, tokens};
use serde_json::json;

use crate::corpus::Case;
use crate::numbers::Numbers;

/// Broken queries as JSON lines, for the official parser to answer; each text once.
pub(crate) fn made(cases: &[Case], count: usize, seed: u64) -> Vec<String> {
    let valid: Vec<&Case> = cases.iter().filter(|case| case.syntax_errors.is_empty()).collect();
    let mut numbers = Numbers(seed);
    let mut made = Vec::new();
    while made.len() < count && !valid.is_empty() {
        let case = valid[numbers.below(valid.len())];
        if let Some((how, query)) = broken(&case.query, &mut numbers) {
            let id = format!("{}:{how}:{}", case.id, made.len());
            made.push(json!({"id": id, "query": query}).to_string());
        }
    }
    made
}

/// The query with one token deleted, doubled or misspelt, and how.
fn broken(query: &str, numbers: &mut Numbers) -> Option<(&'static str, String)> {
    let tokens = tokens(query).tokens;
    let tokens: Vec<_> = tokens.iter().filter(|token| token.span.start < token.span.end).collect();
    if tokens.is_empty() {
        return None;
    }
    let range = tokens[numbers.below(tokens.len())].span.range();
    let (before, token, after) =
        (&query[..range.start], &query[range.clone()], &query[range.end..]);
    match numbers.below(3) {
        0 => Some(("deleted", format!("{before}{after}"))),
        1 => Some(("doubled", format!("{before}{token} {token}{after}"))),
        _ => Some(("misspelt", format!("{before}{}{after}", misspelt(token, numbers)?))),
    }
}

/// A word with two letters swapped, one left out or one doubled.
fn misspelt(word: &str, numbers: &mut Numbers) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 || !letters.iter().all(|c| c.is_alphanumeric() || "_-".contains(*c)) {
        return None;
    }
    let at = numbers.below(letters.len() - 1);
    match numbers.below(3) {
        0 if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        1 => letters.insert(at, letters[at]),
        _ => drop(letters.remove(at)),
    }
    Some(letters.into_iter().collect())
}

/// What came of comparing lines.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Both refuse, on the same line.
    same: usize,
    /// Both take the query.
    taken: usize,
    /// The rest, for people.
    differences: Vec<String>,
}

/// Compares the line of the first syntax error of each query; a case without a line is one that is taken.
pub(crate) fn compared(cases: &[Case]) -> Lines {
    let mut lines = Lines::default();
    for case in cases {
        let found = parse(&case.query).diagnostics.into_iter().find(is_syntax_error);
        let line = found.as_ref().map(|error| line_of(&case.query, error));
        match (case.line, line) {
            (None, None) => lines.taken += 1,
            (official, ours) if official == ours => lines.same += 1,
            (official, ours) => {
                let message = found.map(|error| error.message).unwrap_or_default();
                let official = official.map_or("none".to_owned(), |line| line.to_string());
                let ours = ours.map_or("none".to_owned(), |line| format!("{line}, {message}"));
                let difference = format!("{}\n  official: {official}\n  kqlab:    {ours}", case.id);
                lines.differences.push(difference);
            }
        }
    }
    lines
}

/// An unknown type is well-formed, and an error of names.
fn is_syntax_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.is_error() && diagnostic.phase == Phase::Syntax
}

fn line_of(query: &str, error: &Diagnostic) -> usize {
    let start = error.span.map_or(0, |span| span.start as usize);
    query[..start].matches('\n').count() + 1
}

impl Lines {
    /// Whether all are the same.
    pub(crate) fn hold(&self) -> bool {
        self.differences.is_empty()
    }
}

impl fmt::Display for Lines {
    #[expect(clippy::cast_precision_loss, reason = "for people")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(f, "{difference}")?;
        }
        let wrong = self.same + self.differences.len();
        let percent = 100.0 * self.same as f64 / wrong.max(1) as f64;
        writeln!(f, "refused on the same line: {} of {wrong} ({percent:.2} %)", self.same)?;
        write!(f, "taken by both:            {}", self.taken)
    }
}
