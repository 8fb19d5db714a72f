//! Geometry on the earth, by family.

mod cell;
mod cross;
mod geohash;
mod h3;
mod kernel;
mod line;
mod point;
mod polygon;
mod s2;
mod sphere;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[cell::FUNCTIONS, cross::FUNCTIONS, line::FUNCTIONS, point::FUNCTIONS, polygon::FUNCTIONS];
