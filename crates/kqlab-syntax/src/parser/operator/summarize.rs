//! `summarize a = count() by b, bin(c, 1h)`, and the old `by c bin=1h`.

use nom::Parser;
use nom::combinator::opt;
use nom::sequence::preceded;

use super::Body;
use super::support::{at, unless, with_parameters};
use crate::ast::{Expr, NamedExpr, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{named, unnamed};
use crate::parser::fail::{Expected, Fail, fail};
use crate::parser::input::{In, R};
use crate::parser::list::{columns0, columns1};
use crate::parser::parameter::Rules;
use crate::parser::token::{clause, quiet};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, summarize).parse(i)
}

fn summarize(i: In<'_>) -> R<'_, OperatorKind> {
    let (i, aggregates) = columns0(unless(&[Keyword::By], named)).parse(i)?;
    let (i, keys) = clause(Keyword::By, (columns1(key), opt(old_bin))).parse(i)?;
    let (by, bin) = keys.unwrap_or_default();
    Ok((i, OperatorKind::Summarize { aggregates, by, bin }))
}

fn key(i: In<'_>) -> R<'_, NamedExpr> {
    if is_old_bin(i) { fail(i, Expected::Words("an expression")) } else { named(i) }
}

/// `bin=1h` after the last key, without a comma.
fn is_old_bin(i: In<'_>) -> bool {
    use TokenKind as T;
    let is_literal = matches!(
        i.kind_at(2),
        T::String
            | T::Bool
            | T::Long
            | T::Int
            | T::Real
            | T::Decimal
            | T::Datetime
            | T::Timespan
            | T::Guid
    );
    at(i, Keyword::Bin) && i.kind_at(1) == T::Eq && is_literal
}

fn old_bin(i: In<'_>) -> R<'_, Expr> {
    if !is_old_bin(i) {
        return Err(nom::Err::Error(Fail));
    }
    preceded((quiet(i.kind()), quiet(TokenKind::Eq)), unnamed).parse(i)
}
