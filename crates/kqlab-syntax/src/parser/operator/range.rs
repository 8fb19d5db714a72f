//! `range x from a to b step c`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use crate::ast::OperatorKind;
use crate::lexer::Keyword;
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};
use crate::parser::name::name;
use crate::parser::token::kw;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let (i, column) = name(i)?;
    let (i, from) = cut(preceded(kw(Keyword::From), unnamed)).parse(i)?;
    let (i, to) = cut(preceded(kw(Keyword::To), unnamed)).parse(i)?;
    let (i, step) = cut(preceded(kw(Keyword::Step), unnamed)).parse(i)?;
    Ok((i, (Vec::new(), OperatorKind::Range { column, from, to, step })))
}
