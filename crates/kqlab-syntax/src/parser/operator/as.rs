//! `as N`: names a table for what follows.

use nom::Parser;

use super::Body;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::parser::input::{In, R};
use crate::parser::name::name;
use crate::parser::parameter::Rules;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, name.map(OperatorKind::As)).parse(i)
}
