//! `graph-to-table nodes as N with_node_id=id, edges as E`

use nom::Parser;

use super::Body;
use super::support::{at, plain};
use crate::ast::{GraphOutput, OperatorKind};
use crate::lexer::Keyword;
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::name::name;
use crate::parser::parameter::{Rules, parameters};
use crate::parser::token::clause;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    plain(list1(output).map(OperatorKind::GraphToTable)).parse(i)
}

fn output(i: In<'_>) -> R<'_, GraphOutput> {
    let edges = at(i, Keyword::Edges);
    if !edges && !at(i, Keyword::Nodes) {
        return fail(i, Expected::Words("`nodes` or `edges`"));
    }
    let (i, name) = clause(Keyword::As, name).parse(i.advance(1))?;
    let own: &'static [&'static str] =
        if edges { &["with_source_id", "with_target_id"] } else { &["with_node_id"] };
    let (i, parameters) = parameters(Rules::BEFORE_EXPR.and(own)).parse(i)?;
    Ok((i, GraphOutput { edges, name, parameters }))
}
