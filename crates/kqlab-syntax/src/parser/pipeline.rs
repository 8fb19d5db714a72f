//! Pipelines: a source, and operators after bars. A broken operator does not stop its pipeline.

use nom::{Err, Parser};

use super::expr::{contextual_datatable, nested, unnamed};
use super::fail::Fail;
use super::input::{In, R};
use super::name::name_length;
use super::operator::{begins_operator, is_inline_external_table, operator};
use super::parameter::{Rules, begins_parameter};
use super::recover::{Until, recover};
use crate::Span;
use crate::ast::{Expr, ExprKind, Operator, OperatorKind};
use crate::lexer::{Keyword, TokenKind};

/// `source | operator | operator`
pub(super) fn pipeline(i: In<'_>) -> R<'_, Expr> {
    nested(i, |i| {
        let (rest, source) = or_error(i, source, |span| Expr { kind: ExprKind::Error, span })?;
        piped(i, rest, source)
    })
}

/// A pipeline over an implicit source: its first part is an operator.
pub(super) fn sub_pipeline(i: In<'_>) -> R<'_, Expr> {
    nested(i, |i| {
        let (rest, first) = operator_or_error(i)?;
        piped(i, rest, of_operator(first))
    })
}

/// A sub-pipeline that may begin with `__contextual_datatable`.
pub(super) fn contextual_sub_pipeline(i: In<'_>) -> R<'_, Expr> {
    if !i.is_keyword(Keyword::ContextualDatatable) {
        return sub_pipeline(i);
    }
    nested(i, |i| {
        let (rest, source) = contextual_datatable(i)?;
        piped(i, rest, source)
    })
}

fn of_operator(operator: Operator) -> Expr {
    let span = operator.span;
    Expr { kind: ExprKind::Source(Box::new(operator)), span }
}

/// The operators after `source`, which begins at `start`; the source itself if none follow.
pub(super) fn piped<'a>(start: In<'a>, mut rest: In<'a>, source: Expr) -> R<'a, Expr> {
    let mut operators = Vec::new();
    while rest.is(TokenKind::Bar) {
        let (after, operator) = operator_or_error(rest.advance(1))?;
        operators.push(operator);
        rest = after;
    }
    Ok((rest, with_operators(source, operators, rest.span_since(start))))
}

/// The source with operators after it; an erroneous source may be a pipeline already.
pub(super) fn with_operators(mut source: Expr, operators: Vec<Operator>, span: Span) -> Expr {
    if operators.is_empty() {
        return source;
    }
    if let ExprKind::Pipe(_, before) = &mut source.kind {
        before.extend(operators);
        source.span = span;
        return source;
    }
    Expr { kind: ExprKind::Pipe(Box::new(source), operators), span }
}

pub(super) fn operator_or_error(i: In<'_>) -> R<'_, Operator> {
    or_error(i, operator, error_operator)
}

/// What stands for tokens that are no operator.
pub(super) fn error_operator(span: Span) -> Operator {
    Operator { kind: OperatorKind::Error, parameters: Vec::new(), span, keyword: span }
}

/// What `parser` reads, or what `error` makes of the part that it cannot read.
fn or_error<'a, T>(i: In<'a>, parser: fn(In<'a>) -> R<'a, T>, error: fn(Span) -> T) -> R<'a, T> {
    match parser(i) {
        Ok(read) => Ok(read),
        Err(_) => match recover(i, Until::Pipe) {
            Some(rest) => Ok((rest, error(rest.span_since(i)))),
            None => Err(Err::Failure(Fail)),
        },
    }
}

fn source(i: In<'_>) -> R<'_, Expr> {
    let is_reserved = i.keyword().is_some_and(|keyword| !keyword.is_name());
    if starts_with_operator(i) || (is_reserved && begins_operator(i)) {
        return operator.map(of_operator).parse(i);
    }
    unnamed(i)
}

/// Whether a pipeline begins with an operator here. Many operators' keywords are names too, and then what
/// follows decides.
pub(super) fn starts_with_operator(i: In<'_>) -> bool {
    use Keyword as K;
    let Some(keyword) = i.keyword() else { return false };
    let is_next = |keyword| i.kind_at(1) == TokenKind::Keyword(keyword);
    let parameter_follows = || begins_parameter(i.advance(1), Rules::KNOWN);
    match keyword {
        K::Evaluate => name_length(i, 1) > 0 || parameter_follows(),
        K::Facet => is_next(K::By),
        K::Partition | K::Reduce => is_next(K::By) || parameter_follows(),
        K::Range => {
            let length = name_length(i, 1);
            length > 0 && i.kind_at(1 + length) == TokenKind::Keyword(K::From)
        }
        K::InlineExternalTable => is_inline_external_table(i),
        K::Render => super::operator::is_chart(i.advance(1)),
        K::GraphShortestPaths | K::GraphWhereNodes | K::GraphWhereEdges => false,
        _ => !keyword.is_name() && begins_operator(i),
    }
}
