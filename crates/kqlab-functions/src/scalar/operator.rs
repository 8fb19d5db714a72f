//! Operators, each named by its text, by family.

mod arithmetic;
mod arithmetic_kernels;
mod compare;
mod compare_kernels;
mod list;
mod list_kernels;
mod logic;
mod pattern;
mod term;
mod text;
mod text_kernels;

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
