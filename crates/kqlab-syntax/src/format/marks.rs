//! What the tree tells about tokens: where white space means something, and what a sign is.

use super::source::Source;
use crate::Span;
use crate::ast::walk::{Visitor, Walk};
use crate::ast::{Call, Expr, ExprKind, Parameter, Query};
use crate::lexer::{Keyword, TokenKind};

/// What is known about a token beyond its kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Mark {
    /// The space before it stays as it is: inside `Device*`, and in the patterns of graphs.
    pub(super) as_written: bool,
    /// The parenthesis of a call.
    pub(super) call: bool,
    /// The `=` of `kind=inner`.
    pub(super) tight: bool,
    /// A token of a parameter.
    pub(super) in_parameter: bool,
    /// A colon with a space after it: of JSON, and of the steps of scan.
    pub(super) spaced_colon: bool,
    /// A brace that encloses JSON, not code.
    pub(super) json: bool,
    /// The bracket of `datatable` or `externaldata` after so many columns.
    pub(super) columns: usize,
}

/// The marks of all tokens.
pub(super) fn marks(source: &Source<'_>, query: &Query) -> Vec<Mark> {
    let mut marker = Marker { source, marks: vec![Mark::default(); source.tokens.len()] };
    query.clone().walk(&mut marker);
    for at in 0..source.tokens.len() {
        marker.of_keyword(at);
    }
    marker.marks
}

struct Marker<'a> {
    source: &'a Source<'a>,
    marks: Vec<Mark>,
}

impl Visitor for Marker<'_> {
    fn expr(&mut self, expr: &mut Expr) {
        match &expr.kind {
            ExprKind::Wildcard(name) | ExprKind::WildcardPath(_, name) => {
                self.as_written(name.span)
            }
            // `{name}`, which a client should have replaced.
            ExprKind::Name(name) if name.text.starts_with('{') => self.as_written(name.span),
            ExprKind::Datatable(table) => self.table(expr.span, table.schema.columns.len()),
            ExprKind::ExternalData(_) => self.table(expr.span, 1),
            _ => {}
        }
    }

    fn call(&mut self, call: &mut Call) {
        let Some(name) = self.source.token_at(call.name.span.start) else { return };
        let open = name + self.count(name, call.name.span);
        if let Some(mark) = self.marks.get_mut(open) {
            mark.call = true;
        }
    }

    fn parameter(&mut self, parameter: &mut Parameter) {
        let Some(first) = self.source.token_at(parameter.span.start) else { return };
        let count = self.count(first, parameter.span);
        let equals = (first..first + count).find(|&at| self.source.kind(at) == TokenKind::Eq);
        if let Some(at) = equals {
            self.marks[at].tight = true;
        }
        self.marks[first..first + count].iter_mut().for_each(|mark| mark.in_parameter = true);
    }
}

impl Marker<'_> {
    /// How many tokens a span has that begins with the token `first`.
    fn count(&self, first: usize, span: Span) -> usize {
        let rest = &self.source.tokens[first..];
        rest.iter()
            .take_while(|token| {
                token.span.end <= span.end && token.span != Span::new(span.end, span.end)
            })
            .count()
            .max(1)
    }

    fn as_written(&mut self, span: Span) {
        let Some(first) = self.source.token_at(span.start) else { return };
        let count = self.count(first, span);
        self.marks[first + 1..first + count].iter_mut().for_each(|mark| mark.as_written = true);
    }

    /// The first square bracket of a table after its schema.
    fn table(&mut self, span: Span, columns: usize) {
        let Some(first) = self.source.token_at(span.start) else { return };
        let mut at = first;
        while self.source.tokens[at].span.start < span.end {
            if self.source.kind(at) == TokenKind::LBracket {
                self.marks[at].columns = columns.max(1);
                return;
            }
            at = self.source.after(at);
        }
    }

    fn of_keyword(&mut self, at: usize) {
        use Keyword as K;
        match self.source.kind(at) {
            TokenKind::Keyword(K::Dynamic) if self.source.kind(at + 1) == TokenKind::LParen => {
                self.json(at + 1);
            }
            TokenKind::Keyword(K::GraphMatch | K::GraphShortestPaths) => {
                self.graph(at, &[K::Where, K::Project]);
            }
            TokenKind::Keyword(K::MakeGraph) => {
                self.graph(at, &[K::With, K::WithNodeId, K::PartitionedBy])
            }
            TokenKind::Keyword(K::Step) => self.step(at),
            _ => {}
        }
    }

    fn json(&mut self, open: usize) {
        for at in open..self.source.close(open) {
            self.marks[at].json = true;
            self.marks[at].spaced_colon = true;
        }
    }

    /// Arrows are glued tokens. Everything up to the next clause stays as written.
    fn graph(&mut self, keyword: usize, ends: &[Keyword]) {
        let mut at = keyword + 1;
        while at < self.source.tokens.len() {
            match self.source.kind(at) {
                TokenKind::Keyword(keyword) if ends.contains(&keyword) => return,
                TokenKind::Bar | TokenKind::Semi | TokenKind::End => return,
                TokenKind::RParen | TokenKind::RBracket if self.source.close(at) < keyword => {
                    return;
                }
                _ => {}
            }
            self.marks[at].as_written = at > keyword + 1;
            at += 1;
        }
    }

    /// `step s1: condition`
    fn step(&mut self, keyword: usize) {
        let begins = keyword.checked_sub(1).map(|before| self.source.kind(before));
        if !matches!(begins, Some(TokenKind::LParen | TokenKind::Semi)) {
            return;
        }
        let line = keyword..keyword + 8;
        let colon = line
            .clone()
            .find(|&at| self.source.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Colon));
        if let Some(at) = colon {
            self.marks[at].spaced_colon = true;
        }
    }
}
