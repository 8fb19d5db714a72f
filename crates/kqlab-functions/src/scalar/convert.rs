//! Conversions, by family.

mod number;
mod other;
mod text;
mod unit;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[number::FUNCTIONS, other::FUNCTIONS, text::FUNCTIONS, unit::FUNCTIONS];
