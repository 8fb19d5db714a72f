//! Series: arrays of numbers, by family.

mod arithmetic;
mod decompose;
mod element;
mod fill;
mod filter;
mod fit;
mod measure;
mod outlier;
mod regression;
mod season;
mod values;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] = &[
    arithmetic::FUNCTIONS,
    element::FUNCTIONS,
    fill::FUNCTIONS,
    filter::FUNCTIONS,
    fit::FUNCTIONS,
    measure::FUNCTIONS,
    outlier::FUNCTIONS,
    season::FUNCTIONS,
];
