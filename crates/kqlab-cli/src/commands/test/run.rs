//! Running the cases, on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use kqlab_rules::{Verdict, run_case};

use super::suite::{Stated, Suite, Tested};

/// What became of a case.
pub(super) struct Ran<'s> {
    pub(super) tested: &'s Tested,
    pub(super) stated: &'s Stated,
    pub(super) verdict: Verdict,
    pub(super) time: Duration,
}

impl Ran<'_> {
    pub(super) fn passed(&self) -> bool {
        matches!(self.verdict, Verdict::Passed)
    }
}

/// Runs the cases that are wanted; what comes back is in the suite's order.
pub(super) fn run<'s>(suite: &'s Suite, filter: Option<&str>) -> Vec<Ran<'s>> {
    let filter = filter.map(str::to_lowercase);
    let wanted: Vec<(&Tested, &Stated)> = suite
        .rules
        .iter()
        .flat_map(|tested| tested.cases.iter().map(move |stated| (tested, stated)))
        .filter(|(tested, stated)| {
            filter.as_ref().is_none_or(|text| is_meant(tested, stated, text))
        })
        .collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(wanted.len()));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((tested, stated)) = wanted.get(at) else { return };
            let (verdict, time) = timed(|| run_case(&tested.rule, &stated.case));
            let ran = Ran { tested, stated, verdict, time };
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, ran));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from).min(wanted.len());
    thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work))));
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, ran)| ran).collect()
}

fn is_meant(tested: &Tested, stated: &Stated, text: &str) -> bool {
    let rule = &tested.rule;
    let id = rule.id.as_ref().map(|id| id.text.as_str());
    let names =
        [Some(stated.case.name.as_str()), rule.name.as_deref(), id, Some(tested.file.as_str())];
    names.into_iter().flatten().any(|name| name.to_lowercase().contains(text))
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a case takes is told, and decides nothing"
    )]
    let now = std::time::Instant::now;
    let start = now();
    let done = work();
    (done, start.elapsed())
}
