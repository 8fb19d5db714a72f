//! The window functions, by family.

use crate::ScalarFn;

/// Every family.
pub const FAMILIES: &[&[ScalarFn]] = &[];
