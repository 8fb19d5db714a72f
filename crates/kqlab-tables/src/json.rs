//! JSON as text: scanned, located, unescaped. What a value becomes in a column is `cell`'s business.

pub(crate) mod row;
pub(crate) mod scan;
pub(crate) mod text;
