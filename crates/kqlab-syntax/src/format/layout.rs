//! Tokens to documents: statements, pipelines, brackets. The lists of operators are for `list`.

use std::ops::Range;

use super::doc::{Doc, group, print};
use super::gap::is_spaced;
use super::list::operator;
use super::marks::{Mark, marks};
use super::source::Source;
use crate::ast::Query;
use crate::lexer::{Keyword, TokenKind};

/// The text in its layout.
pub(super) fn formatted(text: &str, query: &Query) -> String {
    let source = Source::new(text);
    let marks = marks(&source, query);
    let layout = Layout { source: &source, marks: &marks };
    let end = source.tokens.len() - 1;
    let mut docs = Vec::new();
    layout.statements(0..end, &mut docs);
    layout.comments(end, &mut docs);
    let mut out = print(&docs);
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// One level of brackets deeper, on a stack that is large enough.
pub(super) fn deeper<T>(body: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(128 << 10, 4 << 20, body)
}

/// The tokens and what is known about them.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    pub(super) source: &'a Source<'a>,
    marks: &'a [Mark],
}

impl<'a> Layout<'a> {
    /// Statements with semicolons; also the steps of scan.
    pub(super) fn statements(self, range: Range<usize>, out: &mut Vec<Doc<'a>>) {
        let mut start = range.start;
        while start < range.end && self.source.kind(start) == TokenKind::Directive {
            self.begin(start, start == range.start, out);
            start += 1;
        }
        let mut ends = self.source.find(start..range.end, TokenKind::Semi);
        ends.push(range.end);
        for end in ends {
            if start < end {
                self.begin(start, start == range.start, out);
                self.statement(start..end, out);
            }
            if end < range.end {
                self.token(end, None, out);
            }
            start = end + 1;
        }
    }

    /// The first token of a statement, on a new line, after an empty one if there was one.
    fn begin(self, at: usize, is_first: bool, out: &mut Vec<Doc<'a>>) {
        let blank = |blank: bool| if blank { Doc::Blank } else { Doc::Hard };
        let mut is_first = is_first;
        for comment in self.source.comments(at) {
            match (is_first, comment.own_line) {
                (false, false) => out.push(Doc::Text(" ")),
                (false, true) => out.push(blank(comment.after_blank)),
                (true, _) => {}
            }
            out.push(Doc::Text(self.source.slice(comment.span)));
            is_first = false;
        }
        if !is_first {
            out.push(blank(self.source.after_blank(at)));
        }
        out.push(Doc::Text(self.source.token_text(at)));
    }

    /// A statement whose first token has been written.
    fn statement(self, range: Range<usize>, out: &mut Vec<Doc<'a>>) {
        let is_let = self.source.kind(range.start) == TokenKind::Keyword(Keyword::Let);
        let bars = self.source.find(range.clone(), TokenKind::Bar);
        let equals = self.source.find(range.clone(), TokenKind::Eq);
        match (is_let, bars.first(), equals.first()) {
            (true, Some(bar), Some(&equals)) if equals < *bar => {
                self.rest(range.start + 1..equals + 1, out);
                let mut inner = Vec::new();
                self.comments_or(equals + 1, Doc::Hard, &mut inner);
                inner.push(Doc::Text(self.source.token_text(equals + 1)));
                self.pipeline(equals + 1..range.end, &mut inner);
                out.push(Doc::Indent(inner));
            }
            _ => self.pipeline(range, out),
        }
    }

    /// A pipeline whose first token has been written.
    pub(super) fn pipeline(self, range: Range<usize>, out: &mut Vec<Doc<'a>>) {
        let mut start = range.start;
        for bar in self.source.find(range.clone(), TokenKind::Bar) {
            operator(self, start..bar, out);
            self.token(bar, Some(Doc::Hard), out);
            start = bar + 1;
            if start < range.end {
                self.token(start, Some(Doc::Text(" ")), out);
            }
        }
        operator(self, start..range.end, out);
    }

    /// The tokens after one that has been written, with spaces and possible breaks between.
    pub(super) fn rest(self, range: Range<usize>, out: &mut Vec<Doc<'a>>) {
        let mut at = range.start;
        while at < range.end {
            at = self.piece(at, out);
        }
    }

    /// A token, or a whole bracket, with what stands before it; returns where it goes on.
    pub(super) fn piece(self, at: usize, out: &mut Vec<Doc<'a>>) -> usize {
        use TokenKind as T;
        let before = self.source.kind(at - 1);
        let gap = match self.source.kind(at) {
            T::Keyword(Keyword::And | Keyword::Or) => Some(Doc::Line),
            T::String if before == T::String => Some(Doc::Line),
            _ if before == T::Comma => Some(Doc::Line),
            _ => self.space(at),
        };
        self.token(at, gap, out);
        if matches!(self.source.kind(at), T::LParen | T::LBracket | T::LBrace) {
            deeper(|| self.bracket(at, out));
        }
        self.source.after(at)
    }

    /// Whether a token belongs to a parameter of an operator.
    pub(super) fn is_parameter(self, at: usize) -> bool {
        self.marks[at].in_parameter
    }

