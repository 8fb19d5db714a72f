//! Why a text is no query: what was expected where, as nom's error.

use nom::error::{ErrorKind, ParseError};

/// An error at the beginning of `rest`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault<'a> {
    pub(super) rest: &'a str,
    pub(super) expected: &'static str,
    /// Said instead of what was expected.
    pub(super) message: Option<&'static str>,
    pub(super) hint: Option<&'static str>,
}

impl<'a> Fault<'a> {
    pub(super) fn expected(rest: &'a str, expected: &'static str) -> Self {
        Self { rest, expected, message: None, hint: None }
    }

    pub(super) fn refused(rest: &'a str, message: &'static str, hint: &'static str) -> Self {
        Self { message: Some(message), hint: Some(hint), ..Self::expected(rest, "") }
    }

    /// What stands there: a character that is syntax, or a word.
    pub(super) fn found(&self) -> &'a str {
        let mut characters = self.rest.char_indices();
        let Some((_, first)) = characters.next() else { return "" };
        if first != '\\' && is_special(first) {
            return &self.rest[..first.len_utf8()];
        }
        let end = characters.find(|(_, c)| c.is_whitespace() || is_special(*c));
        &self.rest[..end.map_or(self.rest.len(), |(at, _)| at)]
    }
}

/// What ends an unquoted literal.
pub(super) fn is_special(c: char) -> bool {
    matches!(c, '\\' | '(' | ')' | ':' | '<' | '>' | '"' | '*' | '{' | '}')
}

impl<'a> ParseError<&'a str> for Fault<'a> {
    fn from_error_kind(rest: &'a str, _: ErrorKind) -> Self {
        Self::expected(rest, "a field or a value")
    }

    fn append(_: &'a str, _: ErrorKind, other: Self) -> Self {
        other
    }

    fn or(self, other: Self) -> Self {
        if self.rest.len() < other.rest.len() { self } else { other }
    }
}
