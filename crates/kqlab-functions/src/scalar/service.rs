//! What only the service knows, by family.

mod entity;
mod state;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] = &[entity::FUNCTIONS, state::FUNCTIONS];
