//! What a kernel may know of the query it runs in. Kernels touch no clock and no environment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use kqlab_columns::Column;
use regex::Regex;

use super::EvalError;
use super::dialect::compile;
use super::shared::Shared;

/// The query's surroundings, shared by its threads.
#[derive(Debug, Default)]
pub struct Context {
    /// `now()`, in ticks.
    pub now: i64,
    shared: Shared,
    regexes: Mutex<HashMap<String, Result<Arc<Regex>, EvalError>>>,
}

impl Context {
    /// A context whose clock stands at `now` (ticks).
    #[must_use]
    pub fn new(now: i64) -> Self {
        Self { now, ..Self::default() }
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
        list: &Column,
        purpose: &str,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        self.shared.get(list, purpose, make)
    }
}
