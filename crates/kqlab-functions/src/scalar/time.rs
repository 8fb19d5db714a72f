//! Dates and times, by family.

mod border;
mod calendar;
mod format;
mod make;
mod part;
mod pattern;
mod shift;
mod zone;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[border::FUNCTIONS, format::FUNCTIONS, make::FUNCTIONS, part::FUNCTIONS, shift::FUNCTIONS];
