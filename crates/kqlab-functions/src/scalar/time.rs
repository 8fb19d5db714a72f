//! Dates and times, by family.

mod border;
mod format;
mod make;
mod part;
mod shift;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[border::FUNCTIONS, format::FUNCTIONS, make::FUNCTIONS, part::FUNCTIONS, shift::FUNCTIONS];
