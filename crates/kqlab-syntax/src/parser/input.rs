//! nom's input: a slice of tokens, and what all parsers of one text share. What failures mean is for `fail`.

use std::cell::{Cell, RefCell};
use std::iter::{Copied, Enumerate};
use std::slice::Iter;

use nom::{IResult, Input, Needed};

use super::fail::{Fail, Furthest};
use crate::lexer::{Keyword, Token, TokenKind};
use crate::{Diagnostic, Span};

/// What a parser of this grammar returns.
pub(super) type R<'a, T> = IResult<In<'a>, T, Fail>;

/// The tokens that are still to be read. The last one is always `TokenKind::End`, which nothing takes.
#[derive(Clone, Copy)]
pub(super) struct In<'a> {
    tokens: &'a [Token],
    pub(super) ctx: &'a Ctx<'a>,
}

/// What all parsers of one text share.
pub(super) struct Ctx<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) furthest: RefCell<Furthest>,
    pub(super) diagnostics: RefCell<Vec<Diagnostic>>,
    /// How many levels lead here.
    pub(super) depth: Cell<usize>,
    /// How many levels, at most, the tree has that has been read on this level.
    pub(super) height: Cell<usize>,
    /// Nested too deep: everything is given up.
    pub(super) fatal: Cell<bool>,
    /// The token at which the last recovery went on.
    pub(super) resumed: Cell<usize>,
}

impl<'a> Ctx<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self {
            text,
            tokens,
            furthest: RefCell::default(),
            diagnostics: RefCell::default(),
            depth: Cell::new(0),
            height: Cell::new(0),
            fatal: Cell::new(false),
            resumed: Cell::new(usize::MAX),
        }
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }

    pub(super) fn emit(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }
}

impl<'a> In<'a> {
    pub(super) fn new(ctx: &'a Ctx<'a>) -> Self {
        Self { tokens: ctx.tokens, ctx }
    }

    /// The next token.
    pub(super) fn token(self) -> Token {
        self.token_at(0)
    }

    /// The token so many further on, or the end.
    pub(super) fn token_at(self, offset: usize) -> Token {
        let last = self.ctx.tokens.last().copied();
        let end = || last.expect("the lexer ends with a token");
        self.tokens.get(offset).copied().unwrap_or_else(end)
    }

    pub(super) fn kind(self) -> TokenKind {
        self.token().kind
    }

    pub(super) fn kind_at(self, offset: usize) -> TokenKind {
        self.token_at(offset).kind
    }

    pub(super) fn is(self, kind: TokenKind) -> bool {
        self.kind() == kind
    }

    pub(super) fn is_keyword(self, keyword: Keyword) -> bool {
        self.kind() == TokenKind::Keyword(keyword)
    }

    pub(super) fn keyword(self) -> Option<Keyword> {
        match self.kind() {
            TokenKind::Keyword(keyword) => Some(keyword),
            _ => None,
        }
    }

    /// The text of the token so many further on.
    pub(super) fn text_at(self, offset: usize) -> &'a str {
        self.ctx.slice(self.token_at(offset).span)
    }

    pub(super) fn advance(self, count: usize) -> Self {
        Self { tokens: &self.tokens[count..], ctx: self.ctx }
    }

    /// The position among all tokens.
    pub(super) fn index(self) -> usize {
        self.ctx.tokens.len() - self.tokens.len()
    }

    /// The same text read from another position.
    pub(super) fn at_index(self, index: usize) -> Self {
        Self { tokens: &self.ctx.tokens[index..], ctx: self.ctx }
    }

    /// Where the next token begins.
    pub(super) fn start(self) -> u32 {
        self.token().span.start
    }

    /// Where the token before ends.
    pub(super) fn end_before(self) -> u32 {
        match self.index().checked_sub(1) {
            Some(before) => self.ctx.tokens[before].span.end,
            None => 0,
        }
    }

    /// From where `start` stands to the token before this one.
    pub(super) fn span_since(self, start: In<'_>) -> Span {
        let from = start.start();
        Span::new(from, self.end_before().max(from))
    }
}

impl<'a> Input for In<'a> {
    type Item = Token;
    type Iter = Copied<Iter<'a, Token>>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.tokens.len()
    }

    fn take(&self, index: usize) -> Self {
        Self { tokens: &self.tokens[..index], ctx: self.ctx }
    }

    fn take_from(&self, index: usize) -> Self {
        self.advance(index)
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P>(&self, predicate: P) -> Option<usize>
    where
        P: Fn(Self::Item) -> bool,
    {
        self.tokens.iter().copied().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.tokens.iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if self.tokens.len() >= count {
            Ok(count)
        } else {
            Err(Needed::new(count - self.tokens.len()))
        }
    }
}
