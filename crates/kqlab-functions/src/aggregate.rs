//! The aggregates, by family.

mod collect;
mod count;
mod extreme;
mod percentile;
mod sketch;
mod spread;
mod state;
mod sum;

use crate::AggregateFn;

/// Every family.
pub(crate) const FAMILIES: &[&[AggregateFn]] = &[
    collect::FUNCTIONS,
    count::FUNCTIONS,
    extreme::FUNCTIONS,
    percentile::FUNCTIONS,
    sketch::FUNCTIONS,
    spread::FUNCTIONS,
    sum::FUNCTIONS,
];
