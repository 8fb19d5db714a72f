//! Many networks, prepared for looking addresses up.

use super::Network;

/// Disjoint intervals in ascending order.
#[derive(Debug, Default)]
pub struct Ranges {
    intervals: Vec<(u128, u128)>,
    /// Some range was no network.
    pub invalid: bool,
}

impl Ranges {
    /// Prepares networks; `None` is a text that is none.
    #[must_use]
    pub fn new(networks: impl IntoIterator<Item = Option<Network>>) -> Self {
        let mut ranges = Self::default();
        let mut all = Vec::new();
        for network in networks {
            match network {
                Some(network) => all.push((network.first(), network.last())),
                None => ranges.invalid = true,
            }
        }
        all.sort_unstable();
        for (first, last) in all {
            match ranges.intervals.last_mut() {
                Some((_, end)) if first <= *end => *end = (*end).max(last),
                _ => ranges.intervals.push((first, last)),
            }
        }
        ranges
    }

    /// Whether the address lies in one of them.
    #[must_use]
    pub fn contains(&self, address: u128) -> bool {
        let after = self.intervals.partition_point(|(first, _)| *first <= address);
        after.checked_sub(1).is_some_and(|at| address <= self.intervals[at].1)
    }
}
