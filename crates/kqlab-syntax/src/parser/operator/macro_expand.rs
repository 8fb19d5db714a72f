//! `macro-expand entity_group [...] as N (...)`

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::delimited;

use super::Body;
use super::support::with_parameters;
use crate::ast::{Expr, ExprKind, OperatorKind};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{entity_path, nested};
use crate::parser::input::{In, R};
use crate::parser::name::name;
use crate::parser::parameter::Rules;
use crate::parser::statement::{entity_group, statements_until_paren};
use crate::parser::token::{clause, tok};

pub(super) fn parse(i: In<'_>) -> R<'_, Body> {
    let (open, close) = (tok(TokenKind::LParen), cut(tok(TokenKind::RParen)));
    let query = delimited(open, |i| nested(i, statements_until_paren), close);
    let expand = (group, clause(Keyword::As, name), cut(query));
    let kind = expand.map(|(group, scope, statements)| OperatorKind::MacroExpand {
        group,
        scope,
        statements,
    });
    with_parameters(Rules::BEFORE_EXPR.and(&["best_effort"]), kind).parse(i)
}

fn group(i: In<'_>) -> R<'_, Expr> {
    if i.is_keyword(Keyword::EntityGroup) {
        return entity_group(i);
    }
    let is_qualified = matches!(i.text_at(0), "database" | "cluster");
    if is_qualified && i.kind_at(1) == TokenKind::LParen {
        return entity_path(i);
    }
    let (rest, name) = name(i)?;
    let span = name.span;
    Ok((rest, Expr { kind: ExprKind::Name(name), span }))
}
