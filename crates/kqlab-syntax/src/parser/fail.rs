//! Failures. nom's errors carry nothing: the furthest failure and what was expected there is kept beside, and
//! becomes a diagnostic when someone recovers.

use nom::Err;
use nom::error::{ErrorKind, ParseError};

use super::hint::hint;
use super::input::{Ctx, In, R};
use crate::lexer::{Keyword, TokenKind};
use crate::{Diagnostic, Phase, Span, codes};

/// A failure; the rest is in `Ctx::furthest`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fail;

impl<'a> ParseError<In<'a>> for Fail {
    fn from_error_kind(_: In<'a>, _: ErrorKind) -> Self {
        Self
    }

    fn append(_: In<'a>, _: ErrorKind, other: Self) -> Self {
        other
    }
}

/// What could have stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Sign(TokenKind),
    Keyword(Keyword),
    /// In words: `an expression`
    Words(&'static str),
}

/// The furthest token at which something was expected in vain.
#[derive(Debug, Default)]
pub(super) struct Furthest {
    pub(super) index: usize,
    pub(super) expected: Vec<Expected>,
    /// The token itself is at fault, not what is missing before it.
    pub(super) at_token: bool,
}

/// Fails here, where `expected` should stand.
pub(super) fn fail<T>(i: In<'_>, expected: Expected) -> R<'_, T> {
    note(i, expected, false);
    Err(Err::Error(Fail))
}

/// Fails because of the token here.
pub(super) fn fail_at<'a, T>(i: In<'a>, expected: &'static str) -> R<'a, T> {
    note(i, Expected::Words(expected), true);
    Err(Err::Error(Fail))
}

fn note(i: In<'_>, expected: Expected, at_token: bool) {
    let mut furthest = i.ctx.furthest.borrow_mut();
    let index = i.index();
    if index < furthest.index {
        return;
    }
    if index > furthest.index {
        furthest.index = index;
        furthest.expected.clear();
        furthest.at_token = false;
    }
    furthest.at_token |= at_token;
    if !furthest.expected.contains(&expected) {
        furthest.expected.push(expected);
    }
}

/// Reports the furthest failure, and returns its position. Says nothing if the last recovery stopped there
/// too: that would be the same mistake again.
pub(super) fn report(ctx: &Ctx<'_>) -> usize {
    let furthest = std::mem::take(&mut *ctx.furthest.borrow_mut());
    if !ctx.fatal.get() && ctx.resumed.get() != furthest.index {
        ctx.emit(diagnostic(ctx, &furthest));
    }
    furthest.index
}

fn diagnostic(ctx: &Ctx<'_>, furthest: &Furthest) -> Diagnostic {
    let span = place(ctx, furthest);
    let message =
        format!("expected {}, found {}", list(&furthest.expected), found(ctx, furthest.index));
    let at_end = matches!(ctx.tokens[furthest.index].kind, TokenKind::End | TokenKind::Semi);
    let opener = expected_close(&furthest.expected).and_then(|_| opener(ctx, furthest.index));
    let unclosed = at_end && opener.is_some();
    let code = if unclosed { codes::syntax::UNCLOSED } else { codes::syntax::UNEXPECTED };
    let mut diagnostic = Diagnostic::error(Phase::Syntax, code, span, message);
    if let Some(opener) = opener {
        diagnostic = diagnostic.with_label(opener, "opened here");
    }
    match hint(ctx, furthest) {
        Some(hint) => diagnostic.with_hint(hint),
        None => diagnostic,
    }
}

fn expected_close(expected: &[Expected]) -> Option<TokenKind> {
    use TokenKind::{RBrace, RBracket, RParen};
    expected.iter().find_map(|expected| match expected {
        Expected::Sign(kind @ (RParen | RBracket | RBrace)) => Some(*kind),
        _ => None,
    })
}

/// The innermost bracket that is open before the token at `index`.
fn opener(ctx: &Ctx<'_>, index: usize) -> Option<Span> {
    use TokenKind as T;
    let mut closed = 0_usize;
    for token in ctx.tokens[..index].iter().rev() {
        match token.kind {
            T::RParen | T::RBracket | T::RBrace => closed += 1,
            T::LParen | T::LBracket | T::LBrace if closed == 0 => return Some(token.span),
            T::LParen | T::LBracket | T::LBrace => closed -= 1,
            _ => {}
        }
    }
    None
}

/// As in the official parser, what is missing is missing after the token before, not before the next one:
/// that may stand lines below.
fn place(ctx: &Ctx<'_>, furthest: &Furthest) -> Span {
    let token = ctx.tokens[furthest.index].span;
    let Some(before) = furthest.index.checked_sub(1) else { return token };
    let end = ctx.tokens[before].span.end;
    let between = &ctx.text[end as usize..token.start as usize];
    if furthest.at_token || !between.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        token
    } else {
        Span::new(end, end)
    }
}

fn list(expected: &[Expected]) -> String {
    let names: Vec<String> = expected.iter().map(|expected| name(*expected)).collect();
    match names.as_slice() {
        [] => "something else".to_owned(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
    }
}

fn name(expected: Expected) -> String {
    match expected {
        Expected::Sign(kind) => sign(kind).to_owned(),
        Expected::Keyword(keyword) => format!("`{}`", keyword.text()),
        Expected::Words(words) => words.to_owned(),
    }
}

/// What the token at `index` is called in messages.
fn found(ctx: &Ctx<'_>, index: usize) -> String {
    let token = ctx.tokens[index];
    match token.kind {
        TokenKind::End => "the end of the query".to_owned(),
        TokenKind::String => "a string".to_owned(),
        _ => quoted(ctx.slice(token.span)),
    }
}

fn quoted(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("`{}...`", &text[..at]),
        None => format!("`{text}`"),
    }
}

fn sign(kind: TokenKind) -> &'static str {
    use TokenKind as T;
    match kind {
        T::LParen => "`(`",
        T::RParen => "`)`",
        T::LBracket => "`[`",
        T::RBracket => "`]`",
        T::LBrace => "`{`",
        T::RBrace => "`}`",
        T::Bar => "`|`",
        T::Comma => "`,`",
        T::Semi => "`;`",
        T::Colon => "`:`",
        T::Eq => "`=`",
        T::Dot => "`.`",
        T::DotDot => "`..`",
        T::Star => "`*`",
        T::FatArrow => "`=>`",
        T::String => "a string",
        T::Ident => "a name",
        _ => "another token",
    }
}
