//! `top-hitters 5 of x by y`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use crate::ast::OperatorKind;
use crate::lexer::Keyword;
use crate::parser::expr::{named, named_value};
use crate::parser::input::{In, R};
use crate::parser::token::{clause, kw};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let (i, count) = named_value(i)?;
    let (i, of) = cut(preceded(kw(Keyword::Of), named)).parse(i)?;
    let (i, by) = clause(Keyword::By, named_value).parse(i)?;
    Ok((i, (Vec::new(), OperatorKind::TopHitters { count, of, by })))
}
