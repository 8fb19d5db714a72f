//! Where reading goes on after a mistake: at the next `|` or `;` of the same nesting, or at the bracket that
//! closes it.

use super::fail::report;
use super::input::In;
use crate::lexer::TokenKind;

/// What ends the erroneous part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// The next operator, or the statement's end.
    Pipe,
    /// The statement's end.
    Statement,
}

/// Reports the failure of what began at `start`, and returns where reading goes on. `None` if everything has
/// been given up.
pub(super) fn recover(start: In<'_>, until: Until) -> Option<In<'_>> {
    let failed = report(start.ctx);
    if start.ctx.fatal.get() {
        return None;
    }
    let rest = synchronize(start, failed.max(start.index()), until);
    start.ctx.resumed.set(rest.index());
    Some(rest)
}

fn synchronize(start: In<'_>, failed: usize, until: Until) -> In<'_> {
    let depth = depth_between(start, failed);
    scan(start.at_index(failed), depth, until)
        .or_else(|| (depth > 0).then(|| scan_lines(start.at_index(failed), until)).flatten())
        .unwrap_or_else(|| start.at_index(start.ctx.tokens.len() - 1))
}

/// How many brackets are open at `end` that were not at `start`.
fn depth_between(start: In<'_>, end: usize) -> usize {
    let tokens = &start.ctx.tokens[start.index()..end];
    tokens.iter().fold(0, |depth: usize, token| match side(token.kind) {
        Side::Opens => depth + 1,
        Side::Closes => depth.saturating_sub(1),
        Side::Neither => depth,
    })
}

enum Side {
    Opens,
    Closes,
    Neither,
}

fn side(kind: TokenKind) -> Side {
    use TokenKind as T;
    match kind {
        T::LParen | T::LBracket | T::LBrace => Side::Opens,
        T::RParen | T::RBracket | T::RBrace => Side::Closes,
        _ => Side::Neither,
    }
}

fn scan(mut i: In<'_>, mut depth: usize, until: Until) -> Option<In<'_>> {
    while !i.is(TokenKind::End) {
        match (side(i.kind()), i.kind()) {
            (Side::Opens, _) => depth += 1,
            (Side::Closes, _) if depth == 0 => return Some(i),
            (Side::Closes, _) => depth -= 1,
            (_, TokenKind::Semi) if depth == 0 => return Some(i),
            (_, TokenKind::Bar) if depth == 0 && until == Until::Pipe => return Some(i),
            _ => {}
        }
        i = i.advance(1);
    }
    (depth == 0).then_some(i)
}

/// A bracket was never closed: the next line that begins with `|`, or the next `;`, whatever is open.
fn scan_lines(mut i: In<'_>, until: Until) -> Option<In<'_>> {
    while !i.is(TokenKind::End) {
        let begins_line = || {
            let gap = i.end_before() as usize..i.start() as usize;
            i.ctx.text[gap].contains('\n')
        };
        match i.kind() {
            TokenKind::Semi => return Some(i),
            TokenKind::Bar if until == Until::Pipe && begins_line() => return Some(i),
            _ => i = i.advance(1),
        }
    }
    None
}
