//! The window functions, by family.

mod neighbour;
mod rank;

use crate::ScalarFn;

/// Every family.
pub(crate) const FAMILIES: &[&[ScalarFn]] = &[neighbour::FUNCTIONS, rank::FUNCTIONS];
