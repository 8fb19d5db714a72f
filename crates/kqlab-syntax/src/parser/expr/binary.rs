//! Infix and prefix operators: one loop over precedence, apart from the grammar of operands.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::separated_pair;

use super::operator::{Infix, Level, infix};
use super::path::function_call_or_path;
use super::{apart, lowered, nested};
use crate::Span;
use crate::ast::{BinaryOp, Expr, ExprKind, Literal, UnaryOp};
use crate::lexer::TokenKind;
use crate::parser::input::{In, R};
use crate::parser::list::list1;
use crate::parser::pipeline::{piped, pipeline, starts_with_operator};
use crate::parser::token::{parens, tok};

/// An expression without a name and without pipes.
pub(in crate::parser) fn unnamed(i: In<'_>) -> R<'_, Expr> {
    nested(i, |i| binary(i, Level::Lowest))
}

/// Operators of `least` level and above. Chains are built in a loop, so that their length costs no stack.
fn binary(i: In<'_>, least: Level) -> R<'_, Expr> {
    apart(i, |i| binary_apart(i, least))
}

fn binary_apart(i: In<'_>, least: Level) -> R<'_, Expr> {
    let (mut rest, mut left) = operand_or_star(i, least)?;
    let mut most = Level::Operand;
    while let Some((level, operator)) = infix(rest) {
        if level < least || level > most || (level == most && !level.chains()) {
            break;
        }
        let (after, expr) = match operator {
            Infix::Binary(op @ (BinaryOp::And | BinaryOp::Or)) => logical(rest, left, level, op)?,
            _ => {
                let (after, kind) = right_side(rest, left, level, operator)?;
                lowered(after, 1)?;
                (after, Expr { kind, span: after.span_since(i) })
            }
        };
        (rest, left, most) = (after, expr, level);
    }
    Ok((rest, left))
}

/// A whole chain of `and` or of `or`.
fn logical(i: In<'_>, first: Expr, level: Level, op: BinaryOp) -> R<'_, Expr> {
    let (mut terms, mut signs) = (vec![first], Vec::new());
    let mut rest = i;
    while matches!(infix(rest), Some((found, _)) if found == level) {
        signs.push(rest.token().span);
        let (after, term) = cut(|i| binary(i, level.above())).parse(rest.advance(1))?;
        terms.push(term);
        rest = after;
    }
    lowered(rest, levels(terms.len()))?;
    Ok((rest, joined(terms, &signs, op)))
}

/// Chains of more terms than this become balanced trees: which pairs go first changes nothing in `and` and
/// `or`, and generated rules have thousands of terms.
const LONG: usize = 32;

fn levels(terms: usize) -> usize {
    if terms <= LONG { terms } else { LONG + terms.ilog2() as usize }
}

/// The terms as one tree; `signs` stand between them.
fn joined(mut terms: Vec<Expr>, signs: &[Span], op: BinaryOp) -> Expr {
    let pair = |left: Expr, sign: Span, right: Expr| {
        let span = left.span.to(right.span);
        Expr { kind: ExprKind::Binary(op, sign, Box::new(left), Box::new(right)), span }
    };
    if terms.len() > LONG {
        let half = terms.len() / 2;
        let right = terms.split_off(half);
        let right = joined(right, &signs[half..], op);
        return pair(joined(terms, &signs[..half - 1], op), signs[half - 1], right);
    }
    let mut terms = terms.into_iter();
    let first = terms.next().expect("a chain has terms");
    terms.zip(signs).fold(first, |left, (right, sign)| pair(left, *sign, right))
}

fn right_side(i: In<'_>, left: Expr, level: Level, operator: Infix) -> R<'_, ExprKind> {
    let (span, after) = (i.token().span, i.advance(1));
    let left = Box::new(left);
    match operator {
        Infix::Binary(op) => {
            let (rest, right) = cut(|i| binary(i, level.above())).parse(after)?;
            Ok((rest, ExprKind::Binary(op, span, left, Box::new(right))))
        }
        Infix::List(op) => {
            let (rest, list) = cut(parens(list_or_table)).parse(after)?;
            Ok((rest, ExprKind::List(op, span, left, list)))
        }
        Infix::Between(negated) => {
            let bounds = separated_pair(unnamed, cut(tok(TokenKind::DotDot)), cut(unnamed));
            let (rest, (low, high)) = cut(parens(bounds)).parse(after)?;
            let (low, high) = (Box::new(low), Box::new(high));
            Ok((rest, ExprKind::Between { negated, value: left, low, high }))
        }
    }
}

/// `a, b, c` or one table expression.
fn list_or_table(i: In<'_>) -> R<'_, Vec<Expr>> {
    if starts_with_operator(i) {
        return pipeline.map(|table| vec![table]).parse(i);
    }
    let (rest, mut list) = list1(unnamed).parse(i)?;
    match (rest.kind(), list.len()) {
        (TokenKind::Bar, 1) => {
            let source = list.remove(0);
            piped(i, rest, source).map(|(rest, table)| (rest, vec![table]))
        }
        _ => Ok((rest, list)),
    }
}

/// `x`, `-x`; `*` only where a comparison or text operator follows it.
fn operand_or_star(i: In<'_>, least: Level) -> R<'_, Expr> {
    if !i.is(TokenKind::Star) || !is_star_before(i.advance(1), least) {
        return operand(i);
    }
    Ok((i.advance(1), Expr { kind: ExprKind::Star, span: i.token().span }))
}

/// `x`, `-x`
pub(in crate::parser) fn operand(i: In<'_>) -> R<'_, Expr> {
    match i.kind() {
        TokenKind::Minus => prefix(i, UnaryOp::Minus),
        TokenKind::Plus => prefix(i, UnaryOp::Plus),
        _ => function_call_or_path(i),
    }
}

/// Whether a star is an operand, what follows it standing here.
pub(in crate::parser) fn is_star_operand(after: In<'_>) -> bool {
    is_star_before(after, Level::Lowest)
}

fn is_star_before(after: In<'_>, least: Level) -> bool {
    let equals = after.is(TokenKind::EqEq) && least <= Level::Equality;
    equals || matches!(infix(after), Some((Level::Text, _)))
}

fn prefix(i: In<'_>, op: UnaryOp) -> R<'_, Expr> {
    if op == UnaryOp::Minus && i.kind_at(1) == TokenKind::Long && is_least_long(i.text_at(1)) {
        let rest = i.advance(2);
        let kind = ExprKind::Literal(Literal::Long(i64::MIN));
        return Ok((rest, Expr { kind, span: rest.span_since(i) }));
    }
    let (rest, inner) = cut(function_call_or_path).parse(i.advance(1))?;
    Ok((rest, Expr { kind: ExprKind::Unary(op, Box::new(inner)), span: rest.span_since(i) }))
}

/// The one magnitude that is a long only with its sign.
fn is_least_long(digits: &str) -> bool {
    digits == "9223372036854775808"
}
