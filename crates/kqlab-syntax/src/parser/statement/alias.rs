//! `alias database n = cluster('c').database('d')`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::{preceded, separated_pair};

use crate::ast::StatementKind;
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};
use crate::parser::name::name;
use crate::parser::token::{kw, tok};

pub(super) fn parse(i: In<'_>) -> R<'_, StatementKind> {
    let alias = separated_pair(name, tok(TokenKind::Eq), unnamed);
    preceded((kw(Keyword::Alias), kw(Keyword::Database)), cut(alias))
        .map(|(name, expr)| StatementKind::Alias(name, expr))
        .parse(i)
}
