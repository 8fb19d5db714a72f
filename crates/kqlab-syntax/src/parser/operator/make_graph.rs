//! `make-graph a --> b with T on k`, `make-graph a --> b with_node_id=id`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use super::support::with_parameters;
use crate::ast::{Expr, MakeGraph, Name, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{name_path, operand};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::name::name;
use crate::parser::parameter::Rules;
use crate::parser::pipeline::contextual_sub_pipeline;
use crate::parser::token::{clause, kw, parens, text_length, tok};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, graph.map(OperatorKind::MakeGraph)).parse(i)
}

fn graph(i: In<'_>) -> R<'_, MakeGraph> {
    let (i, source) = name(i)?;
    let (i, directed) = cut(direction).parse(i)?;
    let (i, target) = cut(name).parse(i)?;
    let (i, node_id) = clause(Keyword::WithNodeId, preceded(tok(TokenKind::Eq), name)).parse(i)?;
    let (i, nodes) = match node_id {
        None => clause(Keyword::With, list1(table_and_key)).parse(i)?,
        Some(_) => (i, None),
    };
    let (i, partitioned_by) = clause(Keyword::PartitionedBy, partition).parse(i)?;
    let nodes = nodes.unwrap_or_default();
    let partitioned_by = partitioned_by.map(Box::new);
    Ok((i, MakeGraph { source, target, directed, nodes, node_id, partitioned_by }))
}

/// True is `-->`, false `--`.
fn direction(i: In<'_>) -> R<'_, bool> {
    match (text_length(i, "-->"), text_length(i, "--")) {
        (0, 0) => fail(i, Expected::Words("`-->` or `--`")),
        (0, length) => Ok((i.advance(length), false)),
        (length, _) => Ok((i.advance(length), true)),
    }
}

fn table_and_key(i: In<'_>) -> R<'_, (Expr, Name)> {
    (operand, cut(preceded(kw(Keyword::On), name))).parse(i)
}

fn partition(i: In<'_>) -> R<'_, (Expr, Expr)> {
    (name_path, parens(contextual_sub_pipeline)).parse(i)
}
