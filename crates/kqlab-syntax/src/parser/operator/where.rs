//! `where predicate`, `filter predicate`

use nom::Parser;

use super::Body;
use super::support::with_parameters;
use crate::ast::{Expr, OperatorKind, Target};
use crate::parser::expr::named;
use crate::parser::input::{In, R};
use crate::parser::parameter::Rules;
use crate::{Diagnostic, Phase, codes};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::BEFORE_EXPR, predicate.map(OperatorKind::Where)).parse(i)
}

/// The grammar takes `name = x` here, and the name means nothing: `where x = true` keeps every row.
fn predicate(i: In<'_>) -> R<'_, Expr> {
    let (rest, predicate) = named(i)?;
    if !matches!(predicate.target, Target::None) {
        let message = "expected a comparison, found an assignment";
        let (code, span) = (codes::syntax::UNEXPECTED, rest.span_since(i));
        let diagnostic = Diagnostic::warning(Phase::Syntax, code, span, message);
        i.ctx.emit(diagnostic.with_hint("`=` does not compare, it gives a name; write `==`"));
    }
    Ok((rest, predicate.expr))
}
