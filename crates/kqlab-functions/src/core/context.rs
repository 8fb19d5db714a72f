//! What a kernel may know of the query it runs in. Kernels touch no clock and no environment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use kqlab_syntax::Span;
use regex::Regex;

use super::EvalError;
use super::dialect::compile;
use super::shared::{List, Shared};
use crate::address::GeoDatabase;

/// What had to be assumed to give an answer; told to the user as a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The call that it was first assumed for.
    pub span: Span,
    /// What was assumed.
    pub message: &'static str,
    /// How to make it known instead.
    pub hint: &'static str,
}

/// The query's surroundings, shared by its threads.
#[derive(Debug, Default)]
pub struct Context {
    /// `now()`, in ticks.
    pub now: i64,
    /// Where IP addresses are, if somebody has said so.
    pub(crate) places: Option<Arc<GeoDatabase>>,
    assumptions: Mutex<Vec<Assumption>>,
    shared: Shared,
    regexes: Mutex<HashMap<String, Result<Arc<Regex>, EvalError>>>,
}

impl Context {
    /// A context whose clock stands at `now` (ticks).
    #[must_use]
    pub fn new(now: i64) -> Self {
        Self { now, ..Self::default() }
    }

    /// The same, knowing where IP addresses are.
    #[must_use]
    pub fn with_places(self, places: Option<Arc<GeoDatabase>>) -> Self {
        Self { places, ..self }
    }

    /// Notes an assumption; each is kept once.
    pub fn assume(&self, assumption: Assumption) {
        let mut known = self.assumptions.lock().unwrap_or_else(PoisonError::into_inner);
        if known.iter().all(|known| known.message != assumption.message) {
            known.push(assumption);
        }
    }

    /// What was assumed so far.
    #[must_use]
    pub fn assumptions(&self) -> Vec<Assumption> {
        self.assumptions.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The compiled regex; each pattern is compiled once a query.
    ///
    /// # Errors
    /// When the pattern is no regex of Kusto's dialect.
    pub fn regex(&self, pattern: &str) -> Result<Arc<Regex>, EvalError> {
        let mut regexes = self.regexes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = regexes.get(pattern) {
            return known.clone();
        }
        let compiled = compile(pattern).map(Arc::new);
        regexes.insert(pattern.to_owned(), compiled.clone());
        compiled
    }

    /// What `make` makes of a list for this purpose, made once a query however many chunks of rows are tested against it.
    pub fn shared<T: std::any::Any + Send + Sync>(
        &self,
        list: List,
        purpose: &str,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        self.shared.get(list, purpose, make)
    }
}
