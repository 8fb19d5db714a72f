//! `mv-apply a = x to typeof(long) limit 5 on (...)`, and the old spelling `mvapply`.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use super::support::{mv_column, with_parameters};
use crate::ast::{MvApply, MvColumn, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::unnamed;
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::columns1;
use crate::parser::parameter::Rules;
use crate::parser::pipeline::contextual_sub_pipeline;
use crate::parser::token::{clause, kw, parens};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, |i| apply(i, false)).parse(i)
}

pub(super) fn legacy(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, |i| apply(i, true)).parse(i)
}

fn apply(i: In<'_>, legacy: bool) -> R<'_, OperatorKind> {
    let (i, columns) = columns1(column).parse(i)?;
    let (i, limit) = clause(Keyword::Limit, unnamed).parse(i)?;
    let (i, id) = clause(Keyword::Id, context_id).parse(i)?;
    let (i, on) = cut(preceded(kw(Keyword::On), parens(contextual_sub_pipeline))).parse(i)?;
    Ok((i, OperatorKind::MvApply(MvApply { legacy, columns, limit, id, on: Box::new(on) })))
}

/// `limit`, `id` and `on` begin the next clause, unless what follows shows that they are columns.
fn column(i: In<'_>) -> R<'_, MvColumn> {
    use TokenKind as T;
    let is_name = matches!(i.kind_at(1), T::Comma | T::Eq | T::Keyword(Keyword::To));
    match i.keyword() {
        Some(Keyword::Limit | Keyword::Id | Keyword::On) if !is_name => {
            fail(i, Expected::Words("an expression"))
        }
        _ => mv_column(i),
    }
}

/// `id guid(...)`, as it is written.
pub(super) fn context_id(i: In<'_>) -> R<'_, String> {
    let (rest, id) = unnamed(i)?;
    Ok((rest, i.ctx.slice(id.span).to_owned()))
}
