//! What only the service knows, by family.

mod entity;
mod scope;
mod state;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[entity::FUNCTIONS, scope::FUNCTIONS, state::FUNCTIONS];
