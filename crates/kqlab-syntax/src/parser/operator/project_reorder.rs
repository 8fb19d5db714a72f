//! `project-reorder a, b* asc, c* granny-desc`

use nom::Parser;
use nom::combinator::opt;

use super::Body;
use super::support::plain;
use crate::ast::{OperatorKind, ReorderColumn, ReorderOrder};
use crate::lexer::Keyword;
use crate::parser::fail::Fail;
use crate::parser::input::{In, R};
use crate::parser::list::wildcards0;
use crate::parser::name::name_or_wildcard;

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    plain(wildcards0(column).map(OperatorKind::ProjectReorder)).parse(i)
}

fn column(i: In<'_>) -> R<'_, ReorderColumn> {
    (name_or_wildcard, opt(order)).map(|(column, order)| ReorderColumn { column, order }).parse(i)
}

fn order(i: In<'_>) -> R<'_, ReorderOrder> {
    let order = match i.keyword() {
        Some(Keyword::Asc) => ReorderOrder::Asc,
        Some(Keyword::Desc) => ReorderOrder::Desc,
        Some(Keyword::GrannyAsc) => ReorderOrder::GrannyAsc,
        Some(Keyword::GrannyDesc) => ReorderOrder::GrannyDesc,
        _ => return Err(nom::Err::Error(Fail)),
    };
    Ok((i.advance(1), order))
}
