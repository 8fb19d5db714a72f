//! `graph-where-nodes predicate`, `graph-where-edges predicate`

use nom::Parser;

use super::Body;
use super::support::plain;
use crate::ast::OperatorKind;
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};

pub(super) fn nodes(i: In<'_>) -> R<'_, Body> {
    plain(unnamed.map(OperatorKind::GraphWhereNodes)).parse(i)
}

pub(super) fn edges(i: In<'_>) -> R<'_, Body> {
    plain(unnamed.map(OperatorKind::GraphWhereEdges)).parse(i)
}
