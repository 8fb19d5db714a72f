//! `partition by x (...)`, `partition by x in (...) (...)`, `partition by x { ... }`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::{delimited, preceded};

use super::Body;
use super::support::with_parameters;
use crate::ast::{Expr, ExprKind, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{call, call_length, name_path};
use crate::parser::input::{In, R};
use crate::parser::literal::dynamic;
use crate::parser::parameter::Rules;
use crate::parser::pipeline::{pipeline, sub_pipeline};
use crate::parser::token::{clause, kw, parens, tok};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    with_parameters(Rules::KNOWN, partition).parse(i)
}

fn partition(i: In<'_>) -> R<'_, OperatorKind> {
    let (i, by) = preceded(kw(Keyword::By), cut(name_path)).parse(i)?;
    let (i, scope) = clause(Keyword::In, scope).parse(i)?;
    let braces = i.is(TokenKind::LBrace);
    let (i, body) = if braces { full(i)? } else { parens(sub_pipeline).parse(i)? };
    Ok((i, OperatorKind::Partition { by, scope, body, braces }))
}

fn scope(i: In<'_>) -> R<'_, Expr> {
    if call_length(i, 0) == 0 {
        return dynamic(i);
    }
    let (rest, call) = call(i)?;
    let span = call.span;
    Ok((rest, Expr { kind: ExprKind::Call(call), span }))
}

fn full(i: In<'_>) -> R<'_, Expr> {
    delimited(tok(TokenKind::LBrace), cut(pipeline), cut(tok(TokenKind::RBrace))).parse(i)
}
