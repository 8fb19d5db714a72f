//! `graph-match (a)-[e*1..3]->(b) where p project x`; its patterns are those of graph-shortest-paths too.

use nom::Parser;
use nom::combinator::cut;
use nom::multi::many1;
use nom::sequence::separated_pair;

use super::Body;
use super::support::with_parameters;
use crate::ast::{Expr, GraphDirection, GraphMatch, GraphPattern, Name, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{named, operand};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::{columns1, list1};
use crate::parser::name::{name, name_length};
use crate::parser::parameter::Rules;
use crate::parser::pipeline::pipeline;
use crate::parser::token::{clause, opt_after, parens, text_length, tok};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, clauses.map(OperatorKind::GraphMatch)).parse(i)
}

/// The patterns, and the clauses after them.
pub(super) fn clauses(i: In<'_>) -> R<'_, GraphMatch> {
    let (i, patterns) = list1(many1(part)).parse(i)?;
    let (i, predicate) = clause(Keyword::Where, pipeline).parse(i)?;
    let (i, project) = clause(Keyword::Project, columns1(named)).parse(i)?;
    let (predicate, project) = (predicate.map(Box::new), project.unwrap_or_default());
    Ok((i, GraphMatch { patterns, predicate, project }))
}

fn part(i: In<'_>) -> R<'_, GraphPattern> {
    if i.is(TokenKind::LParen) {
        return parens(optional_name).map(GraphPattern::Node).parse(i);
    }
    let plain = [
        ("-->", GraphDirection::Right),
        ("<--", GraphDirection::Left),
        ("--", GraphDirection::Any),
    ];
    for (arrow, direction) in plain {
        let length = text_length(i, arrow);
        if length > 0 {
            let edge = GraphPattern::Edge { name: None, range: None, direction };
            return Ok((i.advance(length), edge));
        }
    }
    match (text_length(i, "<-["), text_length(i, "-[")) {
        (0, 0) => fail(i, Expected::Words("a node or an edge")),
        (0, length) => cut(|i| edge(i, false)).parse(i.advance(length)),
        (length, _) => cut(|i| edge(i, true)).parse(i.advance(length)),
    }
}

fn optional_name(i: In<'_>) -> R<'_, Option<Name>> {
    if name_length(i, 0) > 0 { name.map(Some).parse(i) } else { Ok((i, None)) }
}

/// What stands between `-[` and `]->`, and the end.
fn edge(i: In<'_>, from_left: bool) -> R<'_, GraphPattern> {
    let (i, name) = optional_name(i)?;
    let (i, range) = opt_after(TokenKind::Star, range).parse(i)?;
    let (i, to_right) = match (text_length(i, "]->"), text_length(i, "]-")) {
        (0, 0) => return fail(i, Expected::Words("`]->` or `]-`")),
        (0, length) => (i.advance(length), false),
        (length, _) => (i.advance(length), true),
    };
    let direction = match (from_left, to_right) {
        (true, false) => GraphDirection::Left,
        (false, true) => GraphDirection::Right,
        (false, false) | (true, true) => GraphDirection::Any,
    };
    Ok((i, GraphPattern::Edge { name, range: range.map(Box::new), direction }))
}

fn range(i: In<'_>) -> R<'_, (Expr, Expr)> {
    separated_pair(operand, tok(TokenKind::DotDot), operand).parse(i)
}
