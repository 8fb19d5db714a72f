//! IP addresses, by family.

mod find;
mod shared;
mod v4;
mod v6;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] = &[find::FUNCTIONS, v4::FUNCTIONS, v6::FUNCTIONS];
