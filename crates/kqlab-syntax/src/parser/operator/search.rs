//! `search kind=case_sensitive in (T*) "x" and col:"y"`

use nom::Parser;
use nom::combinator::{cut, opt};

use super::Body;
use super::find::{scope_parameter, tables};
use crate::ast::{BinaryOp, Expr, ExprKind, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{is_star_operand, unnamed};
use crate::parser::input::{In, R};
use crate::parser::parameter::{Rules, parameters};
use crate::parser::token::clause;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let (i, mut list) = parameters(Rules::BEFORE_EXPR).parse(i)?;
    let (i, scope_parameter) = opt(scope_parameter).parse(i)?;
    let (i, scope) = clause(Keyword::In, tables).parse(i)?;
    let (i, predicate) = predicate(i)?;
    list.extend(scope_parameter);
    Ok((i, (list, OperatorKind::Search { scope: scope.unwrap_or_default(), predicate })))
}

/// An expression, `*`, or `* and x`.
fn predicate(i: In<'_>) -> R<'_, Expr> {
    if !i.is(TokenKind::Star) || is_star_operand(i.advance(1)) {
        return unnamed(i);
    }
    let star = Expr { kind: ExprKind::Star, span: i.token().span };
    let after = i.advance(1);
    if !after.is_keyword(Keyword::And) {
        return Ok((after, star));
    }
    let (rest, right) = cut(unnamed).parse(after.advance(1))?;
    let (star, right) = (Box::new(star), Box::new(right));
    let kind = ExprKind::Binary(BinaryOp::And, after.token().span, star, right);
    Ok((rest, Expr { kind, span: rest.span_since(i) }))
}
