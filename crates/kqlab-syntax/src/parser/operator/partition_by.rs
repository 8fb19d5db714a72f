//! `__partitionby x id guid(...) (...)`: internal to Kusto.

use nom::Parser;

use super::Body;
use super::support::with_parameters;
use crate::ast::OperatorKind;
use crate::lexer::Keyword;
use crate::parser::expr::name_path;
use crate::parser::input::{In, R};
use crate::parser::literal::literal;
use crate::parser::parameter::Rules;
use crate::parser::pipeline::contextual_sub_pipeline;
use crate::parser::token::{clause, parens};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::KNOWN, partition).parse(i)
}

fn partition(i: In<'_>) -> R<'_, OperatorKind> {
    let (i, by) = name_path(i)?;
    let (i, id) = clause(Keyword::Id, literal).parse(i)?;
    let id = id.map(|id| i.ctx.slice(id.span).to_owned());
    let (i, body) = parens(contextual_sub_pipeline).parse(i)?;
    Ok((i, OperatorKind::PartitionBy { by, id, body }))
}
