//! `getschema`

use nom::Parser;

use super::Body;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::parser::input::{In, R};
use crate::parser::parameter::Rules;
use nom::combinator::success;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, success(OperatorKind::GetSchema)).parse(i)
}
