//! Functions over dynamic values, by family.

mod array;
mod array_make;
mod bag;
mod set;
mod sort;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[array::FUNCTIONS, array_make::FUNCTIONS, bag::FUNCTIONS, set::FUNCTIONS, sort::FUNCTIONS];
