//! Encodings of text, by family.

mod base64;
mod compress;
mod url;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[base64::FUNCTIONS, compress::FUNCTIONS, url::FUNCTIONS];
