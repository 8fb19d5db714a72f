//! `restrict access to (a, b*) with (p = v)`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use crate::ast::StatementKind;
use crate::lexer::Keyword;
use crate::parser::expr::{properties, wildcard_entity};
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::token::{clause, kw, parens};

pub(super) fn parse(i: In<'_>) -> R<'_, StatementKind> {
    let entities = preceded(kw(Keyword::To), parens(list1(wildcard_entity)));
    let access = (entities, clause(Keyword::With, properties));
    preceded((kw(Keyword::Restrict), kw(Keyword::Access)), cut(access))
        .map(|(entities, with)| StatementKind::Restrict(entities, with.unwrap_or_default()))
        .parse(i)
}
