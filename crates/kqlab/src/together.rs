//! Queries run side by side over tables that are read once.
//!
//! All queries are bound first, so that it is known what they read together; then they run on all cores, and what they
//! give is handed over in their order. A query that is there several times runs once, and so does a part of several.

use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use indexmap::IndexMap;
use kqlab_syntax::Diagnostic;

use crate::engine::{answer, results};
use crate::in_order::in_order;
use crate::session::{self, Columns, Prepared, Ready};
use crate::shelf::{Shelf, Wants};
use crate::source::Reading;
use crate::{Answer, Engine, TimeRange};

/// A query to be run beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Question<'q> {
    /// The query.
    pub text: &'q str,
    /// The time that it sees; `None` is all of it.
    pub range: Option<TimeRange>,
}

/// A query before it runs.
struct Planned {
    /// Taken when it runs.
    ready: Mutex<Option<Ready>>,
    wants: Wants,
}

type Outcome = Result<Answer, Vec<Diagnostic>>;

/// What a query gives that is asked so many times more.
struct Told {
    left: usize,
    outcome: Option<Outcome>,
}

impl Engine {
    /// Runs queries. Each gives what [`Engine::run`] gives alone, warnings included; a table that several of them read
    /// is read once, if what they read of it fits into `bytes` of memory beside the other tables that are kept.
    ///
    /// `make` is given each query's position and answer, on any thread; what it makes of it goes to `take`, in the
    /// queries' order, on the caller's.
    ///
    /// # Errors
    /// The first of `take`; the queries that have not begun by then are not run.
    pub fn run_all<T: Send, E>(
        &self,
        questions: &[Question<'_>],
        bytes: u64,
        make: impl Fn(usize, Outcome) -> T + Sync,
        take: impl FnMut(usize, T) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut asked: IndexMap<&Question<'_>, usize> = IndexMap::new();
        questions.iter().for_each(|question| *asked.entry(question).or_default() += 1);
        let mut planned = Vec::with_capacity(asked.len());
        let Ok(()) = in_order(
            asked.len(),
            |at| Planned::new(self, asked.get_index(at).expect("invariant: so many").0),
            |_, plan| {
                planned.push(plan);
                Ok::<(), Infallible>(())
            },
        );
        let shelf = Shelf::new(planned.iter().map(|plan| &plan.wants), bytes);
        let told: Vec<Mutex<Told>> = asked.values().map(|times| Told::nothing(*times)).collect();
        let work = |at: usize| {
            let question = &questions[at];
            let of = asked.get_index_of(question).expect("invariant: it is asked");
            let run = || {
                let answer = planned[of].run(self, question, &shelf);
                shelf.release(&planned[of].wants);
                answer
            };
            make(at, Told::next(&told[of], run))
        };
        in_order(questions.len(), work, take)
    }
}

impl Told {
    fn nothing(left: usize) -> Mutex<Self> {
        Mutex::new(Self { left, outcome: None })
    }

    /// The outcome for whoever asks next; the first runs the query, and the others wait for that.
    fn next(told: &Mutex<Self>, run: impl FnOnce() -> Outcome) -> Outcome {
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = told.outcome.take().unwrap_or_else(run);
        told.left -= 1;
        if told.left > 0 {
            told.outcome = Some(outcome.clone());
        }
        outcome
    }
}

impl Planned {
    fn new(engine: &Engine, question: &Question<'_>) -> Self {
        let Prepared { ready, needs } = session::prepared(engine, question.text);
        Self { ready: Mutex::new(ready), wants: Wants::new(engine, needs, question.range) }
    }

    fn run(&self, engine: &Engine, question: &Question<'_>, shelf: &Shelf) -> Outcome {
        let source = Reading::from_shelf(engine, question.range, Some(shelf));
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner).take();
        let outcome = match ready {
            Some(ready) => session::with_ready(ready, &source, results),
            None => session::with_plan(engine, &source, question.text, Columns::Needed, results),
        };
        answer(question.text, source, outcome)
    }
}
