//! Progress on a terminal's standard error: bytes, rows, rate, time left. Nothing where it is no terminal, and nothing
//! of work that is soon done.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use kqlab::Progress;

/// Work that is done sooner is not worth a line.
const PATIENCE: Duration = Duration::from_millis(600);

const INTERVAL: Duration = Duration::from_millis(100);

const TEMPLATE: &str = "{bar:24} {bytes} of {total_bytes}  {msg}  {bytes_per_sec}  {eta} left";

/// Shows progress for as long as it lives.
pub(crate) struct Watch {
    running: Option<Running>,
}

struct Running {
    bar: ProgressBar,
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

/// Shows how far reading has come until what it gives is dropped.
pub(crate) fn watch(progress: &Arc<Progress>) -> Watch {
    show(progress, |rows| format!("{rows} rows"))
}

/// The same, and how many of the rules are done.
pub(crate) fn watch_rules(progress: &Arc<Progress>, done: &Arc<AtomicUsize>, all: usize) -> Watch {
    let done = Arc::clone(done);
    show(progress, move |rows| {
        format!("{} of {all} rules  {rows} rows", done.load(Ordering::Relaxed))
    })
}

fn show(
    progress: &Arc<Progress>,
    message: impl Fn(HumanCount) -> String + Send + 'static,
) -> Watch {
    if !std::io::stderr().is_terminal() {
        return Watch { running: None };
    }
    let (stop, stopped) = channel();
    let progress = Arc::clone(progress);
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    let shown = bar.clone();
    let thread = std::thread::spawn(move || {
        let goes_on = |wait| stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout);
        if !goes_on(PATIENCE) {
            return;
        }
        let bar = shown;
        bar.set_style(ProgressStyle::with_template(TEMPLATE).expect("invariant: a template"));
        bar.set_draw_target(ProgressDrawTarget::stderr());
        while goes_on(INTERVAL) {
            bar.set_length(progress.planned());
            bar.set_position(progress.read().min(progress.planned()));
            bar.set_message(message(HumanCount(progress.rows())));
        }
        bar.finish_and_clear();
    });
    Watch { running: Some(Running { bar, stop, thread }) }
}

impl Watch {
    /// Prints beside the line that is shown.
    pub(crate) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.running {
            Some(running) => running.bar.suspend(print),
            None => print(),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(Running { stop, thread, .. }) = self.running.take() {
            drop(stop);
            // A line that could not be cleared is no reason to fail.
            let _ = thread.join();
        }
    }
}
