//! Geometry on the earth, by family.

mod cell;
mod cross;
mod cut;
mod densify;
mod edge;
mod geohash;
mod h3;
mod kernel;
mod line;
mod measure;
mod point;
mod polygon;
mod s2;
mod shape;
mod sphere;
mod wkt;

use crate::ScalarFn;

/// Why a function is refused: it makes a new shape, or covers one with cells.
const NO_SHAPES: &str = "kqlab does not unite, cut, widen or cover shapes on the sphere";

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[cell::FUNCTIONS, cross::FUNCTIONS, line::FUNCTIONS, point::FUNCTIONS, polygon::FUNCTIONS];
