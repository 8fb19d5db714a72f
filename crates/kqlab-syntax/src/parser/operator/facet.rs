//! `facet by a, b with (...)`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::support::{plain, unless};
use super::{Body, begins_operator};
use crate::ast::{Expr, ExprKind, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::name_path;
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::pipeline::{operator_or_error, sub_pipeline};
use crate::parser::token::{clause, kw, parens};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let by = preceded(kw(Keyword::By), cut(list1(unless(&[Keyword::With], name_path))));
    let facet = (by, clause(Keyword::With, with));
    plain(facet.map(|(by, with)| OperatorKind::Facet { by, with })).parse(i)
}

/// A sub-pipeline in parentheses, or one operator without.
fn with(i: In<'_>) -> R<'_, Expr> {
    if i.is(TokenKind::LParen) {
        return parens(of_operators).parse(i);
    }
    if !begins_operator(i) {
        return fail(i, Expected::Words("an operator"));
    }
    let (rest, operator) = operator_or_error(i)?;
    let span = operator.span;
    Ok((rest, Expr { kind: ExprKind::Source(Box::new(operator)), span }))
}

fn of_operators(i: In<'_>) -> R<'_, Expr> {
    if begins_operator(i) { sub_pipeline(i) } else { fail(i, Expected::Words("an operator")) }
}
