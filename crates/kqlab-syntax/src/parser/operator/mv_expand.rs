//! `mv-expand a = x to typeof(long) limit 5`, and the old spelling `mvexpand`, whose limit differs.

use nom::Parser;

use super::Body;
use super::support::{mv_column, unless, with_parameters};
use crate::ast::OperatorKind;
use crate::lexer::Keyword;
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};
use crate::parser::list::columns1;
use crate::parser::parameter::Rules;
use crate::parser::token::clause;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, |i| expand(i, false)).parse(i)
}

pub(super) fn legacy(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, |i| expand(i, true)).parse(i)
}

fn expand(i: In<'_>, legacy: bool) -> R<'_, OperatorKind> {
    let expand = (columns1(unless(&[Keyword::Limit], mv_column)), clause(Keyword::Limit, unnamed));
    expand.map(|(columns, limit)| OperatorKind::MvExpand { legacy, columns, limit }).parse(i)
}
