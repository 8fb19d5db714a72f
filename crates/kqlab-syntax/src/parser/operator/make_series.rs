//! `make-series a = avg(x) default=0 on t from .. to .. step .. by k`, and the old `in range (from, to, step)`.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::{pair, preceded};

use super::Body;
use super::support::{at, unless, with_parameters};
use crate::ast::{Expr, ExprKind, MakeSeries, OperatorKind, SeriesAggregate};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{named, named_value, unnamed};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::{columns1, list0, list1};
use crate::parser::parameter::Rules;
use crate::parser::token::{clause, kw, parens, tok};
use crate::{Diagnostic, Phase, codes};

/// What ends the aggregates.
const ENDS: &[Keyword] = &[Keyword::On, Keyword::From, Keyword::In];

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, series.map(OperatorKind::MakeSeries)).parse(i)
}

fn series(i: In<'_>) -> R<'_, MakeSeries> {
    let (i, aggregates) = columns1(unless(ENDS, aggregate)).parse(i)?;
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
    let list = preceded((kw(Keyword::In), kw(Keyword::Range)), parens(list0(named_value)));
    let (rest, values) = cut(list).parse(i)?;
    let span = rest.span_since(i);
    if values.len() != 3 {
        let message = format!("expected three values after `in range`, found {}", values.len());
        let (phase, code) = (Phase::Binding, codes::binding::ARGUMENT_COUNT);
        i.ctx.emit(Diagnostic::error(phase, code, span, message));
    }
    let mut values = values.into_iter();
    let mut next = || Box::new(values.next().unwrap_or(Expr { kind: ExprKind::Error, span }));
    let (from, to, step) = (Some(next()), Some(next()), next());
    Ok((rest, Axis { from, to, step, in_range: true }))
}
