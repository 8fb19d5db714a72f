//! Gathering chunks into one state: runs of tasks that follow each other are folded in parallel, and their states merged
//! in order. While a window of tasks is worked on, the source is asked for the next.

use kqlab_columns::Batch;
use rayon::prelude::*;

use super::drive::{WINDOW, fetch};
use super::{Task, Tasks};
use crate::Result;

/// How chunks become a state.
pub(crate) struct Fold<I, F, M> {
    /// The state of no chunk.
    pub(crate) init: I,
    /// Takes a chunk in.
    pub(crate) feed: F,
    /// Takes in the state of later chunks.
    pub(crate) merge: M,
}

impl<I, F, M> Fold<I, F, M> {
    /// The state of all chunks.
    pub(super) fn over<T: Send>(&self, tasks: Tasks) -> Result<T>
    where
        I: Fn() -> Result<T> + Sync,
        F: Fn(&mut T, Batch) -> Result<()> + Sync,
        M: Fn(&mut T, T) -> Result<()> + Sync,
    {
        let mut source = Some(tasks);
        let mut whole: Option<T> = None;
        let (mut window, mut failed) = fetch(&mut source, WINDOW);
        while !window.is_empty() {
            let run = || self.window(window);
            let (state, (next, failure)) = rayon::join(run, || fetch(&mut source, WINDOW));
            match (&mut whole, state?) {
                (None, state) => whole = Some(state),
                (Some(whole), state) => (self.merge)(whole, state)?,
            }
            if let Some(failure) = failed {
                return Err(failure);
            }
            (window, failed) = (next, failure);
        }
        match (failed, whole) {
            (Some(failure), _) => Err(failure),
            (None, Some(whole)) => Ok(whole),
            (None, None) => (self.init)(),
        }
    }

    /// The state of a window's tasks.
    fn window<T: Send>(&self, tasks: Vec<Task>) -> Result<T>
    where
        I: Fn() -> Result<T> + Sync,
        F: Fn(&mut T, Batch) -> Result<()> + Sync,
        M: Fn(&mut T, T) -> Result<()> + Sync,
    {
        let states = runs(tasks).into_par_iter().map(|run| self.run(run));
        let merged = states.reduce_with(|one, later| {
            let mut one = one?;
            (self.merge)(&mut one, later?)?;
            Ok(one)
        });
        merged.unwrap_or_else(&self.init)
    }

    /// The state of tasks that follow each other.
    fn run<T>(&self, tasks: Vec<Task>) -> Result<T>
    where
        I: Fn() -> Result<T>,
        F: Fn(&mut T, Batch) -> Result<()>,
    {
        let mut state = (self.init)()?;
        for task in tasks {
            for batch in task()? {
                (self.feed)(&mut state, batch)?;
            }
        }
        Ok(state)
    }
}

/// The tasks in runs: two for each core, so that one that is done early has more to do.
fn runs(tasks: Vec<Task>) -> Vec<Vec<Task>> {
    let length = tasks.len().div_ceil(2 * rayon::current_num_threads()).max(1);
    let mut runs = Vec::new();
    let mut tasks = tasks.into_iter().peekable();
    while tasks.peek().is_some() {
        runs.push(tasks.by_ref().take(length).collect());
    }
    runs
}
