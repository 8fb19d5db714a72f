//! `graph-mark-components with_component_id=c`

use nom::Parser;
use nom::combinator::success;

use super::Body;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::parser::input::{In, R};
use crate::parser::parameter::Rules;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let rules = Rules::BEFORE_EXPR.and(&["with_component_id"]);
    with_parameters(rules, success(OperatorKind::GraphMarkComponents)).parse(i)
}
