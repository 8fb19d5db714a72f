//! The scalar functions and operators, by family.

mod choose;
mod convert;
mod digest;
mod document;
mod dynamic;
mod encode;
mod geo;
mod graph;
mod hash;
mod ip;
pub(crate) mod math;
mod name;
mod operator;
mod parse;
mod series;
mod service;
mod test;
mod text;
mod time;

use crate::ScalarFn;

/// The families of operators.
pub(crate) const OPERATORS: &[&[ScalarFn]] = operator::FAMILIES;

/// Every family, by group.
pub(crate) const GROUPS: &[&[&[ScalarFn]]] = &[
    convert::FAMILIES,
    dynamic::FAMILIES,
    encode::FAMILIES,
    geo::FAMILIES,
    ip::FAMILIES,
    math::FAMILIES,
    operator::FAMILIES,
    parse::FAMILIES,
    series::FAMILIES,
    service::FAMILIES,
    text::FAMILIES,
    time::FAMILIES,
    &[
        choose::FUNCTIONS,
        digest::FUNCTIONS,
        document::FUNCTIONS,
        graph::FUNCTIONS,
        hash::FUNCTIONS,
        name::FUNCTIONS,
        test::FUNCTIONS,
    ],
];
