//! `count`, and the old form `count as N`.

use nom::Parser;

use super::Body;
use super::support::plain;
use crate::ast::{Name, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::input::{In, R};
use crate::parser::token::{clause, tok, token_name};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    plain(clause(Keyword::As, bare_name).map(|name| OperatorKind::Count { name })).parse(i)
}

/// No keyword and no brackets here.
fn bare_name(i: In<'_>) -> R<'_, Name> {
    tok(TokenKind::Ident).map(|_| token_name(i)).parse(i)
}
