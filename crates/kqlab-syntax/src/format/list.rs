//! Operators: those that are lists of columns are broken at their commas and before their clauses, the others
//! before `and` and `or`.

use std::ops::Range;

use super::doc::{Doc, group};
use super::layout::Layout;
use crate::lexer::{Keyword, TokenKind};

/// An operator, or a source, whose first token has been written.
pub(super) fn operator<'a>(layout: Layout<'a>, range: Range<usize>, out: &mut Vec<Doc<'a>>) {
    if range.is_empty() {
        return;
    }
    let mut inner = Vec::new();
    let first = layout.opened(range.start, &mut inner);
    let rest = first..range.end;
    match layout.source.kind(range.start) {
        TokenKind::Keyword(keyword) if has_table(keyword) => before_table(layout, rest, &mut inner),
        TokenKind::Keyword(keyword) if is_list(keyword) => {
            columns(layout, rest, keyword, &mut inner)
        }
        _ => layout.rest(rest, &mut inner),
    }
    // What stands in brackets is indented by them; only the operator's own breaks need more.
    let has_breaks = inner.iter().any(|doc| matches!(doc, Doc::Line | Doc::Hard));
    out.push(group(if has_breaks { vec![Doc::Indent(inner)] } else { inner }));
}

/// Whether the main part of an operator stands in parentheses.
fn has_table(keyword: Keyword) -> bool {
    use Keyword as K;
    matches!(keyword, K::Facet | K::Join | K::Lookup | K::MvApply | K::Mvapply)
}

/// What stands before and after the parentheses stays on their lines.
fn before_table<'a>(layout: Layout<'a>, range: Range<usize>, out: &mut Vec<Doc<'a>>) {
    let mut at = range.start;
    while at < range.end {
        let written = out.len();
        at = layout.piece(at, out);
        if let Some(gap @ Doc::Line) = out.get_mut(written) {
            *gap = Doc::Text(" ");
        }
    }
}

/// Whether an operator is a list of columns or tables.
fn is_list(keyword: Keyword) -> bool {
    use Keyword as K;
    matches!(
        keyword,
        K::Distinct
            | K::Extend
            | K::GraphMatch
            | K::GraphShortestPaths
            | K::MakeSeries
            | K::Order
            | K::Print
            | K::Project
            | K::ProjectAway
            | K::ProjectByNames
            | K::ProjectKeep
            | K::ProjectRename
            | K::ProjectReorder
            | K::Serialize
            | K::Sort
            | K::Summarize
            | K::Union
    )
}

/// The keyword that begins another line of an operator when it is broken.
fn is_clause(operator: Keyword, kind: TokenKind) -> bool {
    use Keyword as K;
    match kind {
        TokenKind::Keyword(K::By) => matches!(operator, K::Summarize | K::MakeSeries),
        TokenKind::Keyword(K::On) => operator == K::MakeSeries,
        TokenKind::Keyword(K::Where | K::Project) => {
            matches!(operator, K::GraphMatch | K::GraphShortestPaths)
        }
        _ => false,
    }
}

fn columns<'a>(layout: Layout<'a>, range: Range<usize>, keyword: Keyword, out: &mut Vec<Doc<'a>>) {
    let start = head(layout, range.clone(), keyword, out);
    let items = start..range.end;
    let is_many = layout.source.has(items.clone(), TokenKind::Comma)
        || positions(layout, items.clone(), keyword).next().is_some_and(|at| at > start);
    if !is_many {
        layout.rest(items, out);
        return;
    }
    let clause = positions(layout, items.clone(), keyword).next();
    let list = start..clause.unwrap_or(items.end);
    if !list.is_empty() {
        layout.token(list.start, Some(Doc::Line), out);
        let next = layout.opened(list.start, out);
        layout.rest(next..list.end, out);
    }
    if let Some(at) = clause {
        clauses(layout, at..items.end, keyword, list.is_empty(), out);
    }
}

fn positions<'a>(
    layout: Layout<'a>,
    range: Range<usize>,
    keyword: Keyword,
) -> impl Iterator<Item = usize> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        while at < range.end {
            let here = at;
            at = layout.source.after(at);
            if is_clause(keyword, layout.source.kind(here)) {
                return Some(here);
            }
        }
        None
    })
}

/// The parameters, and the `by` of sort; returns where the columns begin.
fn head<'a>(
    layout: Layout<'a>,
    range: Range<usize>,
    keyword: Keyword,
    out: &mut Vec<Doc<'a>>,
) -> usize {
    let mut at = range.start;
    while at < range.end && layout.is_parameter(at) {
        at = layout.piece(at, out);
    }
    let sorts = matches!(keyword, Keyword::Sort | Keyword::Order);
    if sorts && at < range.end && layout.source.kind(at) == TokenKind::Keyword(Keyword::By) {
        at = layout.piece(at, out);
    }
    at
}

/// `by a, b`: each clause a group of its own.
fn clauses<'a>(
    layout: Layout<'a>,
    range: Range<usize>,
    keyword: Keyword,
    leads: bool,
    out: &mut Vec<Doc<'a>>,
) {
    let starts: Vec<usize> = positions(layout, range.clone(), keyword).collect();
    for (number, &start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(range.end);
        let gap = if leads && number == 0 { Doc::Text(" ") } else { Doc::Line };
        layout.token(start, Some(gap), out);
        let mut inner = Vec::new();
        let many = layout.source.has(start..end, TokenKind::Comma);
        if start + 1 < end {
            let gap = if many { Doc::Line } else { Doc::Text(" ") };
            layout.token(start + 1, Some(gap), &mut inner);
            let next = layout.opened(start + 1, &mut inner);
            layout.rest(next..end, &mut inner);
        }
        out.push(group(vec![Doc::Indent(inner)]));
    }
}
