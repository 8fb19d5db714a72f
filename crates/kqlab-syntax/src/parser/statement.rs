//! Statements, and what stands between them.

mod alias;
mod block;
mod declare;
mod r#let;
mod pattern;
mod restrict;
mod set;

use nom::Parser;

use super::fail::{Expected, fail, fail_at, report};
use super::input::{In, R};
use super::name::{name_length, wildcard_length};
use super::operator::begins_operator;
use super::pipeline::{error_operator, operator_or_error, pipeline, with_operators};
use super::recover::{Until, recover};
use crate::ast::{Expr, ExprKind, Operator, Statement, StatementKind};
use crate::lexer::{Keyword, TokenKind};

pub(super) use r#let::entity_group;

/// All statements of a text.
pub(super) fn statements(mut i: In<'_>) -> Vec<Statement> {
    while i.is(TokenKind::Directive) {
        i = i.advance(1);
    }
    let mut statements = Vec::new();
    while !i.is(TokenKind::End) {
        let Some(rest) = read(i, &mut statements) else { break };
        i = rest;
    }
    statements
}

/// The statements of macro-expand, up to the parenthesis.
pub(super) fn statements_until_paren(mut i: In<'_>) -> R<'_, Vec<Statement>> {
    let mut statements = Vec::new();
    while !i.is(TokenKind::RParen) && begins_statement(i) {
        let (rest, statement) = statement(i)?;
        statements.push(statement);
        i = match rest.is(TokenKind::Semi) {
            true => rest.advance(1),
            false => return Ok((rest, statements)),
        };
    }
    Ok((i, statements))
}

/// Reads one statement and its semicolon, with recovery. `None` if everything has been given up.
fn read<'a>(i: In<'a>, statements: &mut Vec<Statement>) -> Option<In<'a>> {
    let parsed = match i.kind() {
        _ if begins_statement(i) => statement(i),
        TokenKind::Dot if i.index() == 0 => fail_at(i, "a query, not a control command"),
        _ => fail_at(i, "a statement"),
    };
    let (rest, statement) = match parsed {
        Ok(parsed) => parsed,
        Err(_) => {
            let rest = past_brackets(recover(i, Until::Statement)?);
            (rest, error(i, rest))
        }
    };
    statements.push(statement);
    finish(i, rest, statements)
}

fn error(i: In<'_>, rest: In<'_>) -> Statement {
    let span = rest.span_since(i);
    Statement { kind: StatementKind::Query(Expr { kind: ExprKind::Error, span }), span }
}

/// After a statement: its semicolon, or the end, or a mistake.
fn finish<'a>(start: In<'a>, mut rest: In<'a>, statements: &mut [Statement]) -> Option<In<'a>> {
    loop {
        if rest.is(TokenKind::Semi) {
            return Some(rest.advance(1));
        }
        if rest.is(TokenKind::End) {
            return Some(rest);
        }
        let _: R<'_, ()> = match begins_statement(rest) {
            true => fail(rest, Expected::Words("`|` or `;`")),
            false => fail_at(rest, "`|`, `;` or the end of the query"),
        };
        if is_statement_keyword(rest) {
            report(rest.ctx);
            return Some(rest);
        }
        let after = past_brackets(recover(rest, Until::Pipe)?);
        rest = resume(start, after, error_operator(after.span_since(rest)), statements)?;
    }
}

/// Goes on with the operators after a mistake, which stands among them as `Error`.
fn resume<'a>(
    start: In<'a>,
    mut rest: In<'a>,
    mistake: Operator,
    statements: &mut [Statement],
) -> Option<In<'a>> {
    let mut operators = vec![mistake];
    while rest.is(TokenKind::Bar) {
        let (after, operator) = operator_or_error(rest.advance(1)).ok()?;
        operators.push(operator);
        rest = after;
    }
    if let Some(statement) = statements.last_mut()
        && let StatementKind::Query(query) | StatementKind::Let(_, query) = &mut statement.kind
    {
        let source = std::mem::replace(query, Expr { kind: ExprKind::Error, span: query.span });
        *query = with_operators(source, operators, rest.span_since(start));
    }
    Some(rest)
}

/// A bracket that closes nothing would stop recovery at the same place for ever.
fn past_brackets(mut i: In<'_>) -> In<'_> {
    while matches!(i.kind(), TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace) {
        i = i.advance(1);
    }
    i
}

/// Whether a statement may begin here; if not, nothing that follows can be read.
fn begins_statement(i: In<'_>) -> bool {
    use TokenKind as T;
    match i.kind() {
        T::Ident | T::String | T::Bool | T::Long | T::Int | T::Real | T::Decimal => true,
        T::Datetime | T::Timespan | T::Guid | T::RawGuid => true,
        T::LParen | T::LBracket | T::Plus | T::Minus | T::At => true,
        T::LBrace => name_length(i, 0) > 0,
        T::Star => wildcard_length(i, 0) > 1 || super::expr::is_star_operand(i.advance(1)),
        T::Keyword(keyword) => {
            keyword.is_name() || begins_operator(i) || begins_reserved(i, keyword)
        }
        _ => false,
    }
}

/// Reserved words that begin a statement and are no operator.
fn begins_reserved(i: In<'_>, keyword: Keyword) -> bool {
    use Keyword as K;
    match keyword {
        K::Set | K::Datatable | K::Externaldata | K::ExternalData | K::ContextualDatatable => true,
        K::MaterializedViewCombine | K::Toscalar | K::Totable => true,
        K::Kind | K::Withsource | K::WithSource => true,
        K::Dynamic => i.kind_at(1) == TokenKind::LParen,
        _ => super::expr::is_reserved_name(i),
    }
}

/// Whether a statement begins here that is no query.
fn is_statement_keyword(i: In<'_>) -> bool {
    use Keyword as K;
    let is_next = |keyword| i.kind_at(1) == TokenKind::Keyword(keyword);
    match i.keyword() {
        Some(K::Alias) => is_next(K::Database),
        Some(K::Let) => name_length(i, 1) > 0,
        Some(K::Declare) => is_next(K::Pattern) || is_next(K::QueryParameters),
        Some(K::Restrict) => is_next(K::Access),
        Some(K::Set) => true,
        _ => false,
    }
}

fn statement(i: In<'_>) -> R<'_, Statement> {
    let (rest, kind) = kind(i)?;
    Ok((rest, Statement { kind, span: rest.span_since(i) }))
}

fn kind(i: In<'_>) -> R<'_, StatementKind> {
    if !is_statement_keyword(i) {
        return pipeline.map(StatementKind::Query).parse(i);
    }
    match i.keyword() {
        Some(Keyword::Alias) => alias::parse(i),
        Some(Keyword::Declare) if i.kind_at(1) == TokenKind::Keyword(Keyword::Pattern) => {
            pattern::parse(i)
        }
        Some(Keyword::Declare) => declare::parse(i),
        Some(Keyword::Restrict) => restrict::parse(i),
        Some(Keyword::Set) => set::parse(i),
        _ => r#let::parse(i),
    }
}
