//! The tokens of a query with what stands between them: comments, empty lines, matching brackets.

use crate::Span;
use crate::lexer::{Token, TokenKind, tokens};

/// A comment before a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment {
    pub(super) span: Span,
    /// Nothing but white space stands before it on its line.
    pub(super) own_line: bool,
    /// An empty line stands before it.
    pub(super) after_blank: bool,
}

/// The tokens of a query.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    comments: Vec<Comment>,
    /// For each token the comments before it, as a range of `comments`.
    before: Vec<std::ops::Range<usize>>,
    /// For each bracket its counterpart.
    partner: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let lexed = tokens(text);
        let mut comments = Vec::with_capacity(lexed.comments.len());
        let mut before = Vec::with_capacity(lexed.tokens.len());
        let (mut end, mut next) = (0, 0);
        for token in &lexed.tokens {
            let first = comments.len();
            while lexed.comments.get(next).is_some_and(|span| span.start < token.span.start.max(1))
            {
                let span = lexed.comments[next];
                comments.push(comment(text, end, span));
                end = span.end;
                next += 1;
            }
            before.push(first..comments.len());
            end = token.span.end;
        }
        let partner = partners(&lexed.tokens);
        Self { text, tokens: lexed.tokens, comments, before, partner }
    }

    pub(super) fn kind(&self, at: usize) -> TokenKind {
        self.tokens[at].kind
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    pub(super) fn token_text(&self, at: usize) -> &'a str {
        self.slice(self.tokens[at].span)
    }

    /// The comments before a token.
    pub(super) fn comments(&self, at: usize) -> &[Comment] {
        &self.comments[self.before[at].clone()]
    }

    /// Whether an empty line stands before a token, or before its last comment's line.
    pub(super) fn after_blank(&self, at: usize) -> bool {
        let end = match (self.comments(at).last(), at.checked_sub(1)) {
            (Some(comment), _) => comment.span.end,
            (None, Some(before)) => self.tokens[before].span.end,
            (None, None) => return false,
        };
        has_blank(self.text, end, self.tokens[at].span.start)
    }

    /// The bracket that closes the one here.
    pub(super) fn close(&self, open: usize) -> usize {
        self.partner[open]
    }

    /// The first token behind the one here, over the whole bracket if one opens here.
    pub(super) fn after(&self, at: usize) -> usize {
        self.partner[at].max(at) + 1
    }

    /// The positions of a kind in a range, outside the brackets of the range.
    pub(super) fn find(&self, range: std::ops::Range<usize>, kind: TokenKind) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if self.kind(at) == kind {
                found.push(at);
            }
            at = self.after(at);
        }
        found
    }

    /// Whether a kind stands in a range, outside the brackets of the range.
    pub(super) fn has(&self, range: std::ops::Range<usize>, kind: TokenKind) -> bool {
        !self.find(range, kind).is_empty()
    }

    /// The token that begins at an offset.
    pub(super) fn token_at(&self, offset: u32) -> Option<usize> {
        self.tokens.binary_search_by_key(&offset, |token| token.span.start).ok()
    }
}

fn comment(text: &str, end: u32, span: Span) -> Comment {
    let between = &text[end as usize..span.start as usize];
    let own_line = end == 0 || between.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    Comment { span, own_line, after_blank: has_blank(text, end, span.start) }
}

fn has_blank(text: &str, from: u32, to: u32) -> bool {
    text[from as usize..to as usize].matches('\n').count() > 1
}

/// Each bracket's counterpart; other tokens are their own.
fn partners(tokens: &[Token]) -> Vec<usize> {
    let mut partners: Vec<usize> = (0..tokens.len()).collect();
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::LParen | TokenKind::LBracket | TokenKind::LBrace => open.push(at),
            TokenKind::RParen | TokenKind::RBracket | TokenKind::RBrace => {
                if let Some(opener) = open.pop() {
                    partners[opener] = at;
                    partners[at] = opener;
                }
            }
            _ => {}
        }
    }
    partners
}
