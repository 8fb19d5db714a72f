//! `project-by-names "a", dynamic(["b"])`

use nom::Parser;

use super::Body;
use super::support::plain;
use crate::ast::OperatorKind;
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};
use crate::parser::list::columns0;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    plain(columns0(unnamed).map(OperatorKind::ProjectByNames)).parse(i)
}
