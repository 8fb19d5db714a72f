//! Running a rule: over all of the data, over a time, or as its schedule would.

use std::borrow::Cow;

use kqlab::{Answer, Diagnostic, Engine, TimeRange};

use crate::alert::{Alert, alerts};
use crate::placeholder::fill;
use crate::rule::{Rule, Window};

/// What a run gave.
#[derive(Debug)]
pub struct Outcome {
    /// What the query gave.
    pub answer: Answer,
    /// The alerts that are made of its first result.
    pub alerts: Vec<Alert>,
}

/// Over which time a rule is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// All of the data.
    Everything,
    /// This time; it is also what placeholders stand for.
    Range(Window),
    /// The time that a run by the clock sees, which ends now.
    Schedule,
}

/// Runs the rule's query and makes alerts of its rows.
///
/// # Errors
/// Why there is no answer; the spans are of the query.
pub fn run(engine: &mut Engine, rule: &Rule, over: Over) -> Result<Outcome, Vec<Diagnostic>> {
    see(engine, rule, over);
    let answer = engine.run(&text(rule, over))?;
    let alerts = answer.results.first().map(|table| alerts(rule, table)).unwrap_or_default();
    Ok(Outcome { answer, alerts })
}

/// The query that is asked.
#[must_use]
pub fn text(rule: &Rule, over: Over) -> Cow<'_, str> {
    match over {
        Over::Schedule => rule.query.scheduled.as_ref().unwrap_or(&rule.query.text).into(),
        Over::Everything => (&rule.query.text).into(),
        Over::Range(window) => fill(&rule.query.text, window).into(),
    }
}

/// Lets the engine see the time; a text that says its time itself is let see all.
pub(crate) fn see(engine: &mut Engine, rule: &Rule, over: Over) {
    let window = match over {
        Over::Everything => None,
        Over::Range(window) => Some(window),
        Over::Schedule if rule.query.scheduled.is_some() => None,
        Over::Schedule => rule.schedule.map(|schedule| schedule.window(engine.now())),
    };
    engine.set_range(window.map(|window| TimeRange { from: window.from, to: window.to }));
}
