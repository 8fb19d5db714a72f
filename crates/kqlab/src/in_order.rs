//! Work on all cores, handed over in order.

use std::collections::HashMap;
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// So many pieces of work may be begun before an earlier one has been handed over.
const AHEAD: usize = 256;

/// Does `count` pieces of work and hands what they make to `take`, in order. The threads are not rayon's: work waits
/// for what it does with those.
pub(crate) fn in_order<T: Send, E>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let turns = Turns::new(count);
    let cores = thread::available_parallelism().map_or(1, usize::from).min(count);
    thread::scope(|scope| {
        let (send, made) = channel();
        for _ in 0..cores {
            let (send, work, turns) = (send.clone(), &work, &turns);
            scope.spawn(move || {
                while let Some(at) = turns.next() {
                    // Nobody listens where `take` has failed.
                    let _told = send.send((at, work(at)));
                }
            });
        }
        drop(send);
        let (mut early, mut at) = (HashMap::new(), 0);
        for (done, made) in made {
            early.insert(done, made);
            while let Some(made) = early.remove(&at) {
                if let Err(failure) = take(at, made) {
                    turns.stop();
                    return Err(failure);
                }
                at += 1;
                turns.taken();
            }
        }
        Ok(())
    })
}

/// Whose turn it is.
struct Turns {
    count: usize,
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    begun: usize,
    taken: usize,
    stopped: bool,
}

impl Turns {
    fn new(count: usize) -> Self {
        Self { count, state: Mutex::default(), moved: Condvar::new() }
    }

    /// The next piece of work, as soon as it may begin.
    fn next(&self) -> Option<usize> {
        let far_ahead = |state: &mut State| {
            !state.stopped && state.begun < self.count && state.begun >= state.taken + AHEAD
        };
        let state = self.moved.wait_while(self.state(), far_ahead);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        let next = (!state.stopped && state.begun < self.count).then_some(state.begun);
        state.begun += 1;
        next
    }

    fn taken(&self) {
        self.state().taken += 1;
        self.moved.notify_all();
    }

    fn stop(&self) {
        self.state().stopped = true;
        self.moved.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_comes_in_order_however_long_each_takes() {
        let mut taken = Vec::new();
        // The first is the last to be done: others are far ahead of it and have to wait.
        let slow = |at: usize| if at == 0 { (0..3_000_000_u64).sum::<u64>() } else { at as u64 };
        let done = in_order(2 * AHEAD, slow, |at, made| {
            taken.push((at, made));
            Ok::<(), ()>(())
        });
        assert_eq!(done, Ok(()));
        assert!(taken.iter().map(|(at, _)| *at).eq(0..2 * AHEAD));
        assert!(taken[1..].iter().all(|(at, made)| *at as u64 == *made));
    }

    #[test]
    fn a_failure_ends_it() {
        let mut taken = 0;
        let done = in_order(
            10 * AHEAD,
            |at| at,
            |at, _| {
                taken += 1;
                if at == 3 { Err("full") } else { Ok(()) }
            },
        );
        assert_eq!((done, taken), (Err("full"), 4));
        assert_eq!(in_order(0, |at| at, |_, _| Ok::<(), ()>(())), Ok(()));
    }
}
