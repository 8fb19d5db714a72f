//! Literals, `dynamic(...)` and `typeof(...)`.

mod dynamic;

use nom::Parser;
use nom::combinator::cut;

use super::fail::{Expected, fail};
use super::input::{In, R};
use super::list::{list0, list1};
use super::schema::{column, type_of_type};
use super::token::parens;
use crate::ast::{Expr, ExprKind, Literal, RowSchema, StringLiteral};
use crate::lexer::{Keyword, TokenKind};
use crate::literal::{literal_type, literal_value, string_value};
use crate::{Diagnostic, Phase, Span, codes};

pub(super) use dynamic::dynamic;

/// One string, or several one after the other, which are joined.
pub(super) fn string(i: In<'_>) -> R<'_, (StringLiteral, Span)> {
    if !i.is(TokenKind::String) {
        return fail(i, Expected::Words("a string"));
    }
    let mut value = string_value(i.text_at(0));
    let mut rest = i.advance(1);
    while rest.is(TokenKind::String) {
        let more = string_value(rest.text_at(0));
        value.value.push_str(&more.value);
        value.obfuscated |= more.obfuscated;
        rest = rest.advance(1);
    }
    Ok((rest, (value, rest.span_since(i))))
}

/// A string as an expression.
pub(super) fn string_expr(i: In<'_>) -> R<'_, Expr> {
    let (rest, (value, span)) = string(i)?;
    Ok((rest, Expr { kind: ExprKind::Literal(Literal::String(value)), span }))
}

/// A literal without a sign; `dynamic` and `typeof` are others.
pub(super) fn plain(i: In<'_>) -> R<'_, Expr> {
    if i.is(TokenKind::String) {
        return string_expr(i);
    }
    let (token, text) = (i.token(), i.text_at(0));
    let Some(value) = literal_value(token.kind, text) else {
        return fail(i, Expected::Words("a literal"));
    };
    warn_if_invalid(i, &value, token.span);
    if token.kind == TokenKind::RawGuid {
        let message = format!("expected a literal, found the bare guid `{text}`");
        let diagnostic =
            Diagnostic::error(Phase::Syntax, codes::syntax::UNEXPECTED, token.span, message);
        i.ctx.emit(diagnostic.with_hint(format!("write `guid({text})`")));
    }
    Ok((i.advance(1), literal_expr(value, token.span, token.kind, text)))
}

/// `datetime()` is the current time (scalar-data-types/datetime), so no constant.
fn literal_expr(value: Literal, span: Span, kind: TokenKind, text: &str) -> Expr {
    let is_now = kind == TokenKind::Datetime && crate::literal::inner(text) == Some("");
    let kind = if is_now {
        let name = crate::ast::Name { text: "now".to_owned(), span };
        ExprKind::Call(crate::ast::Call { name, args: Vec::new(), span })
    } else {
        ExprKind::Literal(value)
    };
    Expr { kind, span }
}

/// The official parser takes any text in `datetime(...)`, so this is no error of syntax.
fn warn_if_invalid(i: In<'_>, value: &Literal, span: Span) {
    if let Literal::Invalid(ty) = value {
        let (ty, found) = (ty.text(), i.ctx.slice(span));
        let message = format!("expected a literal of type {ty}, found `{found}`");
        i.ctx.emit(Diagnostic::warning(Phase::Syntax, codes::syntax::BAD_LITERAL, span, message));
    }
}

/// Whether a number with its sign stands here: they must touch.
fn is_signed_number(i: In<'_>) -> bool {
    let number = i.token_at(1);
    matches!(i.kind(), TokenKind::Plus | TokenKind::Minus)
        && number.glued
        && matches!(number.kind, TokenKind::Long | TokenKind::Real | TokenKind::Timespan)
        && i.text_at(1).starts_with(|c: char| c.is_ascii_digit())
}

fn signed_number(i: In<'_>) -> R<'_, Expr> {
    let rest = i.advance(2);
    let span = rest.span_since(i);
    let value = signed_value(i, span);
    warn_if_invalid(i, &value, span);
    Ok((rest, Expr { kind: ExprKind::Literal(value), span }))
}

/// The value of a sign and a number. Hexadecimal digits take no sign (measured).
fn signed_value(i: In<'_>, span: Span) -> Literal {
    let text = i.ctx.slice(span);
    let text = text.strip_prefix('+').unwrap_or(text);
    let kind = i.kind_at(1);
    let invalid = || Literal::Invalid(literal_type(kind).expect("a number's kind has a type"));
    literal_value(kind, text).unwrap_or_else(invalid)
}

/// Any literal, signed numbers too: the values of `datatable`, of parameters and defaults.
pub(super) fn literal(i: In<'_>) -> R<'_, Expr> {
    match i.kind() {
        TokenKind::Keyword(Keyword::Dynamic) => dynamic(i),
        TokenKind::Keyword(Keyword::Typeof) if i.kind_at(1) == TokenKind::LParen => type_of(i),
        TokenKind::Plus | TokenKind::Minus if is_signed_number(i) => signed_number(i),
        TokenKind::LBrace if super::name::name_length(i, 0) > 0 => {
            let (rest, name) = super::name::name(i)?;
            let span = name.span;
            Ok((rest, Expr { kind: ExprKind::Name(name), span }))
        }
        _ => plain(i),
    }
}

/// `typeof(long)`, `typeof(a:long, b:string)`, `typeof(*, a:long)`
pub(super) fn type_of(i: In<'_>) -> R<'_, Expr> {
    let inside = i.advance(1);
    let (rest, kind) = parens(type_or_schema).parse(inside)?;
    Ok((rest, Expr { kind, span: rest.span_since(i) }))
}

fn type_or_schema(i: In<'_>) -> R<'_, ExprKind> {
    if i.kind_at(1) == TokenKind::RParen && !i.is(TokenKind::Star) {
        return type_of_type.map(|ty| ExprKind::Literal(Literal::Type(ty))).parse(i);
    }
    schema(i)
}

fn schema(i: In<'_>) -> R<'_, ExprKind> {
    let star = i.is(TokenKind::Star);
    let (rest, columns) = match (star, i.kind_at(1)) {
        (true, TokenKind::Comma) => cut(list1(column)).parse(i.advance(2))?,
        (true, _) => (i.advance(1), Vec::new()),
        (false, _) => list0(column).parse(i)?,
    };
    let span = rest.span_since(i);
    Ok((rest, ExprKind::Schema(RowSchema { star, columns, span })))
}
