//! `lookup kind=leftouter (T) on a`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use super::support::with_parameters;
use crate::ast::{JoinCondition, OperatorKind};
use crate::lexer::Keyword;
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::parameter::Rules;
use crate::parser::token::kw;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let on = preceded(kw(Keyword::On), cut(list1(unnamed))).map(JoinCondition::On);
    let lookup = (unnamed, on);
    let kind = lookup.map(|(table, condition)| OperatorKind::Lookup { table, condition });
    with_parameters(Rules::BEFORE_EXPR, kind).parse(i)
}
