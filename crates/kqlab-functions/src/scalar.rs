//! The scalar functions and operators, by family.

mod text;

use crate::ScalarFn;

/// Every family.
pub const FAMILIES: &[&[ScalarFn]] = &[text::FUNCTIONS];
