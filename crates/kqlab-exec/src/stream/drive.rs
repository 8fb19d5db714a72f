//! The one place that runs tasks on all cores: windows of tasks, each window in parallel, results in order.
//!
//! While a window is worked on, the source is asked for the next. Windows start with one task and grow, so that
//! `take 10` does not read a file to its end.

use std::collections::VecDeque;

use kqlab_columns::Batch;
use rayon::prelude::*;

use super::{Task, Tasks};
use crate::{Fault, Result};

/// The tasks of a window, at most.
const WINDOW: usize = 16;

/// What is made of tasks that follow each other.
type Work<T> = Box<dyn Fn(Vec<Task>) -> Result<Vec<T>> + Send + Sync>;

/// How many tasks are worked on in one go.
#[derive(Clone, Copy)]
enum Grain {
    One,
    /// As many as give each core its share of a window.
    Share,
}

/// What a function makes of the chunks, in order.
pub(crate) struct Driven<T> {
    source: Option<Tasks>,
    work: Work<T>,
    grain: Grain,
    pending: Vec<Task>,
    done: VecDeque<T>,
    window: usize,
    failed: Option<Fault>,
}

impl<T: Send> Driven<T> {
    /// What `work` makes of each chunk.
    pub(super) fn each(
        source: Tasks,
        work: impl Fn(Batch) -> Result<T> + Send + Sync + 'static,
    ) -> Self {
        let each = move |tasks: Vec<Task>| {
            let mut made = Vec::new();
            for task in tasks {
                for batch in task()? {
                    made.push(work(batch)?);
                }
            }
            Ok(made)
        };
        Self::new(source, Box::new(each), Grain::One)
    }

    /// What `fold` gathers from chunks that follow each other, beginning with what `init` gives.
    pub(super) fn folded(
        source: Tasks,
        init: impl Fn() -> Result<T> + Send + Sync + 'static,
        fold: impl Fn(&mut T, Batch) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        let folded = move |tasks: Vec<Task>| {
            let mut state = init()?;
            for task in tasks {
                for batch in task()? {
                    fold(&mut state, batch)?;
                }
            }
            Ok(vec![state])
        };
        Self::new(source, Box::new(folded), Grain::Share)
    }

    fn new(source: Tasks, work: Work<T>, grain: Grain) -> Self {
        Self {
            source: Some(source),
            work,
            grain,
            pending: Vec::new(),
            done: VecDeque::new(),
            window: 1,
            failed: None,
        }
    }

    /// Works on the tasks at hand while the next are fetched. A single task is not worth waking other threads.
    fn advance(&mut self) {
        let tasks = std::mem::take(&mut self.pending);
        let (source, work, window) = (&mut self.source, &self.work, self.window);
        let runs = self.grain.split(tasks);
        let (results, (fetched, failed)) = if runs.len() > 1 {
            let run = || runs.into_par_iter().map(work).collect();
            rayon::join(run, || fetch(source, window))
        } else {
            (runs.into_iter().map(work).collect::<Vec<_>>(), fetch(source, window))
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

impl Grain {
    /// The tasks of a window in runs.
    fn split(self, tasks: Vec<Task>) -> Vec<Vec<Task>> {
        let length = match self {
            Self::One => 1,
            Self::Share => tasks.len().div_ceil(rayon::current_num_threads()).max(1),
        };
        let mut runs = Vec::new();
        let mut tasks = tasks.into_iter().peekable();
        while tasks.peek().is_some() {
            runs.push(tasks.by_ref().take(length).collect());
        }
        runs
    }
}

/// The next tasks, and the source's failure after them, if it has one.
fn fetch(source: &mut Option<Tasks>, window: usize) -> (Vec<Task>, Option<Fault>) {
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
