//! Whether a space stands between two tokens of one line.

use super::marks::Mark;
use super::source::Source;
use crate::lexer::{Keyword, TokenKind};

/// Whether a space stands before a token that is not the first of its line.
pub(super) fn is_spaced(source: &Source<'_>, marks: &[Mark], at: usize) -> bool {
    use TokenKind as T;
    let glued = source.tokens[at].glued;
    if marks[at].as_written {
        return !glued;
    }
    let (before, kind) = (source.kind(at - 1), source.kind(at));
    match (before, kind) {
        (_, T::Comma | T::Semi | T::RParen | T::RBracket | T::Dot) => false,
        (T::LParen | T::LBracket | T::Dot, _) => false,
        (T::LBrace, _) | (_, T::RBrace) => !marks[at].json && kind != before,
        (_, T::Eq) => !marks[at].tight,
        (T::Eq, _) => !marks[at - 1].tight,
        (_, T::Colon) => before == T::RParen,
        (T::Colon, _) => marks[at - 1].spaced_colon || is_schema_of_evaluate(source, at),
        (_, T::LParen) => before_parenthesis(source, marks, at),
        (_, T::LBracket) => marks[at].columns > 0 || before_bracket(source, at - 1, glued),
        (T::Minus | T::Plus, _) => ends_operand_before(source, at - 1),
        (T::At, _) => !glued,
        _ => true,
    }
}

/// `evaluate f() : (a:long)`
fn is_schema_of_evaluate(source: &Source<'_>, at: usize) -> bool {
    at >= 2 && source.kind(at - 2) == TokenKind::RParen
}

/// None in `a["b"]`. After a keyword or a string only the writer knows whether it is that.
fn before_bracket(source: &Source<'_>, before: usize, glued: bool) -> bool {
    match source.kind(before) {
        TokenKind::Ident | TokenKind::RParen | TokenKind::RBracket => false,
        TokenKind::Keyword(keyword) if keyword.is_name() => !glued || is_operator(source, before),
        _ => true,
    }
}

fn is_operator(source: &Source<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| source.kind(before) == TokenKind::Bar)
}

/// No space in calls, one after the keywords of clauses.
fn before_parenthesis(source: &Source<'_>, marks: &[Mark], at: usize) -> bool {
    use Keyword as K;
    if marks[at].call {
        return false;
    }
    match source.kind(at - 1) {
        TokenKind::Keyword(
            K::Datatable
            | K::Externaldata
            | K::ExternalData
            | K::Typeof
            | K::Dynamic
            | K::Toscalar
            | K::Totable
            | K::Materialize
            | K::Pack
            | K::QueryParameters,
        ) => false,
        TokenKind::Minus | TokenKind::Plus => ends_operand_before(source, at - 1),
        _ => true,
    }
}

/// Whether an operand ends with the token before `at`, so that a sign at `at` is no sign of a number.
fn ends_operand_before(source: &Source<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| ends_operand(source, before))
}

/// Whether a token may end an operand. The keywords of clauses may be names too, but rarely before a sign. They
/// are told by their text, because `top` of `top-x` is no keyword until spaces stand around the sign.
fn ends_operand(source: &Source<'_>, at: usize) -> bool {
    use TokenKind as T;
    match source.kind(at) {
        T::String | T::Bool | T::Long | T::Int | T::Real | T::Decimal => true,
        T::Datetime | T::Timespan | T::Guid | T::RawGuid => true,
        T::RParen | T::RBracket | T::RBrace | T::At => true,
        T::Ident | T::Keyword(_) => {
            let text = source.token_text(at);
            let is_clause = ["from", "step", "on", "limit", "take", "top", "with"].contains(&text);
            !is_clause && Keyword::from_text(text).is_none_or(|k| k.is_name() || k == Keyword::Kind)
        }
        _ => false,
    }
}
