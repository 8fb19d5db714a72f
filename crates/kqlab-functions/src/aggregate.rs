//! The aggregates, by family.

use crate::AggregateFn;

/// Every family.
pub const FAMILIES: &[&[AggregateFn]] = &[];
