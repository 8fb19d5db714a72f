//! The score: how many queries are read and bound as the official parser and binder do it, and which are not.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use kqlab::{Diagnostic, Engine, Options, Phase, Schema};

use crate::corpus::{Case, Column};

/// An engine without data.
pub(crate) fn engine(schemas: &[PathBuf], functions: &[PathBuf]) -> Engine {
    let (schemas, functions) = (schemas.to_vec(), functions.to_vec());
    let now = kqlab::parse_datetime("2026-01-01").unwrap();
    let options = Options { schemas, functions, now, ..Options::default() };
    Engine::new(options).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}"))
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    good: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, good: bool) {
        self.good += usize::from(good);
        self.all += 1;
    }
}

impl fmt::Display for Share {
    #[expect(clippy::cast_precision_loss, reason = "for people")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = 100.0 * self.good as f64 / self.all.max(1) as f64;
        write!(f, "{} of {} ({percent:.2} %)", self.good, self.all)
    }
}

/// A case on which the two disagree.
#[derive(Debug)]
struct Difference {
    id: String,
    official: String,
    ours: String,
    reason: Option<String>,
}

/// What came of a corpus.
#[derive(Debug, Default)]
pub(crate) struct Score {
    /// Syntax-valid queries that parse.
    parsed: Share,
    /// Invalid queries that are refused.
    rejected: Share,
    /// Queries that the official binder binds, and that bind here to the same columns.
    agreed: Share,
    /// Queries that the official binder refuses, and that are refused here.
    refused: Share,
    /// Where the queries above differ; those of `refused` apart, which may be bound against other tables.
    differences: Vec<Difference>,
    bytes: usize,
    time: Duration,
}

/// What kqlab says of a query.
struct Ours {
    errors: Vec<Diagnostic>,
    columns: Option<Schema>,
}

impl Ours {
    fn of(engine: &Engine, query: &str) -> Self {
        match engine.check(query) {
            Ok(checked) => {
                let last = checked.results.last();
                Self { errors: Vec::new(), columns: last.map(|schema| (**schema).clone()) }
            }
            Err(mut errors) => {
                errors.retain(Diagnostic::is_error);
                Self { errors, columns: None }
            }
        }
    }

    fn parses(&self) -> bool {
        self.errors.iter().all(|error| error.phase != Phase::Syntax)
    }

    /// For people: the first error, or the columns.
    fn said(&self) -> String {
        match (self.errors.first(), &self.columns) {
            (Some(error), _) => format!("{}: {}", error.code.id, error.message),
            (None, Some(schema)) => {
                let fields = schema.fields.iter().map(|f| format!("{}:{}", f.name, f.ty));
                listed(fields, schema.open)
            }
            (None, None) => "no result".to_owned(),
        }
    }
}

/// Checks each query.
pub(crate) fn score(
    engine: &Engine,
    cases: &[Case],
    exceptions: &HashMap<String, String>,
) -> Score {
    let mut score = Score::default();
    for case in cases {
        #[expect(clippy::disallowed_methods, reason = "the score tells the time it took")]
        let begin = Instant::now();
        let ours = Ours::of(engine, &case.query);
        score.time += begin.elapsed();
        score.bytes += case.query.len();
        if !score.count(case, &ours) {
            let reason = exceptions.get(&case.id).cloned();
            let (id, official, ours) = (case.id.clone(), said(case), ours.said());
            score.differences.push(Difference { id, official, ours, reason });
        }
    }
    score
}

impl Score {
    /// Counts a case; whether the two agree.
    fn count(&mut self, case: &Case, ours: &Ours) -> bool {
        if !case.syntax_errors.is_empty() {
            self.rejected.count(!ours.parses());
            return !ours.parses();
        }
        self.parsed.count(ours.parses());
        if !case.semantic_errors.is_empty() {
            self.refused.count(!ours.errors.is_empty());
            return ours.parses();
        }
        let agrees = ours.errors.is_empty()
            && match (&case.columns, &ours.columns) {
                (Some(columns), Some(schema)) => {
                    same(columns, case.open.unwrap_or_default(), schema)
                }
                (official, ours) => official.is_none() || ours.is_some(),
            };
        self.agreed.count(agrees);
        agrees
    }

    /// Whether all agree, but for the exceptions.
    pub(crate) fn holds(&self) -> bool {
        self.differences.iter().all(|difference| difference.reason.is_some())
    }
}

/// Whether the columns agree: all of them in order; of an open result those that are known.
fn same(official: &[Column], open: bool, ours: &Schema) -> bool {
    let agree = |column: &Column, field: &kqlab::Field| {
        column.name == *field.name && (column.ty == "unknown" || column.ty == field.ty.name())
    };
    let mut fields = ours.fields.iter();
    if open {
        return official.iter().all(|column| fields.any(|field| agree(column, field)));
    }
    official.len() == ours.fields.len()
        && !ours.open
        && official.iter().zip(fields).all(|(column, field)| agree(column, field))
}

/// What the official answer is, for people.
fn said(case: &Case) -> String {
    let errors = case.syntax_errors.iter().chain(&case.semantic_errors);
    match (errors.clone().next(), &case.columns) {
        (Some(error), _) => format!("error: {error}"),
        (None, Some(columns)) => {
            let columns = columns.iter().map(|column| format!("{}:{}", column.name, column.ty));
            listed(columns, case.open.unwrap_or_default())
        }
        (None, None) => "no table".to_owned(),
    }
}

fn listed(columns: impl Iterator<Item = String>, open: bool) -> String {
    let more = open.then(|| "...".to_owned());
    columns.chain(more).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(f, "{}", difference.id)?;
            writeln!(f, "  official: {}", difference.official)?;
            writeln!(f, "  kqlab:    {}", difference.ours)?;
            if let Some(reason) = &difference.reason {
                writeln!(f, "  known:    {reason}")?;
            }
        }
        let known = self.differences.iter().filter(|d| d.reason.is_some()).count();
        writeln!(f, "valid queries that parse:       {}", self.parsed)?;
        writeln!(f, "invalid queries refused:        {}", self.rejected)?;
        writeln!(f, "bound to the same columns:      {}", self.agreed)?;
        writeln!(f, "refused by both binders:        {}", self.refused)?;
        writeln!(f, "differences, known by a fact:   {}, {known}", self.differences.len())?;
        write!(f, "{} bytes checked in {} ms", self.bytes, self.time.as_millis())
    }
}
