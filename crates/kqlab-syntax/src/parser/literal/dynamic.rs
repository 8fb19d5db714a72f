//! `dynamic(...)`: JSON with the literals of KQL inside.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::delimited;

use super::{string, warn_if_invalid};
use crate::ast::{Expr, ExprKind, Json, Literal, TypeName};
use crate::lexer::{Keyword, TokenKind};
use crate::literal::{literal_value, string_value};
use crate::parser::expr::nested;
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::list0;
use crate::parser::name::name_length;
use crate::parser::token::{brackets, parens, tok};

pub(in crate::parser) fn dynamic(i: In<'_>) -> R<'_, Expr> {
    if !i.is_keyword(Keyword::Dynamic) || i.kind_at(1) != TokenKind::LParen {
        return fail(i, Expected::Words("an expression"));
    }
    let (rest, json) = inner(i)?;
    let kind = ExprKind::Literal(Literal::Dynamic(json));
    Ok((rest, Expr { kind, span: rest.span_since(i) }))
}

fn inner(i: In<'_>) -> R<'_, Json> {
    parens(value).parse(i.advance(1))
}

fn value(i: In<'_>) -> R<'_, Json> {
    match i.kind() {
        TokenKind::String => string.map(|(value, _)| Json::String(value.value)).parse(i),
        TokenKind::LBracket => nested(i, array),
        TokenKind::LBrace if name_length(i, 0) > 0 => parameter(i),
        TokenKind::LBrace => nested(i, object),
        TokenKind::Keyword(Keyword::Null) => Ok((i.advance(1), Json::Null)),
        TokenKind::Keyword(Keyword::Dynamic) if i.kind_at(1) == TokenKind::LParen => {
            nested(i, inner)
        }
        TokenKind::Minus if matches!(i.kind_at(1), TokenKind::Long | TokenKind::Real) => {
            scalar(i.advance(1), true)
        }
        TokenKind::Bool
        | TokenKind::Long
        | TokenKind::Real
        | TokenKind::Decimal
        | TokenKind::Datetime
        | TokenKind::Timespan
        | TokenKind::Guid => scalar(i, false),
        _ => fail(i, Expected::Words("a JSON value")),
    }
}

/// `{name}` of a client, which nobody has replaced: no value.
fn parameter(i: In<'_>) -> R<'_, Json> {
    Ok((i.advance(name_length(i, 0)), Json::Invalid))
}

fn scalar(i: In<'_>, negative: bool) -> R<'_, Json> {
    let token = i.token();
    let signed = negative.then(|| format!("-{}", i.text_at(0)));
    let text = signed.as_deref().unwrap_or(i.text_at(0));
    let value = literal_value(token.kind, text).unwrap_or(Literal::Invalid(TypeName::Dynamic));
    warn_if_invalid(i, &value, token.span);
    Ok((i.advance(1), json(value)))
}

fn json(value: Literal) -> Json {
    match value {
        Literal::Bool(value) => Json::Bool(value),
        Literal::Int(value) => Json::Long(value.into()),
        Literal::Long(value) => Json::Long(value),
        Literal::Real(value) => Json::Real(value),
        Literal::Decimal(value) => Json::Decimal(value),
        Literal::String(value) => Json::String(value.value),
        Literal::Datetime(value) => Json::Datetime(value),
        Literal::Timespan(value) => Json::Timespan(value),
        Literal::Guid(value) => Json::Guid(value),
        Literal::Dynamic(value) => value,
        Literal::Null(_) => Json::Null,
        Literal::Type(_) | Literal::Invalid(_) => Json::Invalid,
    }
}

fn array(i: In<'_>) -> R<'_, Json> {
    brackets(list0(value)).map(Json::Array).parse(i)
}

fn object(i: In<'_>) -> R<'_, Json> {
    let (open, close) = (tok(TokenKind::LBrace), tok(TokenKind::RBrace));
    delimited(open, cut(list0(pair)), cut(close)).map(Json::Object).parse(i)
}

/// A key is one string: adjacent strings are not joined here.
fn pair(i: In<'_>) -> R<'_, (String, Json)> {
    if !i.is(TokenKind::String) {
        return fail(i, Expected::Words("a string"));
    }
    let key = string_value(i.text_at(0)).value;
    let (rest, _) = cut(tok(TokenKind::Colon)).parse(i.advance(1))?;
    let (rest, value) = cut(value).parse(rest)?;
    Ok((rest, (key, value)))
}
