//! Running a rule: over all of the data, over a time, or as its schedule would.

use std::borrow::Cow;

use kqlab::{Answer, Diagnostic, Engine, Phase, Question, Span, TimeRange};
use kqlab_syntax::codes::rules::{MISSING_KEY, NO_TIME};
use kqlab_syntax::time::format_datetime;

use crate::Placement;
use crate::alert::{Alert, alerts};
use crate::placeholder;
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

/// The query that is asked.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Its text.
    pub text: Cow<'a, str>,
    /// The time that its tables show.
    pub range: Option<TimeRange>,
    /// Where the text stands in the rule's own; the same, if there is none.
    placement: Option<Placement>,
}

impl Asked<'_> {
    /// A diagnostic of the text as one of the rule's query.
    #[must_use]
    pub fn place(&self, diagnostic: Diagnostic) -> Diagnostic {
        match &self.placement {
            Some(placement) => placement.diagnostic(diagnostic),
            None => diagnostic,
        }
    }

    /// A span of the text as one of the rule's query.
    #[must_use]
    pub fn place_span(&self, span: Span) -> Span {
        self.placement.as_ref().map_or(span, |placement| placement.place(span))
    }
}

/// Runs the rule's query and makes alerts of its rows.
///
/// # Errors
/// Why there is no answer; the spans are of the query.
pub fn run(engine: &mut Engine, rule: &Rule, over: Over) -> Result<Outcome, Vec<Diagnostic>> {
    let asked = ask(rule, over, engine.now()).map_err(|fault| vec![fault])?;
    engine.set_range(asked.range);
    outcome(rule, &asked, engine.run(&asked.text))
}

/// Runs rules side by side, each with the outcome that [`run`] has; a table that several of them read is read once, if
/// what they read of it fits into `bytes` of memory beside the other tables that are kept.
///
/// `make` is given each rule's position and outcome, on any thread; what it makes of it goes to `take`, in the rules'
/// order, on the caller's.
///
/// # Errors
/// The first of `take`; the rules that have not begun by then are not run.
pub fn run_all<T: Send, E>(
    engine: &Engine,
    rules: &[&Rule],
    over: Over,
    bytes: u64,
    make: impl Fn(usize, Result<Outcome, Vec<Diagnostic>>) -> T + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let asked = rules.iter().map(|rule| ask(rule, over, engine.now()));
    let asked: Vec<Result<Asked<'_>, Diagnostic>> = asked.collect();
    let able: Vec<(usize, &Asked<'_>)> = asked
        .iter()
        .enumerate()
        .filter_map(|(at, asked)| Some((at, asked.as_ref().ok()?)))
        .collect();
    let asking = able.iter().map(|(_, asked)| Question { text: &asked.text, range: asked.range });
    let questions: Vec<Question<'_>> = asking.collect();
    let unable =
        |at: usize| asked[at].as_ref().err().map(|fault| make(at, Err(vec![fault.clone()])));
    let mut next = 0;
    engine.run_all(
        &questions,
        bytes,
        |question, answer| {
            let (at, asked) = able[question];
            make(at, outcome(rules[at], asked, answer))
        },
        |question, made| {
            let (at, _) = able[question];
            for at in next..at {
                unable(at).map_or(Ok(()), |made| take(at, made))?;
            }
            next = at + 1;
            take(at, made)
        },
    )?;
    (next..rules.len()).try_for_each(|at| unable(at).map_or(Ok(()), |made| take(at, made)))
}

/// What a rule makes of its query's answer.
fn outcome(
    rule: &Rule,
    asked: &Asked<'_>,
    answer: Result<Answer, Vec<Diagnostic>>,
) -> Result<Outcome, Vec<Diagnostic>> {
    let place = |found: Vec<Diagnostic>| found.into_iter().map(|d| asked.place(d)).collect();
    let mut answer = answer.map_err(place)?;
    answer.warnings = place(answer.warnings);
    let alerts = answer.results.first().map(|table| alerts(rule, table)).unwrap_or_default();
    Ok(Outcome { answer, alerts })
}

/// What a run of the rule at `now` asks.
///
/// # Errors
/// The rule has no schedule, or its query waits for a time that is not said.
pub fn ask(rule: &Rule, over: Over, now: i64) -> Result<Asked<'_>, Diagnostic> {
    let window = match over {
        Over::Everything => None,
        Over::Range(window) => Some(window),
        Over::Schedule => Some(rule.schedule.ok_or_else(no_schedule)?.window(now)),
    };
    match (&rule.query.windowed, window) {
        (Some(windowed), Some(window)) => Ok(Asked {
            text: over_window(windowed, window, over).into(),
            range: None,
            placement: Some(Placement::whole(0)),
        }),
        (None, Some(window)) => {
            let (text, placement) = placeholder::fill(&rule.query.text, window);
            let range = TimeRange { from: window.from, to: window.to };
            Ok(Asked { text, range: Some(range), placement })
        }
        (_, None) => match placeholder::find(&rule.query.text) {
            Some((name, span)) => {
                let message = format!("the query waits for a time in place of `{name}`");
                Err(Diagnostic::error(Phase::Syntax, NO_TIME, span, message)
                    .with_hint("say which with --from and --to"))
            }
            None => Ok(Asked { text: (&rule.query.text).into(), range: None, placement: None }),
        },
    }
}

fn no_schedule() -> Diagnostic {
    let message = "a rule that the clock runs is expected, and this one has no schedule".to_owned();
    Diagnostic::error(Phase::Syntax, MISSING_KEY, Span::default(), message)
        .without_span()
        .with_hint("a Sentinel rule says `queryFrequency` and `queryPeriod`; --from and --to run any query over a time")
}

/// A query of a window, over one. A run by the clock sees its own instant too, as Elasticsearch's `lte` does.
fn over_window(windowed: &str, window: Window, over: Over) -> String {
    let to = if over == Over::Schedule { window.to } else { window.to - 1 };
    let (from, to) = (format_datetime(window.from), format_datetime(to));
    format!("let _from = datetime({from});\nlet _to = datetime({to});\n{windowed}")
}

/// A query of a window, over the period that ends now.
pub(crate) fn over_period(windowed: &str, period: i64) -> String {
    let ticks = period / 10_000_000;
    format!("let _to = now();\nlet _from = _to - {ticks}s;\n{windowed}")
}
