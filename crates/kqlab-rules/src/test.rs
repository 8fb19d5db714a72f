//! Running tests: a case's data becomes an engine, the rule is run, and what came out is compared.

mod compare;
mod engine;
mod lost;
mod update;
mod value;

use kqlab::{Diagnostic, Engine, Span};

use crate::case::{Case, Expect};
use crate::rule::Rule;
use crate::run::{Outcome, Over, ask, run};

pub(crate) use compare::alert::entities;
pub(crate) use compare::json;
pub use lost::Lost;
pub use update::update;

/// What became of a case.
#[derive(Debug)]
pub enum Verdict {
    /// All is as expected.
    Passed,
    /// Something is not as expected.
    Failed(Vec<Mismatch>),
    /// The query gave no answer, and none of its diagnostics is expected; the spans are of the query.
    Refused(Vec<Diagnostic>),
    /// The case cannot be run; the spans are of its file.
    Broken(Vec<Diagnostic>),
}

/// Something that is not as expected.
#[derive(Debug)]
pub struct Mismatch {
    /// What, in one sentence.
    pub message: String,
    /// The expectation, in the test's file.
    pub span: Span,
    /// What was expected (`-`) and what came out (`+`).
    pub diff: Vec<Line>,
    /// Where an expected row went.
    pub lost: Option<Lost>,
}

/// A line of a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which side.
    pub side: Side,
    /// A row, or what else was compared.
    pub text: String,
}

/// The sides of a diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It was expected and did not come.
    Expected,
    /// It came and was not expected.
    Found,
}

/// Runs a case of a rule.
#[must_use]
pub fn run_case(rule: &Rule, case: &Case) -> Verdict {
    match actual(rule, case) {
        Actual::Broken(diagnostics) => Verdict::Broken(diagnostics),
        Actual::Refused(diagnostics) => refused(&case.expect, diagnostics),
        Actual::Ran(ran) => {
            let Ran { engine, over, outcome } = *ran;
            let misfits = engine::misfits(case, &outcome.answer.warnings);
            if !misfits.is_empty() {
                return Verdict::Broken(misfits);
            }
            let mut found = compare::compare(case, &outcome, engine.now());
            if found.is_empty() {
                return Verdict::Passed;
            }
            let asked = ask(rule, over, engine.now()).ok();
            for mismatch in &mut found {
                if let Some(wanted) = mismatch.wanted.take() {
                    let asked = asked.as_ref();
                    mismatch.told.lost =
                        asked.and_then(|asked| lost::lost(&engine, asked, &wanted));
                }
            }
            Verdict::Failed(found.into_iter().map(|mismatch| mismatch.told).collect())
        }
    }
}

enum Actual {
    Broken(Vec<Diagnostic>),
    Refused(Vec<Diagnostic>),
    Ran(Box<Ran>),
}

struct Ran {
    engine: Engine,
    over: Over,
    outcome: Outcome,
}

fn actual(rule: &Rule, case: &Case) -> Actual {
    let mut engine = match engine::engine(case) {
        Ok(engine) => engine,
        Err(diagnostics) => return Actual::Broken(diagnostics),
    };
    let over = match case.given.range {
        Some(window) => Over::Range(window),
        None if case.given.scheduled => Over::Schedule,
        None => Over::Everything,
    };
    match run(&mut engine, rule, over) {
        Ok(outcome) => Actual::Ran(Box::new(Ran { engine, over, outcome })),
        Err(diagnostics) => Actual::Refused(diagnostics),
    }
}

/// There is no answer: as expected, where the code of a diagnostic is.
fn refused(expect: &Expect, diagnostics: Vec<Diagnostic>) -> Verdict {
    let Some((code, span)) = &expect.error else { return Verdict::Refused(diagnostics) };
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(|d| d.is_error()).collect();
    if errors.iter().any(|error| error.code.id == code) {
        return Verdict::Passed;
    }
    let line = |error: &&Diagnostic| Line {
        side: Side::Found,
        text: format!("{}: {}", error.code.id, error.message),
    };
    let expected = Line { side: Side::Expected, text: code.clone() };
    let message = "another error is expected".to_owned();
    let diff = std::iter::once(expected).chain(errors.iter().map(line)).collect();
    Verdict::Failed(vec![Mismatch { message, span: *span, diff, lost: None }])
}
