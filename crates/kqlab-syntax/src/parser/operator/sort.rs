//! `sort by a asc nulls first, b`, `order by ...`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use super::support::{ordered, with_parameters};
use crate::ast::OperatorKind;
use crate::lexer::Keyword;
use crate::parser::input::{In, R};
use crate::parser::list::columns1;
use crate::parser::parameter::Rules;
use crate::parser::token::kw;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let by = preceded(kw(Keyword::By), cut(columns1(ordered)));
    with_parameters(Rules::KNOWN, by.map(OperatorKind::Sort)).parse(i)
}
