//! `invoke f(x)`, `invoke database("d").f(x)`

use nom::Parser;
use nom::combinator::cut;

use super::Body;
use super::support::plain;
use crate::ast::{Expr, ExprKind, OperatorKind};
use crate::lexer::TokenKind;
use crate::parser::expr::{call, call_length, lowered};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    plain(function.map(OperatorKind::Invoke)).parse(i)
}

fn function(i: In<'_>) -> R<'_, Expr> {
    if call_length(i, 0) == 0 {
        return fail(i, Expected::Words("a function call"));
    }
    let (mut rest, first) = call(i)?;
    let mut expr = Expr { span: first.span, kind: ExprKind::Call(first) };
    while rest.is(TokenKind::Dot) && call_length(rest, 1) > 0 {
        let (after, next) = cut(call).parse(rest.advance(1))?;
        lowered(after, 1)?;
        rest = after;
        let kind = ExprKind::ScopedCall(Box::new(expr), next);
        expr = Expr { kind, span: rest.span_since(i) };
    }
    Ok((rest, expr))
}
