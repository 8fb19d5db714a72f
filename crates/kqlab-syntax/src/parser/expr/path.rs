//! What follows a dot or stands in brackets: columns of dynamics, and the paths of tables.

use nom::Parser;
use nom::combinator::cut;

use super::call::{call, call_length};
use super::primary::primary;
use super::{apart, lowered, unnamed};
use crate::ast::{Expr, ExprKind, Name};
use crate::lexer::{Keyword, TokenKind};
use crate::parser::fail::{Expected, fail};
use crate::parser::input::{In, R};
use crate::parser::list::committed;
use crate::parser::name::{name, name_length, wildcard, wildcard_length};
use crate::parser::token::{brackets, token_name};

/// `f(x).a["b"][0].c`, `toscalar(...)`
pub(in crate::parser) fn function_call_or_path(i: In<'_>) -> R<'_, Expr> {
    if i.is_keyword(Keyword::Totable) {
        return super::primary::to_table(i);
    }
    apart(i, path)
}

fn path(i: In<'_>) -> R<'_, Expr> {
    let (mut rest, mut expr) = primary(i)?;
    loop {
        let (after, kind) = match rest.kind() {
            TokenKind::Dot => selected(rest.advance(1), expr).map_err(committed)?,
            TokenKind::LBracket => {
                let (after, index) = brackets(unnamed).parse(rest)?;
                let (base, index) = (Box::new(expr), Box::new(index));
                (after, ExprKind::Element { base, index, dotted: false })
            }
            _ => return Ok((rest, expr)),
        };
        lowered(after, 1)?;
        rest = after;
        expr = Expr { kind, span: rest.span_since(i) };
    }
}

/// What stands after the dot of `base.x`.
fn selected(i: In<'_>, base: Expr) -> R<'_, ExprKind> {
    if call_length(i, 0) > 0 {
        let (rest, call) = call(i)?;
        return Ok((rest, ExprKind::ScopedCall(Box::new(base), call)));
    }
    let (rest, selector) = selector(i)?;
    Ok((rest, joined(base, selector)))
}

fn joined(base: Expr, selector: Expr) -> ExprKind {
    let base = Box::new(base);
    match selector.kind {
        ExprKind::Name(name) => ExprKind::Path(base, name),
        ExprKind::Wildcard(name) => ExprKind::WildcardPath(base, name),
        ExprKind::Bracketed(index) => ExprKind::Element { base, index, dotted: true },
        kind => {
            let index = Box::new(Expr { kind, span: selector.span });
            ExprKind::Element { base, index, dotted: true }
        }
    }
}

/// A name, bare or in brackets, or an expression in brackets.
pub(super) fn selector(i: In<'_>) -> R<'_, Expr> {
    if i.is(TokenKind::LBracket) { bracketed(i) } else { bare_selector(i) }
}

/// `name`, `@`, and the keywords that are names here only.
pub(in crate::parser) fn bare_selector(i: In<'_>) -> R<'_, Expr> {
    let is_special = i.is(TokenKind::At)
        || matches!(i.keyword(), Some(Keyword::Kind | Keyword::Withsource | Keyword::WithSource));
    if is_special {
        return Ok((i.advance(1), of_name(token_name(i))));
    }
    name.map(of_name).parse(i)
}

fn of_name(name: Name) -> Expr {
    let span = name.span;
    Expr { kind: ExprKind::Name(name), span }
}

/// `['name']`, `[Device*]`
pub(in crate::parser) fn bracketed_name(i: In<'_>) -> R<'_, Expr> {
    if i.is(TokenKind::LBracket) && wildcard_length(i, 1) > 0 {
        let (rest, mut name) = brackets(wildcard).parse(i)?;
        name.span = rest.span_since(i);
        let span = name.span;
        return Ok((rest, Expr { kind: ExprKind::Wildcard(name), span }));
    }
    match (i.kind(), name_length(i, 0)) {
        (TokenKind::LBracket, 1..) => name.map(of_name).parse(i),
        _ => fail(i, Expected::Words("a name")),
    }
}

fn bracketed(i: In<'_>) -> R<'_, Expr> {
    if wildcard_length(i, 1) > 0 || name_length(i, 0) > 0 {
        return bracketed_name(i);
    }
    let (rest, inner) = brackets(unnamed).parse(i)?;
    let kind = ExprKind::Bracketed(Box::new(inner));
    Ok((rest, Expr { kind, span: rest.span_since(i) }))
}

/// `a.b['c'][0]`: a column or table without calls.
pub(in crate::parser) fn name_path(i: In<'_>) -> R<'_, Expr> {
    let (rest, root) = selector(i)?;
    path_after(i, rest, root, |j, base| {
        let (rest, selector) = selector(j)?;
        Ok((rest, joined(base, selector)))
    })
}

/// `cluster('c').database('d').T`: a table, or a function of a database.
pub(in crate::parser) fn entity_path(i: In<'_>) -> R<'_, Expr> {
    let (rest, root) = entity_root(i)?;
    path_after(i, rest, root, selected)
}

fn entity_root(i: In<'_>) -> R<'_, Expr> {
    if call_length(i, 0) == 0 {
        return selector(i);
    }
    let (rest, call) = call(i)?;
    let span = call.span;
    Ok((rest, Expr { kind: ExprKind::Call(call), span }))
}

/// `Device*`, or an entity path whose last part may have wildcards.
pub(in crate::parser) fn wildcard_entity(i: In<'_>) -> R<'_, Expr> {
    if wildcard_length(i, 0) > 0 {
        let (rest, name) = wildcard(i)?;
        let span = name.span;
        return Ok((rest, Expr { kind: ExprKind::Wildcard(name), span }));
    }
    let (rest, root) = entity_root(i)?;
    path_after(i, rest, root, |j, base| {
        if wildcard_length(j, 0) == 0 {
            return selected(j, base);
        }
        let (rest, name) = wildcard(j)?;
        Ok((rest, ExprKind::WildcardPath(Box::new(base), name)))
    })
}

/// The dots and brackets after a root; `selected` reads what stands after a dot.
fn path_after<'a>(
    start: In<'a>,
    rest: In<'a>,
    root: Expr,
    selected: impl Fn(In<'a>, Expr) -> R<'a, ExprKind>,
) -> R<'a, Expr> {
    apart(rest, |rest| path_apart(start, rest, root, selected))
}

fn path_apart<'a>(
    start: In<'a>,
    mut rest: In<'a>,
    mut expr: Expr,
    selected: impl Fn(In<'a>, Expr) -> R<'a, ExprKind>,
) -> R<'a, Expr> {
    loop {
        let (after, kind) = match rest.kind() {
            TokenKind::Dot => selected(rest.advance(1), expr).map_err(committed)?,
            TokenKind::LBracket => {
                let (after, index) = cut(element_index).parse(rest)?;
                let (base, index) = (Box::new(expr), Box::new(index));
                (after, ExprKind::Element { base, index, dotted: false })
            }
            _ => return Ok((rest, expr)),
        };
        lowered(after, 1)?;
        rest = after;
        expr = Expr { kind, span: rest.span_since(start) };
        if matches!(expr.kind, ExprKind::WildcardPath(..)) {
            return Ok((rest, expr));
        }
    }
}

fn element_index(i: In<'_>) -> R<'_, Expr> {
    if wildcard_length(i, 1) > 0 {
        return bracketed_name(i);
    }
    brackets(unnamed).parse(i)
}
