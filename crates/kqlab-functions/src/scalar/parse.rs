//! Functions that read a text of a given form, by family.

mod agent;
mod json;
mod line;
mod url;
mod xml;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] =
    &[agent::FUNCTIONS, json::FUNCTIONS, line::FUNCTIONS, url::FUNCTIONS, xml::FUNCTIONS];
