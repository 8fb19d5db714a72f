//! `fork name = (...) (...)`

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::many1;
use nom::sequence::terminated;

use super::support::plain;
use super::{Body, begins_operator};
use crate::ast::{Expr, ForkBranch, Name, OperatorKind};
use crate::lexer::TokenKind;
use crate::parser::fail::Fail;
use crate::parser::input::{In, R};
use crate::parser::name::{name, name_length};
use crate::parser::pipeline::{pipeline, sub_pipeline};
use crate::parser::token::{parens, tok};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    plain(many1(named_branch).map(OperatorKind::Fork)).parse(i)
}

fn named_branch(i: In<'_>) -> R<'_, ForkBranch> {
    let (i, name) = opt(branch_name).parse(i)?;
    let (i, body) = match name {
        Some(_) => cut(parens(branch)).parse(i)?,
        None => parens(branch).parse(i)?,
    };
    Ok((i, ForkBranch { name, body }))
}

fn branch_name(i: In<'_>) -> R<'_, Name> {
    match name_length(i, 0) {
        0 => Err(nom::Err::Error(Fail)),
        length if i.kind_at(length) != TokenKind::Eq => Err(nom::Err::Error(Fail)),
        _ => terminated(name, tok(TokenKind::Eq)).parse(i),
    }
}

/// A sub-pipeline; a whole pipeline is for the binder to refuse.
fn branch(i: In<'_>) -> R<'_, Expr> {
    if begins_operator(i) { sub_pipeline(i) } else { pipeline(i) }
}
