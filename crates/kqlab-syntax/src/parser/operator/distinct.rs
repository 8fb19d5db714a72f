//! `distinct a, b`, `distinct *`

use nom::Parser;

use super::Body;
use super::support::with_parameters;
use crate::ast::{Expr, ExprKind, NamedExpr, OperatorKind, Target};
use crate::lexer::TokenKind;
use crate::parser::expr::named;
use crate::parser::input::{In, R};
use crate::parser::list::wildcards1;
use crate::parser::parameter::Rules;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, wildcards1(column).map(OperatorKind::Distinct)).parse(i)
}

fn column(i: In<'_>) -> R<'_, NamedExpr> {
    if !i.is(TokenKind::Star) {
        return named(i);
    }
    let expr = Expr { kind: ExprKind::Star, span: i.token().span };
    Ok((i.advance(1), NamedExpr { target: Target::None, expr }))
}
