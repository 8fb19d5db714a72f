//! Functions over text, by family.

mod extract;
mod find;
mod join;
mod measure;
mod replace;
mod shape;
mod unicode;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] = &[
    extract::FUNCTIONS,
    find::FUNCTIONS,
    join::FUNCTIONS,
    measure::FUNCTIONS,
    replace::FUNCTIONS,
    shape::FUNCTIONS,
    unicode::FUNCTIONS,
];
