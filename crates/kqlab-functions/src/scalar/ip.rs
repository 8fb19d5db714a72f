//! IP addresses, by family.

mod find;
mod place;
mod shared;
mod v4;
mod v6;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[find::FUNCTIONS, place::FUNCTIONS, v4::FUNCTIONS, v6::FUNCTIONS];
