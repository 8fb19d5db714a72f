//! Geometry on the earth, by family.

mod cell;
mod cross;
mod line;
mod point;
mod polygon;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[cell::FUNCTIONS, cross::FUNCTIONS, line::FUNCTIONS, point::FUNCTIONS, polygon::FUNCTIONS];
