//! What several operators share: a body with and without parameters, ordered expressions, typed arrays.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::pair;

use super::Body;
use crate::ast::{ExprKind, Literal, MvColumn, OperatorKind, OrderedExpr, TypeName};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::named;
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::literal::type_of;
use crate::parser::parameter::{Rules, parameters};
use crate::parser::token::{P, clause};
use crate::{Diagnostic, Phase, codes};

/// A body without parameters.
pub(super) fn plain<'a>(kind: impl P<'a, OperatorKind>) -> impl P<'a, Body> {
    kind.map(|kind| (Vec::new(), kind))
}

/// Parameters, and the rest of the body.
pub(super) fn with_parameters<'a>(
    rules: Rules,
    kind: impl P<'a, OperatorKind>,
) -> impl P<'a, Body> {
    pair(parameters(rules), kind)
}

/// `x asc nulls first`
pub(super) fn ordered(i: In<'_>) -> R<'_, OrderedExpr> {
    let (i, expr) = named(i)?;
    let (i, ascending) = opt(direction).parse(i)?;
    let (i, nulls_first) = clause(Keyword::Nulls, first_or_last).parse(i)?;
    Ok((i, OrderedExpr { expr, ascending, nulls_first }))
}

fn direction(i: In<'_>) -> R<'_, bool> {
    let ascending = match i.keyword() {
        Some(Keyword::Asc | Keyword::GrannyAsc) => true,
        Some(Keyword::Desc | Keyword::GrannyDesc) => false,
        _ => return Err(nom::Err::Error(crate::parser::fail::Fail)),
    };
    if matches!(i.keyword(), Some(Keyword::GrannyAsc | Keyword::GrannyDesc)) {
        let message = format!("expected `asc` or `desc`, found `{}`", i.text_at(0));
        let (code, span) = (codes::syntax::UNEXPECTED, i.token().span);
        i.ctx.emit(Diagnostic::error(Phase::Syntax, code, span, message));
    }
    Ok((i.advance(1), ascending))
}

fn first_or_last(i: In<'_>) -> R<'_, bool> {
    match i.keyword() {
        Some(Keyword::First) => Ok((i.advance(1), true)),
        Some(Keyword::Last) => Ok((i.advance(1), false)),
        _ => fail(i, Expected::Words("`first` or `last`")),
    }
}

/// `name = x to typeof(long)`
pub(super) fn mv_column(i: In<'_>) -> R<'_, MvColumn> {
    pair(named, clause(Keyword::To, type_literal)).map(|(expr, to)| MvColumn { expr, to }).parse(i)
}

/// `typeof(long)`; a schema is no type to convert to.
fn type_literal(i: In<'_>) -> R<'_, TypeName> {
    if !at(i, Keyword::Typeof) || i.kind_at(1) != TokenKind::LParen {
        return fail(i, Expected::Words("`typeof(...)`"));
    }
    let (rest, literal) = cut(type_of).parse(i)?;
    if let ExprKind::Literal(Literal::Type(ty)) = literal.kind {
        return Ok((rest, ty));
    }
    let message = "expected one type, found a schema";
    let (phase, code) = (Phase::Binding, codes::binding::UNKNOWN_TYPE);
    i.ctx.emit(Diagnostic::error(phase, code, literal.span, message));
    Ok((rest, TypeName::Dynamic))
}

/// An element of a list that one of these keywords ends, although it could be a name.
pub(super) fn unless<'a, T>(
    ends: &'static [Keyword],
    mut element: impl P<'a, T>,
) -> impl FnMut(In<'a>) -> R<'a, T> {
    move |i| match i.keyword() {
        Some(keyword) if ends.contains(&keyword) => fail(i, Expected::Words("an expression")),
        _ => element.parse(i),
    }
}

/// Whether a token of this keyword stands here.
pub(super) fn at(i: In<'_>, keyword: Keyword) -> bool {
    i.kind() == TokenKind::Keyword(keyword)
}
