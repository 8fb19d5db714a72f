//! `declare query_parameters(a:long = 1)`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use crate::ast::StatementKind;
use crate::lexer::Keyword;
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::schema::function_parameter;
use crate::parser::token::{kw, parens};

pub(super) fn parse(i: In<'_>) -> R<'_, StatementKind> {
    let parameters = preceded(kw(Keyword::QueryParameters), parens(list1(function_parameter)));
    preceded(kw(Keyword::Declare), cut(parameters)).map(StatementKind::QueryParameters).parse(i)
}
