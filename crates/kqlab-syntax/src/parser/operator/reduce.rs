//! `reduce by x with threshold=0.1, characters="_"`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::Body;
use super::support::with_parameters;
use crate::ast::{Expr, ExprKind, NamedExpr, OperatorKind, Parameter, ParameterValue, Target};
use crate::lexer::Keyword;
use crate::parser::expr::named;
use crate::parser::input::{In, R};
use crate::parser::list::list0;
use crate::parser::parameter::{Rules, required_parameter};
use crate::parser::token::{clause, kw};

const RULES: Rules = Rules::KNOWN.and(&["threshold", "characters"]);

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(RULES, reduce).parse(i)
}

fn reduce(i: In<'_>) -> R<'_, OperatorKind> {
    let (i, by) = preceded(kw(Keyword::By), cut(named)).parse(i)?;
    let setting = |i| required_parameter(i, RULES);
    let (i, with) = clause(Keyword::With, list0(setting)).parse(i)?;
    let with = with.unwrap_or_default().into_iter().map(as_named).collect();
    Ok((i, OperatorKind::Reduce { by, with }))
}

fn as_named(parameter: Parameter) -> NamedExpr {
    let expr = match parameter.value {
        ParameterValue::Literal(value, span) => Expr { kind: ExprKind::Literal(value), span },
        ParameterValue::Name(name) => Expr { span: name.span, kind: ExprKind::Name(name) },
        ParameterValue::Expr(expr) => expr,
        ParameterValue::Names(_) => Expr { kind: ExprKind::Error, span: parameter.span },
    };
    NamedExpr { target: Target::Name(parameter.name), expr }
}
