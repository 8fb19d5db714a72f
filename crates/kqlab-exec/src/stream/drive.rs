//! The one place that runs tasks on all cores: windows of tasks, each window in parallel, results in order.
//!
//! While a window is worked on, the source is asked for the next. Windows start with a task a core and grow, so
//! that `take 10` does not read a file to its end.

use std::collections::VecDeque;

use kqlab_columns::Batch;
use rayon::prelude::*;

use super::{Task, Tasks};
use crate::{Fault, Result};

/// The tasks of a window, at most.
pub(super) const WINDOW: usize = 16;

type Work<T> = Box<dyn Fn(Batch) -> Result<T> + Send + Sync>;

/// What a function makes of each chunk, in order.
pub(crate) struct Driven<T> {
    source: Option<Tasks>,
    work: Work<T>,
    pending: Vec<Task>,
    done: VecDeque<T>,
    window: usize,
    failed: Option<Fault>,
}

impl<T: Send> Driven<T> {
    pub(super) fn new(
        source: Tasks,
        work: impl Fn(Batch) -> Result<T> + Send + Sync + 'static,
    ) -> Self {
        Self {
            source: Some(source),
            work: Box::new(work),
            pending: Vec::new(),
            done: VecDeque::new(),
            window: rayon::current_num_threads().min(WINDOW),
            failed: None,
        }
    }

    /// Works on the tasks at hand while the next are fetched. A single task is not worth waking other threads.
    fn advance(&mut self) {
        let tasks = std::mem::take(&mut self.pending);
        let (source, work, window) = (&mut self.source, &self.work, self.window);
        let (results, (fetched, failed)) = if tasks.len() > 1 {
            rayon::join(|| run(tasks, work), || fetch(source, window))
        } else {
            (tasks.into_iter().map(|task| one(task, work)).collect(), fetch(source, window))
        };
        self.window = (window * 2).min(WINDOW);
        (self.pending, self.failed) = (fetched, failed);
        for result in results {
            match result {
                Ok(items) => self.done.extend(items),
                Err(fault) => return self.stop(fault),
            }
        }
    }

    /// What came before a failure is still handed out; the failure is the last item.
    fn stop(&mut self, fault: Fault) {
        self.source = None;
        self.pending.clear();
        self.failed = Some(fault);
    }
}

fn one<T>(task: Task, work: &Work<T>) -> Result<Vec<T>> {
    task()?.into_iter().map(work).collect()
}

fn run<T: Send>(tasks: Vec<Task>, work: &Work<T>) -> Vec<Result<Vec<T>>> {
    tasks.into_par_iter().map(|task| one(task, work)).collect()
}

/// The next tasks, and the source's failure after them, if it has one.
pub(super) fn fetch(source: &mut Option<Tasks>, window: usize) -> (Vec<Task>, Option<Fault>) {
    let Some(tasks) = source else { return (Vec::new(), None) };
    let mut fetched = Vec::with_capacity(window);
    while fetched.len() < window {
        match tasks.next() {
            Some(Ok(task)) => fetched.push(task),
            Some(Err(failed)) => {
                *source = None;
                return (fetched, Some(failed));
            }
            None => {
                *source = None;
                break;
            }
        }
    }
    (fetched, None)
}

impl<T: Send> Iterator for Driven<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        loop {
            if let Some(item) = self.done.pop_front() {
                return Some(Ok(item));
            }
            if self.pending.is_empty()
                && let Some(failed) = self.failed.take()
            {
                return Some(Err(failed));
            }
            if self.pending.is_empty() && self.source.is_none() {
                return None;
            }
            self.advance();
        }
    }
}
