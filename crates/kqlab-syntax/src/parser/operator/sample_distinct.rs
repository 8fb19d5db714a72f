//! `sample-distinct 5 of x`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::separated_pair;

use super::Body;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::lexer::Keyword;
use crate::parser::expr::{named, named_value};
use crate::parser::input::{In, R};
use crate::parser::parameter::Rules;
use crate::parser::token::kw;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let sample = separated_pair(named_value, cut(kw(Keyword::Of)), cut(named));
    let kind = sample.map(|(count, of)| OperatorKind::SampleDistinct { count, of });
    with_parameters(Rules::BEFORE_EXPR, kind).parse(i)
}
