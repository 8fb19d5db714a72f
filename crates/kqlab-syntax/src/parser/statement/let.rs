//! `let x = ...`: a scalar, a table, a function, a view, an entity group.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::{pair, preceded};

use super::block::block;
use crate::ast::{Call, Expr, ExprKind, LetFunction, Name, NamedExpr, StatementKind, Target};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::{call, call_length, unnamed};
use crate::parser::input::{In, R};
use crate::parser::list::{committed, list1};
use crate::parser::name::{declared_length, name};
use crate::parser::pipeline::pipeline;
use crate::parser::schema::function_parameters;
use crate::parser::token::{brackets, kw, parens, tok, token_name};

pub(super) fn parse(i: In<'_>) -> R<'_, StatementKind> {
    let (i, name) = preceded(kw(Keyword::Let), cut(name)).parse(i)?;
    let (i, _) = cut(tok(TokenKind::Eq)).parse(i)?;
    if is_function(i) {
        return function(i, name).map_err(committed);
    }
    let (rest, value) = cut(value).parse(i)?;
    Ok((rest, StatementKind::Let(name, value)))
}

fn value(i: In<'_>) -> R<'_, Expr> {
    match i.keyword() {
        Some(Keyword::Materialize) => materialize(i),
        Some(Keyword::EntityGroup) => entity_group(i),
        _ => pipeline(i),
    }
}

/// Only `let` has it; elsewhere `materialize` is a reserved word, and nothing may follow its parenthesis.
fn materialize(i: In<'_>) -> R<'_, Expr> {
    let (rest, query) = parens(pipeline).parse(i.advance(1))?;
    let args = vec![NamedExpr { target: Target::None, expr: query }];
    let span = rest.span_since(i);
    let call = Call { name: token_name(i), args, span };
    Ok((rest, Expr { kind: ExprKind::Call(call), span }))
}

/// `entity_group [database('a'), database('b')]`, `entity_group("name")`
pub(in crate::parser) fn entity_group(i: In<'_>) -> R<'_, Expr> {
    if call_length(i, 0) > 0 {
        let (rest, call) = call(i)?;
        let span = call.span;
        return Ok((rest, Expr { kind: ExprKind::Call(call), span }));
    }
    let (rest, members) = brackets(list1(unnamed)).parse(i.advance(1))?;
    Ok((rest, Expr { kind: ExprKind::EntityGroup(members), span: rest.span_since(i) }))
}

/// Whether parameters stand here rather than an expression: `()`, `(*`, `(name:`, with or without `view`.
fn is_function(i: In<'_>) -> bool {
    let at = usize::from(i.is_keyword(Keyword::View));
    if i.kind_at(at) != TokenKind::LParen {
        return false;
    }
    match i.kind_at(at + 1) {
        TokenKind::RParen | TokenKind::Star => true,
        _ => {
            let length = declared_length(i, at + 1);
            length > 0 && i.kind_at(at + 1 + length) == TokenKind::Colon
        }
    }
}

fn function(i: In<'_>, name: Name) -> R<'_, StatementKind> {
    let view = i.is_keyword(Keyword::View);
    let i = i.advance(usize::from(view));
    let (rest, (parameters, body)) = pair(function_parameters, block).parse(i)?;
    Ok((rest, StatementKind::LetFunction(LetFunction { name, view, parameters, body })))
}
