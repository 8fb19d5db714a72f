//! Operators, each named by its text, by family.

mod arithmetic;
mod compare;
mod list;
mod logic;
mod pattern;
mod term;
mod text;

use crate::ScalarFn;

/// Every family.
pub(super) const FAMILIES: &[&[ScalarFn]] = &[
    arithmetic::FUNCTIONS,
    compare::FUNCTIONS,
    list::FUNCTIONS,
    logic::FUNCTIONS,
    pattern::FUNCTIONS,
    term::FUNCTIONS,
    text::FUNCTIONS,
];
