//! The smallest parsers: one token of a kind, one keyword, one word by its text.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::{delimited, preceded};

use super::fail::{Expected, Fail, fail};
use super::input::{In, R};
use crate::ast::Name;
use crate::lexer::{Keyword, Token, TokenKind};

/// A parser of this grammar, as nom's combinators take it.
pub(super) trait P<'a, T>: Parser<In<'a>, Output = T, Error = Fail> {}
impl<'a, T, F: Parser<In<'a>, Output = T, Error = Fail>> P<'a, T> for F {}

/// One token of this kind.
pub(super) fn tok<'a>(kind: TokenKind) -> impl Fn(In<'a>) -> R<'a, Token> {
    move |i| match i.token() {
        token if token.kind == kind => Ok((i.advance(1), token)),
        _ => fail(i, Expected::Sign(kind)),
    }
}

/// This keyword.
pub(super) fn kw<'a>(keyword: Keyword) -> impl Fn(In<'a>) -> R<'a, Token> {
    move |i| match i.token() {
        token if token.kind == TokenKind::Keyword(keyword) => Ok((i.advance(1), token)),
        _ => fail(i, Expected::Keyword(keyword)),
    }
}

/// What follows the keyword, if the keyword stands here; after it there is no way back.
pub(super) fn clause<'a, T>(keyword: Keyword, body: impl P<'a, T>) -> impl P<'a, Option<T>> {
    opt_after(TokenKind::Keyword(keyword), body)
}

/// What follows the token, if such a token stands here; after it there is no way back.
pub(super) fn opt_after<'a, T>(kind: TokenKind, body: impl P<'a, T>) -> impl P<'a, Option<T>> {
    opt(preceded(quiet(kind), cut(body)))
}

/// A token whose absence is no mistake.
pub(super) fn quiet<'a>(kind: TokenKind) -> impl Fn(In<'a>) -> R<'a, Token> {
    move |i| match i.token() {
        token if token.kind == kind => Ok((i.advance(1), token)),
        _ => Err(nom::Err::Error(Fail)),
    }
}

/// `( body )`
pub(super) fn parens<'a, T>(body: impl P<'a, T>) -> impl P<'a, T> {
    delimited(tok(TokenKind::LParen), cut(body), cut(tok(TokenKind::RParen)))
}

/// `[ body ]`
pub(super) fn brackets<'a, T>(body: impl P<'a, T>) -> impl P<'a, T> {
    delimited(tok(TokenKind::LBracket), cut(body), cut(tok(TokenKind::RBracket)))
}

/// How many tokens the text takes here, one glued to the other; 0 if something else stands here.
pub(super) fn text_length(i: In<'_>, text: &str) -> usize {
    let mut rest = text;
    let mut count = 0;
    while !rest.is_empty() {
        let token = i.token_at(count);
        if token.kind == TokenKind::End || (count > 0 && !token.glued) {
            return 0;
        }
        match rest.strip_prefix(i.ctx.slice(token.span)) {
            Some(after) => rest = after,
            None => return 0,
        }
        count += 1;
    }
    count
}

/// One of these words, be it a keyword or not.
pub(super) fn one_of<'a>(
    words: &'static [&'static str],
    expected: &'static str,
) -> impl Fn(In<'a>) -> R<'a, Name> {
    move |i| {
        for word in words {
            let count = text_length(i, word);
            if count > 0 {
                let after = i.advance(count);
                return Ok((after, Name { text: (*word).to_owned(), span: after.span_since(i) }));
            }
        }
        fail(i, Expected::Words(expected))
    }
}

/// The name that a token is.
pub(super) fn token_name(i: In<'_>) -> Name {
    Name { text: i.text_at(0).to_owned(), span: i.token().span }
}
