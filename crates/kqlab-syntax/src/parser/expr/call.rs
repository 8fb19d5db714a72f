//! Calls: a name, and arguments in parentheses.

use nom::Parser;
use nom::combinator::cut;

use super::named::named;
use crate::ast::{Call, Expr, ExprKind, NamedExpr, Target};
use crate::lexer::TokenKind;
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::list0;
use crate::parser::name::{name, name_length};
use crate::parser::token::parens;

/// The length of the name if a call stands here; 0 otherwise.
pub(in crate::parser) fn call_length(i: In<'_>, offset: usize) -> usize {
    match name_length(i, offset) {
        0 => 0,
        length if i.kind_at(offset + length) == TokenKind::LParen => length,
        _ => 0,
    }
}

/// `f(a, name = b, *)`
pub(in crate::parser) fn call(i: In<'_>) -> R<'_, Call> {
    let (rest, name) = name(i)?;
    let (rest, args) = cut(parens(list0(argument))).parse(rest)?;
    Ok((rest, Call { name, args, span: rest.span_since(i) }))
}

/// A call and nothing else.
pub(in crate::parser) fn required_call(i: In<'_>) -> R<'_, Call> {
    match name_length(i, 0) {
        0 => fail(i, Expected::Words("a function call")),
        _ => call(i),
    }
}

fn argument(i: In<'_>) -> R<'_, NamedExpr> {
    let is_alone = matches!(i.kind_at(1), TokenKind::RParen | TokenKind::Comma);
    if i.is(TokenKind::Star) && is_alone {
        let expr = Expr { kind: ExprKind::Star, span: i.token().span };
        return Ok((i.advance(1), NamedExpr { target: Target::None, expr }));
    }
    named(i)
}
