//! `render timechart with (title="x", series=a, b)`, and the old properties without parentheses.

use nom::Parser;
use nom::combinator::opt;
use nom::multi::many0;
use nom::sequence::preceded;

use super::Body;
use crate::ast::{Name, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::name::tokens_span;
use crate::parser::parameter::{Value, old_property, properties};
use crate::parser::token::{clause, parens, quiet, text_length};

const CHARTS: &[&str] = &[
    "table",
    "list",
    "barchart",
    "piechart",
    "ladderchart",
    "timechart",
    "linechart",
    "anomalychart",
    "pivotchart",
    "areachart",
    "stackedareachart",
    "scatterchart",
    "timepivot",
    "columnchart",
    "timeline",
    "3Dchart",
    "card",
    "treemap",
    "plotly",
    "graph",
    "sankey",
];

const PROPERTIES: &[(&str, Value)] = &[
    ("kind", Value::Plain),
    ("title", Value::Expr),
    ("accumulate", Value::Plain),
    ("xcolumn", Value::Plain),
    ("ycolumns", Value::Names),
    ("anomalycolumns", Value::Names),
    ("series", Value::Names),
    ("xtitle", Value::Expr),
    ("ytitle", Value::Expr),
    ("xaxis", Value::Plain),
    ("yaxis", Value::Plain),
    ("legend", Value::Plain),
    ("ysplit", Value::Plain),
    ("ymin", Value::Plain),
    ("ymax", Value::Plain),
    ("xmin", Value::Plain),
    ("xmax", Value::Plain),
];

/// Whether a chart's name stands here, or what may be one.
pub(in crate::parser) fn is_chart(i: In<'_>) -> bool {
    let is_name = i.is(TokenKind::Ident) || i.keyword().is_some_and(Keyword::is_name);
    is_name || CHARTS.iter().any(|chart| text_length(i, chart) > 0)
}

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let (i, chart) = chart(i)?;
    let (i, mut list) = many0(old_property).parse(i)?;
    let inner = preceded(opt(quiet(TokenKind::Comma)), properties(PROPERTIES));
    let (i, with) = clause(Keyword::With, parens(inner)).parse(i)?;
    list.extend(with.unwrap_or_default());
    Ok((i, (list, OperatorKind::Render { chart })))
}

fn chart(i: In<'_>) -> R<'_, Name> {
    let known = CHARTS.iter().map(|chart| text_length(i, chart)).max().unwrap_or(0);
    let length = if i.is(TokenKind::Ident) { known.max(1) } else { known };
    if length == 0 {
        return fail(i, Expected::Words("a chart"));
    }
    let span = tokens_span(i, length);
    Ok((i.advance(length), Name { text: i.ctx.slice(span).to_owned(), span }))
}
