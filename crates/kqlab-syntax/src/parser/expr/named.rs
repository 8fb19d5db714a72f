//! `name = x`, `(a, b) = x`, and `x` alone.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::unnamed;
use crate::ast::{Expr, Name, NamedExpr, Target};
use crate::lexer::TokenKind;
use crate::parser::input::{In, R};
use crate::parser::list::{is_end, list1};
use crate::parser::name::{dashed_length, declared_length, declared_name, tokens_span};
use crate::parser::token::{parens, tok};
use crate::{Diagnostic, Phase, codes};

/// An expression, with a name if one is written.
pub(in crate::parser) fn named(i: In<'_>) -> R<'_, NamedExpr> {
    let is_assigned = |length: usize| length > 0 && i.kind_at(length) == TokenKind::Eq;
    if is_assigned(declared_length(i, 0)) {
        let (rest, name) = declared_name(i)?;
        return assigned(rest, Target::Name(name));
    }
    let dashed = dashed_length(i);
    if is_assigned(dashed) {
        return assigned(i.advance(dashed), Target::Name(dashed_name(i, dashed)));
    }
    if is_assigned(name_list_length(i)) {
        let (rest, names) = parens(list1(declared_name)).parse(i)?;
        return assigned(rest, Target::Names(names));
    }
    unnamed.map(|expr| NamedExpr { target: Target::None, expr }).parse(i)
}

fn assigned(i: In<'_>, target: Target) -> R<'_, NamedExpr> {
    let (rest, expr) = preceded(tok(TokenKind::Eq), cut(unnamed)).parse(i)?;
    Ok((rest, NamedExpr { target, expr }))
}

/// `a-b = 1` is wrong, and read as if it were `['a-b'] = 1`.
fn dashed_name(i: In<'_>, length: usize) -> Name {
    let span = tokens_span(i, length);
    let text = i.ctx.slice(span).to_owned();
    let message = format!("expected a name, found `{text}`");
    let diagnostic = Diagnostic::error(Phase::Syntax, codes::syntax::UNEXPECTED, span, message);
    i.ctx.emit(diagnostic.with_hint(format!("write `['{text}']`")));
    Name { text, span }
}

/// How many tokens `(a, b)` has if only names stand in it; 0 otherwise.
fn name_list_length(i: In<'_>) -> usize {
    if !i.is(TokenKind::LParen) {
        return 0;
    }
    let mut at = 1;
    while !is_end(i.kind_at(at)) {
        match declared_length(i, at) {
            0 => return 0,
            length => at += length,
        }
        if i.kind_at(at) != TokenKind::Comma {
            break;
        }
        at += 1;
    }
    if i.kind_at(at) == TokenKind::RParen { at + 1 } else { 0 }
}

/// An expression whose name, if one is written, means nothing: `take n = 5`.
pub(in crate::parser) fn named_value(i: In<'_>) -> R<'_, Expr> {
    named.map(|named| named.expr).parse(i)
}
