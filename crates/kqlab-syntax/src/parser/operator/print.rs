//! `print a = x, y`

use nom::Parser;

use super::Body;
use super::support::plain;
use crate::ast::OperatorKind;
use crate::parser::expr::named;
use crate::parser::input::{In, R};
use crate::parser::list::columns1;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    plain(columns1(named).map(OperatorKind::Print)).parse(i)
}
