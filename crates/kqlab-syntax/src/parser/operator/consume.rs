//! `consume`: reads its input and returns nothing.

use nom::Parser;
use nom::combinator::success;

use super::Body;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::parser::input::{In, R};
use crate::parser::parameter::Rules;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::KNOWN, success(OperatorKind::Consume)).parse(i)
}