    fn space(self, at: usize) -> Option<Doc<'a>> {
        is_spaced(self.source, self.marks, at).then_some(Doc::Text(" "))
    }

    /// One token after a gap; its comments take the gap's place.
    pub(super) fn token(self, at: usize, gap: Option<Doc<'a>>, out: &mut Vec<Doc<'a>>) {
        match gap {
            Some(gap) => self.comments_or(at, gap, out),
            None => {
                self.comments(at, out);
                if !self.source.comments(at).is_empty() {
                    out.push(Doc::Hard);
                }
            }
        }
        out.push(Doc::Text(self.source.token_text(at)));
    }

    /// The comments before a token and a line break, or the gap if there are none.
    fn comments_or(self, at: usize, gap: Doc<'a>, out: &mut Vec<Doc<'a>>) {
        self.comments(at, out);
        let has_comments = !self.source.comments(at).is_empty();
        out.push(if has_comments { Doc::Hard } else { gap });
    }

    fn comments(self, at: usize, out: &mut Vec<Doc<'a>>) {
        for (number, comment) in self.source.comments(at).iter().enumerate() {
            let begins_text = at == 0 && number == 0;
            match comment.own_line {
                _ if begins_text => {}
                true => out.push(Doc::Hard),
                false => out.push(Doc::Text(" ")),
            }
            out.push(Doc::Text(self.source.slice(comment.span)));
        }
    }

    /// The inside of the bracket whose opener has been written, and its end.
    fn bracket(self, open: usize, out: &mut Vec<Doc<'a>>) {
        let close = self.source.close(open);
        let inside = open + 1..close;
        let is_code = self.source.kind(open) == TokenKind::LBrace && !self.marks[open].json;
        if inside.is_empty() {
            self.token(close, None, out);
        } else if is_code && self.marks[open + 1].as_written {
            self.rest(inside.start..close + 1, out);
        } else if self.hugs(open) {
            self.token(inside.start, None, out);
            self.opened(inside.start, out);
            self.token(close, None, out);
        } else if self.source.has(inside.clone(), TokenKind::Semi) {
            self.broken(inside, out, Self::statements_in);
        } else if self.source.has(inside.clone(), TokenKind::Bar) {
            self.broken(inside, out, Self::pipeline_in);
        } else if self.marks[open].columns > 1 {
            self.table(inside, self.marks[open].columns, out);
        } else if self.source.kind(open) == TokenKind::LBracket
            && !self.source.has(inside.clone(), TokenKind::Comma)
        {
            self.token(inside.start, None, out);
            let next = self.opened(inside.start, out);
            self.rest(next..inside.end, out);
            self.token(close, None, out);
        } else {
            self.enclosed(inside, if is_code { || Doc::Line } else { || Doc::SoftLine }, out);
        }
    }

    /// Whether nothing stands inside but one other bracket: `dynamic([...])`.
    fn hugs(self, open: usize) -> bool {
        use TokenKind as T;
        let (inner, close) = (open + 1, self.source.close(open));
        let is_bracket = matches!(self.source.kind(inner), T::LParen | T::LBracket | T::LBrace);
        let no_comments = |at| self.source.comments(at).is_empty();
        is_bracket && self.source.after(inner) == close && no_comments(inner) && no_comments(close)
    }

    /// After a token that has been written: its bracket, if it opens one.
    pub(super) fn opened(self, at: usize, out: &mut Vec<Doc<'a>>) -> usize {
        use TokenKind as T;
        if matches!(self.source.kind(at), T::LParen | T::LBracket | T::LBrace) {
            deeper(|| self.bracket(at, out));
        }
        self.source.after(at)
    }

    /// Statements or a pipeline in brackets, indented on lines of their own.
    fn broken(
        self,
        inside: Range<usize>,
        out: &mut Vec<Doc<'a>>,
        body: fn(Self, Range<usize>, &mut Vec<Doc<'a>>),
    ) {
        let close = inside.end;
        let mut inner = Vec::new();
        body(self, inside, &mut inner);
        let mut docs = vec![Doc::Indent(inner)];
        self.token(close, Some(Doc::Hard), &mut docs);
        out.push(group(docs));
    }

    fn statements_in(self, range: Range<usize>, out: &mut Vec<Doc<'a>>) {
        let first = self.source.comments(range.start).first();
        let trails = first.is_some_and(|comment| !comment.own_line);
        out.push(if trails { Doc::Text(" ") } else { Doc::Hard });
        self.statements(range, out);
    }

    fn pipeline_in(self, range: Range<usize>, out: &mut Vec<Doc<'a>>) {
        self.token(range.start, Some(Doc::Hard), out);
        self.pipeline(range, out);
    }

    /// `(a, b)`: on one line, or each on its own.
    fn enclosed(self, inside: Range<usize>, line: fn() -> Doc<'a>, out: &mut Vec<Doc<'a>>) {
        let close = inside.end;
        let mut inner = Vec::new();
        self.token(inside.start, Some(line()), &mut inner);
        let next = self.opened(inside.start, &mut inner);
        self.rest(next..inside.end, &mut inner);
        let mut docs = vec![Doc::Indent(inner)];
        self.token(close, Some(line()), &mut docs);
        out.push(group(docs));
    }

    /// The values of a datatable: on one line, or each row on its own.
    fn table(self, inside: Range<usize>, columns: usize, out: &mut Vec<Doc<'a>>) {
        let close = inside.end;
        let mut inner = Vec::new();
        self.token(inside.start, Some(Doc::SoftLine), &mut inner);
        let mut at = self.opened(inside.start, &mut inner);
        let mut values = 0;
        while at < inside.end {
            let is_comma = self.source.kind(at - 1) == TokenKind::Comma;
            values += usize::from(is_comma);
            let gap = match is_comma {
                true if values.is_multiple_of(columns) => Some(Doc::Line),
                true => Some(Doc::Text(" ")),
                false => self.space(at),
            };
            self.token(at, gap, &mut inner);
            at = self.opened(at, &mut inner);
        }
        let mut docs = vec![Doc::Indent(inner)];
        self.token(close, Some(Doc::SoftLine), &mut docs);
        out.push(group(docs));
    }
}
