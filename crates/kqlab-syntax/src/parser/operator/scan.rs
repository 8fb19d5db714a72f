//! `scan order by t partition by k declare (a:long) with (step s output=all: p => a = 1;)`

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::many0;
use nom::sequence::{preceded, separated_pair, terminated};

use super::Body;
use super::support::{ordered, unless, with_parameters};
use crate::ast::{Expr, Name, OperatorKind, Scan, ScanOutput, ScanStep};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::unnamed;
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::name::declared_name;
use crate::parser::parameter::Rules;
use crate::parser::schema::function_parameters;
use crate::parser::token::{clause, kw, opt_after, parens, quiet, tok};

/// What ends the lists of the clauses.
const ENDS: &[Keyword] =
    &[Keyword::Partition, Keyword::Order, Keyword::By, Keyword::Declare, Keyword::With];

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::KNOWN, scan.map(OperatorKind::Scan)).parse(i)
}

fn scan(i: In<'_>) -> R<'_, Scan> {
    let by = || cut(kw(Keyword::By));
    let (i, order) =
        clause(Keyword::Order, preceded(by(), list1(unless(ENDS, ordered)))).parse(i)?;
    let (i, partition) =
        clause(Keyword::Partition, preceded(by(), list1(unless(ENDS, unnamed)))).parse(i)?;
    let (i, declare) = clause(Keyword::Declare, function_parameters).parse(i)?;
    let (i, steps) = cut(preceded(kw(Keyword::With), parens(many0(step)))).parse(i)?;
    let (order, partition) = (order.unwrap_or_default(), partition.unwrap_or_default());
    Ok((i, Scan { order, partition, declare: declare.unwrap_or_default(), steps }))
}

fn step(i: In<'_>) -> R<'_, ScanStep> {
    preceded(kw(Keyword::Step), cut(terminated(step_body, tok(TokenKind::Semi)))).parse(i)
}

fn step_body(i: In<'_>) -> R<'_, ScanStep> {
    let (i, name) = declared_name(i)?;
    let (i, optional) = opt(quiet(TokenKind::Keyword(Keyword::Optional))).parse(i)?;
    let (i, output) = clause(Keyword::Output, preceded(tok(TokenKind::Eq), output)).parse(i)?;
    let (i, condition) = preceded(tok(TokenKind::Colon), unnamed).parse(i)?;
    let (i, assignments) = opt_after(TokenKind::FatArrow, list1(assignment)).parse(i)?;
    let (optional, assignments) = (optional.is_some(), assignments.unwrap_or_default());
    Ok((i, ScanStep { name, optional, output, condition, assignments }))
}

fn output(i: In<'_>) -> R<'_, ScanOutput> {
    let output = match i.text_at(0) {
        "all" => ScanOutput::All,
        "last" => ScanOutput::Last,
        "none" => ScanOutput::None,
        _ => return fail(i, Expected::Words("`all`, `last` or `none`")),
    };
    Ok((i.advance(1), output))
}

fn assignment(i: In<'_>) -> R<'_, (Name, Expr)> {
    separated_pair(declared_name, cut(tok(TokenKind::Eq)), cut(unnamed)).parse(i)
}
