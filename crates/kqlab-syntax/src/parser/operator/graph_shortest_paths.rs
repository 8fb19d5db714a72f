//! `graph-shortest-paths output=all (a)-[e*1..3]->(b) ...`

use nom::Parser;

use super::Body;
use super::graph_match::clauses;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::parser::input::{In, R};
use crate::parser::parameter::Rules;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let rules = Rules::BEFORE_EXPR.and(&["output"]);
    with_parameters(rules, clauses.map(OperatorKind::GraphShortestPaths)).parse(i)
}
