//! `make-series a = avg(x) default=0 on t from .. to .. step .. by k`, and the old `in range (from, to, step)`.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::{pair, preceded};

use super::Body;
use super::support::{at, with_parameters};
use crate::ast::{Expr, MakeSeries, NamedExpr, OperatorKind, SeriesAggregate};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{named, named_value, unnamed};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::parameter::Rules;
use crate::parser::token::{clause, kw, parens, tok};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, series.map(OperatorKind::MakeSeries)).parse(i)
}

fn series(i: In<'_>) -> R<'_, MakeSeries> {
    let (i, aggregates) = list1(aggregate).parse(i)?;
    let (i, on) = cut(preceded(kw(Keyword::On), named)).parse(i)?;
    let (i, axis) = cut(axis).parse(i)?;
    let (i, by) = clause(Keyword::By, list1(named)).parse(i)?;
    let Axis { from, to, step, in_range } = axis;
    let (on, by) = (Box::new(on), by.unwrap_or_default());
    Ok((i, MakeSeries { aggregates, on, from, to, step, in_range, by }))
}

fn aggregate(i: In<'_>) -> R<'_, SeriesAggregate> {
    let default = clause(Keyword::Default, preceded(tok(TokenKind::Eq), named_value));
    pair(named, default).map(|(expr, default)| SeriesAggregate { expr, default }).parse(i)
}

struct Axis {
    from: Option<Box<Expr>>,
    to: Option<Box<Expr>>,
    step: Box<Expr>,
    in_range: bool,
}

fn axis(i: In<'_>) -> R<'_, Axis> {
    if at(i, Keyword::In) {
        return in_range(i);
    }
    let bounds = [Keyword::From, Keyword::To, Keyword::Step];
    if !bounds.into_iter().any(|keyword| at(i, keyword)) {
        return fail(i, Expected::Words("`from`, `to`, `step` or `in range`"));
    }
    let (i, from) = clause(Keyword::From, unnamed).parse(i)?;
    let (i, to) = clause(Keyword::To, unnamed).parse(i)?;
    let (i, step) = cut(preceded(kw(Keyword::Step), unnamed)).parse(i)?;
    let (from, to, step) = (from.map(Box::new), to.map(Box::new), Box::new(step));
    Ok((i, Axis { from, to, step, in_range: false }))
}

fn in_range(i: In<'_>) -> R<'_, Axis> {
    let list = preceded((kw(Keyword::In), kw(Keyword::Range)), parens(list1(named)));
    let (rest, values) = cut(list).parse(i)?;
    let [from, to, step]: [NamedExpr; 3] = match values.try_into() {
        Ok(three) => three,
        Err(_) => return fail(i, Expected::Words("three values after `in range`")),
    };
    let boxed = |value: NamedExpr| Box::new(value.expr);
    let (from, to, step) = (Some(boxed(from)), Some(boxed(to)), boxed(step));
    Ok((rest, Axis { from, to, step, in_range: true }))
}
