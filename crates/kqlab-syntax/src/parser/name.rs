//! Names: bare, in brackets, with wildcards. Which keywords may be names depends on the place.

use super::fail::{Expected, fail};
use super::input::{In, R};
use super::literal::string;
use super::token::token_name;
use crate::Span;
use crate::ast::{Expr, ExprKind, Name};
use crate::lexer::{Keyword, TokenKind};

/// How many tokens the name here has where any name may stand; 0 if there is none.
pub(super) fn name_length(i: In<'_>, offset: usize) -> usize {
    length(i, offset, Keyword::is_name)
}

/// How many tokens the name here has where something is declared or renamed; 0 if there is none.
pub(super) fn declared_length(i: In<'_>, offset: usize) -> usize {
    length(i, offset, Keyword::is_declarable)
}

fn length(i: In<'_>, offset: usize, allowed: fn(Keyword) -> bool) -> usize {
    match i.kind_at(offset) {
        TokenKind::Ident => 1,
        TokenKind::Keyword(keyword) if allowed(keyword) => 1,
        TokenKind::LBracket => bracketed_length(i, offset),
        TokenKind::LBrace => braced_length(i, offset),
        _ => 0,
    }
}

/// `['odd name']`
fn bracketed_length(i: In<'_>, offset: usize) -> usize {
    let mut at = offset + 1;
    while i.kind_at(at) == TokenKind::String {
        at += 1;
    }
    let has_string = at > offset + 1;
    if has_string && i.kind_at(at) == TokenKind::RBracket { at + 1 - offset } else { 0 }
}

/// `{name}`, `{name[0]}`: a parameter that a client should have replaced. It is read as a name that no table has.
fn braced_length(i: In<'_>, offset: usize) -> usize {
    let glued = |at: usize| i.token_at(at).glued;
    let is_word = matches!(i.kind_at(offset + 1), TokenKind::Ident | TokenKind::Keyword(_));
    if !is_word || !glued(offset + 1) {
        return 0;
    }
    let mut at = offset + 2;
    if i.kind_at(at) == TokenKind::LBracket && glued(at) {
        at += 1;
        at += usize::from(i.kind_at(at) == TokenKind::Minus);
        if i.kind_at(at) != TokenKind::Long || i.kind_at(at + 1) != TokenKind::RBracket {
            return 0;
        }
        at += 2;
    }
    if i.kind_at(at) == TokenKind::RBrace && glued(at) { at + 1 - offset } else { 0 }
}

/// A name where any name may stand.
pub(super) fn name(i: In<'_>) -> R<'_, Name> {
    take_name(i, name_length(i, 0))
}

/// A name where something is declared or renamed: more keywords may stand there.
pub(super) fn declared_name(i: In<'_>) -> R<'_, Name> {
    take_name(i, declared_length(i, 0))
}

fn take_name(i: In<'_>, length: usize) -> R<'_, Name> {
    match length {
        0 => fail(i, Expected::Words("a name")),
        1 => Ok((i.advance(1), token_name(i))),
        _ if i.is(TokenKind::LBracket) => {
            let (_, (value, _)) = string(i.advance(1))?;
            let rest = i.advance(length);
            Ok((rest, Name { text: value.value, span: rest.span_since(i) }))
        }
        _ => {
            let rest = i.advance(length);
            let span = rest.span_since(i);
            Ok((rest, Name { text: i.ctx.slice(span).to_owned(), span }))
        }
    }
}

/// How many tokens the name with wildcards here has; 0 if there is none. Its parts stand without space between.
pub(super) fn wildcard_length(i: In<'_>, offset: usize) -> usize {
    let is_word = |at: usize| match i.kind_at(at) {
        TokenKind::Ident => true,
        TokenKind::Keyword(keyword) => keyword.is_declarable(),
        _ => false,
    };
    let mut at = offset;
    if is_word(at) && i.kind_at(at + 1) == TokenKind::Star && i.token_at(at + 1).glued {
        at += 2;
    } else if i.kind_at(at) == TokenKind::Star {
        at += 1;
    } else {
        return 0;
    }
    while i.token_at(at).glued
        && (is_word(at) || matches!(i.kind_at(at), TokenKind::Long | TokenKind::Star))
    {
        at += 1;
    }
    at - offset
}

/// `Device*`
pub(super) fn wildcard(i: In<'_>) -> R<'_, Name> {
    match wildcard_length(i, 0) {
        0 => fail(i, Expected::Words("a name with wildcards")),
        length => {
            let rest = i.advance(length);
            let span = rest.span_since(i);
            Ok((rest, Name { text: i.ctx.slice(span).to_owned(), span }))
        }
    }
}

/// How many tokens a name with dashes has, which must be written in brackets: `a-b = 1`.
pub(super) fn dashed_length(i: In<'_>) -> usize {
    let is_part = |kind| matches!(kind, TokenKind::Ident | TokenKind::Keyword(_));
    if !is_part(i.kind()) {
        return 0;
    }
    let mut at = 1;
    while i.token_at(at).glued && (is_part(i.kind_at(at)) || i.kind_at(at) == TokenKind::Minus) {
        at += 1;
    }
    at
}

/// From the first to the last of so many tokens.
pub(super) fn tokens_span(i: In<'_>, count: usize) -> Span {
    i.advance(count).span_since(i)
}

/// `a`, `a*`: a column, or the columns of a pattern.
pub(super) fn name_or_wildcard(i: In<'_>) -> R<'_, Expr> {
    if wildcard_length(i, 0) > 0 {
        let (rest, name) = wildcard(i)?;
        let span = name.span;
        return Ok((rest, Expr { kind: ExprKind::Wildcard(name), span }));
    }
    let (rest, name) = name(i)?;
    let span = name.span;
    Ok((rest, Expr { kind: ExprKind::Name(name), span }))
}
