//! `set name`, `set name = value`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::{pair, preceded};

use crate::ast::{Expr, ExprKind, SetValue, StatementKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::unnamed;
use crate::parser::input::{In, R};
use crate::parser::name::name;
use crate::parser::token::{kw, opt_after};

pub(super) fn parse(i: In<'_>) -> R<'_, StatementKind> {
    let option = pair(name, opt_after(TokenKind::Eq, unnamed.map(value)));
    preceded(kw(Keyword::Set), cut(option))
        .map(|(name, value)| StatementKind::Set(name, value))
        .parse(i)
}

fn value(expr: Expr) -> SetValue {
    match expr.kind {
        ExprKind::Literal(value) => SetValue::Literal(value),
        ExprKind::Name(name) => SetValue::Name(name),
        _ => SetValue::Expr(expr),
    }
}
