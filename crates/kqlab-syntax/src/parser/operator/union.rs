//! `union kind=outer withsource=S T, U*, (V | where ...)`

use nom::Parser;

use super::Body;
use super::support::with_parameters;
use crate::ast::{Expr, ExprKind, OperatorKind};
use crate::lexer::TokenKind;
use crate::parser::expr::wildcard_entity;
use crate::parser::input::{In, R};
use crate::parser::list::wildcards1;
use crate::parser::parameter::Rules;
use crate::parser::pipeline::pipeline;
use crate::parser::token::parens;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let rules = Rules::BEFORE_EXPR.and(&["best_effort"]);
    with_parameters(rules, wildcards1(table).map(OperatorKind::Union)).parse(i)
}

fn table(i: In<'_>) -> R<'_, Expr> {
    if !i.is(TokenKind::LParen) {
        return wildcard_entity(i);
    }
    let (rest, inner) = parens(pipeline).parse(i)?;
    Ok((rest, Expr { kind: ExprKind::Paren(Box::new(inner)), span: rest.span_since(i) }))
}
