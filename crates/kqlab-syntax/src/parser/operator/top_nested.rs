//! `top-nested 3 of x with others="rest" by sum(y), top-nested ...`

use nom::Parser;
use nom::branch::alt;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use super::support::{at, ordered};
use crate::ast::{Expr, OperatorKind, TopNested};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{named, named_value, unnamed};
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::literal::literal;
use crate::parser::token::{clause, kw, tok};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let (mut rest, first) = level(i)?;
    let mut levels = vec![first];
    if rest.is(TokenKind::Comma) {
        let next = preceded(kw(Keyword::TopNested), cut(level));
        let (after, more) = cut(list1(next)).parse(rest.advance(1))?;
        levels.extend(more);
        rest = after;
    }
    Ok((rest, (Vec::new(), OperatorKind::TopNested(levels))))
}

fn level(i: In<'_>) -> R<'_, TopNested> {
    let (i, count) = match at(i, Keyword::Of) {
        true => (i, None),
        false => named_value.map(Some).parse(i)?,
    };
    let (i, of) = cut(preceded(kw(Keyword::Of), named)).parse(i)?;
    let (i, others) = clause(Keyword::With, others).parse(i)?;
    let (i, by) = cut(preceded(kw(Keyword::By), ordered)).parse(i)?;
    Ok((i, TopNested { count, of, others, by }))
}

fn others(i: In<'_>) -> R<'_, Expr> {
    preceded((kw(Keyword::Others), tok(TokenKind::Eq)), alt((literal, unnamed))).parse(i)
}
