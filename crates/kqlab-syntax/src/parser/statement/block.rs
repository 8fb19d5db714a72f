//! `{ let a = 1; body }`: the bodies of functions and patterns.

use crate::ast::{Expr, ExprKind, Statement};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::expr::nested;
use crate::parser::fail::Fail;
use crate::parser::input::{In, R};
use crate::parser::pipeline::pipeline;
use crate::parser::recover::{Until, recover};
use crate::parser::token::tok;

pub(super) fn block(i: In<'_>) -> R<'_, Expr> {
    let (inside, _) = tok(TokenKind::LBrace)(i)?;
    let (rest, kind) = nested(inside, contents)?;
    let (rest, _) = tok(TokenKind::RBrace)(rest)?;
    Ok((rest, Expr { kind, span: rest.span_since(i) }))
}

fn contents(mut i: In<'_>) -> R<'_, ExprKind> {
    let mut statements = Vec::new();
    while matches!(i.keyword(), Some(Keyword::Let | Keyword::Declare)) {
        let (rest, statement) = statement(i)?;
        statements.push(statement);
        i = rest;
    }
    if matches!(i.kind(), TokenKind::RBrace | TokenKind::Semi) {
        let rest = i.advance(usize::from(i.is(TokenKind::Semi)));
        return Ok((rest, ExprKind::Block(statements, None)));
    }
    let (rest, body) = pipeline(i)?;
    let rest = rest.advance(usize::from(rest.is(TokenKind::Semi)));
    Ok((rest, ExprKind::Block(statements, Some(Box::new(body)))))
}

/// One statement with its semicolon; a broken one does not break the block.
fn statement(i: In<'_>) -> R<'_, Statement> {
    let read = |i| {
        let (rest, kind) = match i {
            i if In::is_keyword(i, Keyword::Let) => super::r#let::parse(i)?,
            i => super::declare::parse(i)?,
        };
        let span = rest.span_since(i);
        let (rest, _) = tok(TokenKind::Semi)(rest)?;
        Ok((rest, Statement { kind, span }))
    };
    let failed: nom::Err<Fail> = match read(i) {
        Ok(read) => return Ok(read),
        Err(failed) => failed,
    };
    let Some(rest) = recover(i, Until::Statement) else { return Err(failed) };
    let statement = super::error(i, rest);
    Ok((rest.advance(usize::from(rest.is(TokenKind::Semi))), statement))
}
