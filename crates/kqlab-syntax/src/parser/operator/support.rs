//! What several operators share: a body with and without parameters, ordered expressions, typed arrays.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::{pair, preceded};

use super::Body;
use crate::ast::{MvColumn, OperatorKind, OrderedExpr, TypeName};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::named;
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::parameter::{Rules, parameters};
use crate::parser::schema::extended_type;
use crate::parser::token::{P, clause, kw, parens};
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

fn type_literal(i: In<'_>) -> R<'_, TypeName> {
    preceded(kw(Keyword::Typeof), cut(parens(extended_type))).parse(i)
}

/// Whether a token of this keyword stands here.
pub(super) fn at(i: In<'_>, keyword: Keyword) -> bool {
    i.kind() == TokenKind::Keyword(keyword)
}
