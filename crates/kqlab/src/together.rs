//! Queries run side by side over tables that are read once.
//!
//! All queries are bound first, so that it is known what they read together; then they run on all cores, and what they
//! give is handed over in their order.

use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

use kqlab_syntax::Diagnostic;

use crate::engine::{answer, results};
use crate::in_order::in_order;
use crate::session::{self, Columns, Prepared, Ready};
use crate::shelf::{self, Shelf, Want};
use crate::source::Reading;
use crate::{Answer, Engine, TimeRange};

/// A query to be run beside others.
#[derive(Clone, Copy, Debug)]
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
    wants: Vec<Want>,
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
        make: impl Fn(usize, Result<Answer, Vec<Diagnostic>>) -> T + Sync,
        take: impl FnMut(usize, T) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut planned = Vec::with_capacity(questions.len());
        let Ok(()) = in_order(
            questions.len(),
            |at| Planned::new(self, &questions[at]),
            |_, plan| {
                planned.push(plan);
                Ok::<(), Infallible>(())
            },
        );
        let shelf = Shelf::new(planned.iter().map(|plan| &plan.wants), bytes);
        let work = |at: usize| {
            let answer = planned[at].run(self, &questions[at], &shelf);
            shelf.release(&planned[at].wants);
            make(at, answer)
        };
        in_order(questions.len(), work, take)
    }
}

impl Planned {
    fn new(engine: &Engine, question: &Question<'_>) -> Self {
        let Prepared { ready, asked } = session::prepared(engine, question.text);
        Self { ready: Mutex::new(ready), wants: shelf::wants(engine, asked, question.range) }
    }

    fn run(
        &self,
        engine: &Engine,
        question: &Question<'_>,
        shelf: &Shelf,
    ) -> Result<Answer, Vec<Diagnostic>> {
        let source = Reading::from_shelf(engine, question.range, Some(shelf));
        let ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner).take();
        let outcome = match ready {
            Some(ready) => session::with_ready(ready, &source, results),
            None => session::with_plan(engine, &source, question.text, Columns::Needed, results),
        };
        answer(question.text, source, outcome)
    }
}
