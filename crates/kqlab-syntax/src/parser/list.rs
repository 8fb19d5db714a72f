//! Lists with commas.

use nom::Err;

use super::fail::{Expected, Fail, fail};
use super::input::{In, R};
use super::token::P;
use crate::lexer::TokenKind;

/// Whether a list ends here whatever it is a list of.
pub(super) fn is_end(kind: TokenKind) -> bool {
    use TokenKind as T;
    matches!(kind, T::RParen | T::RBracket | T::RBrace | T::Bar | T::Semi | T::End)
}

/// `a, b, c`: at least one.
pub(super) fn list1<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    list(element, false)
}

/// `a, b, c`, or nothing at all.
pub(super) fn list0<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    let mut list = list(element, false);
    move |i| if is_end(i.kind()) { Ok((i, Vec::new())) } else { list(i) }
}

/// `a, b, c,` with or without the last comma, or nothing at all.
pub(super) fn list0_trailing<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    let mut list = list(element, true);
    move |i| if is_end(i.kind()) { Ok((i, Vec::new())) } else { list(i) }
}

fn list<'a, T>(mut element: impl P<'a, T>, trailing: bool) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    move |i| {
        let (mut i, first) = element.parse(i)?;
        let mut elements = vec![first];
        while i.is(TokenKind::Comma) {
            let after = i.advance(1);
            if trailing && is_end(after.kind()) {
                return Ok((after, elements));
            }
            let (rest, next) = element.parse(after).map_err(committed)?;
            elements.push(next);
            i = rest;
        }
        if !is_end(i.kind()) {
            // If something else fails here, the comma is one more thing that could have stood here.
            let _: R<'_, ()> = fail(i, Expected::Sign(TokenKind::Comma));
        }
        Ok((i, elements))
    }
}

/// After a committed failure no alternative is tried.
pub(super) fn committed(error: Err<Fail>) -> Err<Fail> {
    match error {
        Err::Error(fail) => Err::Failure(fail),
        other => other,
    }
}
