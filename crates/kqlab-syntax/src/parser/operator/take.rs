//! `take 5`, `limit 5`

use nom::Parser;

use super::Body;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::parser::expr::named_value;
use crate::parser::input::{In, R};
use crate::parser::parameter::Rules;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, named_value.map(OperatorKind::Take)).parse(i)
}
