//! Numbers, by family.

mod angle;
mod bin;
mod bits;
mod bytes;
mod power;
pub(crate) mod random;
mod round;
mod special;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] = &[
    angle::FUNCTIONS,
    bin::FUNCTIONS,
    bits::FUNCTIONS,
    bytes::FUNCTIONS,
    power::FUNCTIONS,
    round::FUNCTIONS,
    special::FUNCTIONS,
];
