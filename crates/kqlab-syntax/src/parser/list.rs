//! Lists with commas.

use nom::Err;

use super::fail::{Expected, Fail, fail};
use super::input::{In, R};
use super::name::{dashed_length, wildcard_length};
use super::token::P;
use crate::lexer::{Keyword, TokenKind};

/// Whether a list ends here whatever it is a list of.
pub(super) fn is_end(kind: TokenKind) -> bool {
    use TokenKind as T;
    matches!(kind, T::RParen | T::RBracket | T::RBrace | T::Bar | T::Semi | T::End)
}

/// `a, b, c`: at least one.
pub(super) fn list1<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    list(element, Rules::PLAIN)
}

/// `a, b, c`, or nothing at all.
pub(super) fn list0<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    or_empty(list(element, Rules::PLAIN))
}

/// `a, b, c,` with or without the last comma, or nothing at all.
pub(super) fn list0_trailing<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    or_empty(list(element, Rules { trailing: true, ..Rules::PLAIN }))
}

/// `a, b = c`: at least one column, each with a name or without.
pub(super) fn columns1<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    list(element, Rules { trailing: false, begins: assigns })
}

/// `a, b = c`, or nothing at all.
pub(super) fn columns0<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    or_empty(list(element, Rules { trailing: false, begins: assigns }))
}

/// `a, b*`: at least one.
pub(super) fn wildcards1<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    list(element, Rules { trailing: false, begins: is_wildcard })
}

/// `a, b*`, or nothing at all.
pub(super) fn wildcards0<'a, T>(element: impl P<'a, T>) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    or_empty(list(element, Rules { trailing: false, begins: is_wildcard }))
}

#[derive(Clone, Copy)]
struct Rules {
    /// A comma may stand after the last element.
    trailing: bool,
    /// What can only be the next element, with its comma missing.
    begins: fn(In<'_>) -> bool,
}

impl Rules {
    const PLAIN: Self = Self { trailing: false, begins: |_| false };
}

/// `name =`; but `bin=` is an old clause of summarize.
fn assigns(i: In<'_>) -> bool {
    let length = dashed_length(i);
    length > 0 && i.kind_at(length) == TokenKind::Eq && !i.is_keyword(Keyword::Bin)
}

fn is_wildcard(i: In<'_>) -> bool {
    wildcard_length(i, 0) > 0
}

/// Where no element begins, the list is empty, except before a comma.
fn or_empty<'a, T>(
    mut list: impl FnMut(In<'a>) -> R<'a, Vec<T>>,
) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    move |i| {
        if is_end(i.kind()) {
            return Ok((i, Vec::new()));
        }
        match list(i) {
            Err(Err::Error(_)) if !i.is(TokenKind::Comma) => Ok((i, Vec::new())),
            other => other,
        }
    }
}

fn list<'a, T>(mut element: impl P<'a, T>, rules: Rules) -> impl FnMut(In<'a>) -> R<'a, Vec<T>> {
    move |i| {
        let (mut i, first) = element.parse(i)?;
        let mut elements = vec![first];
        while i.is(TokenKind::Comma) {
            let after = i.advance(1);
            if rules.trailing && is_end(after.kind()) {
                return Ok((after, elements));
            }
            let (rest, next) = element.parse(after).map_err(committed)?;
            elements.push(next);
            i = rest;
        }
        missing_comma(i, rules.begins)?;
        Ok((i, elements))
    }
}

/// If something else fails after a list, a comma is one more thing that could have stood there. Before what
/// can only be an element it is the comma that is missing, and nothing else.
fn missing_comma(i: In<'_>, begins: fn(In<'_>) -> bool) -> Result<(), Err<Fail>> {
    if is_end(i.kind()) {
        return Ok(());
    }
    match fail::<()>(i, Expected::Sign(TokenKind::Comma)) {
        Err(error) if begins(i) => Err(committed(error)),
        _ => Ok(()),
    }
}

/// After a committed failure no alternative is tried.
pub(super) fn committed(error: Err<Fail>) -> Err<Fail> {
    match error {
        Err::Error(fail) => Err::Failure(fail),
        other => other,
    }
}
