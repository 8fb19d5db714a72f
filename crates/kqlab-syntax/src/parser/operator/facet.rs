//! `facet by a, b with (...)`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use super::fork::branch;
use super::support::plain;
use crate::ast::{Expr, ExprKind, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::name_path;
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::pipeline::operator_or_error;
use crate::parser::token::{clause, kw, parens};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let by = preceded(kw(Keyword::By), cut(list1(name_path)));
    let facet = (by, clause(Keyword::With, with));
    plain(facet.map(|(by, with)| OperatorKind::Facet { by, with })).parse(i)
}

/// A sub-pipeline in parentheses, or one operator without.
fn with(i: In<'_>) -> R<'_, Expr> {
    if i.is(TokenKind::LParen) {
        return parens(branch).parse(i);
    }
    let (rest, operator) = operator_or_error(i)?;
    let span = operator.span;
    Ok((rest, Expr { kind: ExprKind::Source(Box::new(operator)), span }))
}
