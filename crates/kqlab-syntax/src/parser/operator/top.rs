//! `top 5 by x desc nulls last`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::separated_pair;

use super::Body;
use super::support::{ordered, with_parameters};
use crate::ast::OperatorKind;
use crate::lexer::Keyword;
use crate::parser::expr::named_value;
use crate::parser::input::{In, R};
use crate::parser::parameter::Rules;
use crate::parser::token::kw;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let top = separated_pair(named_value, cut(kw(Keyword::By)), cut(ordered));
    let kind = top.map(|(count, by)| OperatorKind::Top { count, by });
    with_parameters(Rules::BEFORE_EXPR, kind).parse(i)
}
