//! `serialize a = row_number()`

use nom::Parser;

use super::Body;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::parser::expr::named;
use crate::parser::input::{In, R};
use crate::parser::list::columns0;
use crate::parser::parameter::Rules;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, columns0(named).map(OperatorKind::Serialize)).parse(i)
}
