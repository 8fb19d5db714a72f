//! The lexer's loop.

use super::char::{is_line_break, is_space, is_word, is_word_start};
use super::{Fault, Token, TokenKind, Tokens, number, string, word};
use crate::Span;

/// The tokens of `text`. Texts of 4 GiB and more are cut off; `parse` refuses them before.
#[must_use]
pub fn tokens(text: &str) -> Tokens {
    let mut scan = Scan { text, at: 0, out: Tokens::default() };
    scan.out.tokens.reserve(text.len() / 5);
    while scan.step() {}
    scan.out
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    out: Tokens,
}

impl Scan<'_> {
    /// Reads one token; false after the end.
    fn step(&mut self) -> bool {
        let before = self.at;
        self.skip_trivia();
        let glued = self.at == before && before > 0;
        let rest = &self.text[self.at..];
        let Some(&first) = rest.as_bytes().first() else {
            self.push(TokenKind::End, 0, glued);
            return false;
        };
        let (kind, length) = self.token(rest, first);
        self.push(kind, length, glued);
        true
    }

    fn push(&mut self, kind: TokenKind, length: usize, glued: bool) {
        let span = self.span(length);
        self.at += length;
        self.out.tokens.push(Token { kind, span, glued });
    }

    fn span(&self, length: usize) -> Span {
        Span::new(offset(self.at), offset(self.at + length))
    }

    fn skip_trivia(&mut self) {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t' | 0xc) => self.at += 1,
                Some(b'/') if bytes.get(self.at + 1) == Some(&b'/') => self.skip_comment(),
                Some(byte) if !byte.is_ascii() => match self.text[self.at..].chars().next() {
                    Some(c) if is_space(c) => self.at += c.len_utf8(),
                    _ => return,
                },
                _ => return,
            }
        }
    }

    fn skip_comment(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest.find(is_line_break).unwrap_or(rest.len());
        self.out.comments.push(self.span(length));
        self.at += length;
    }

    fn token(&mut self, rest: &str, first: u8) -> (TokenKind, usize) {
        if is_word_start(first) {
            return self.word(rest, first);
        }
        if first.is_ascii_digit() {
            return match rest.strip_prefix("3Dchart") {
                Some(after) if !after.as_bytes().first().copied().is_some_and(is_word) => {
                    (TokenKind::Keyword(super::Keyword::Chart3D), 7)
                }
                _ => number::number(rest),
            };
        }
        if let Some(found) = sign(rest.as_bytes()) {
            return found;
        }
        if matches!(first, b'"' | b'\'' | b'@' | b'`' | b'~')
            && let Some(length) = self.string(rest)
        {
            return (TokenKind::String, length);
        }
        match first {
            b'@' => (TokenKind::At, 1),
            b'#' => (TokenKind::Directive, rest.find(is_line_break).unwrap_or(rest.len())),
            b'!' if let Some((keyword, length)) = word::negated(rest) => {
                (TokenKind::Keyword(keyword), length)
            }
            b'!' if !rest.as_bytes().get(1).copied().is_some_and(is_word) => (TokenKind::Bang, 1),
            _ => self.bad(rest),
        }
    }

    fn word(&mut self, rest: &str, first: u8) -> (TokenKind, usize) {
        if first.is_ascii_hexdigit()
            && let Some(length) = number::raw_guid(rest.as_bytes())
        {
            return (TokenKind::RawGuid, length);
        }
        if matches!(first, b'h' | b'H')
            && matches!(rest.as_bytes().get(1), Some(b'"' | b'\'' | b'@' | b'`' | b'~'))
            && let Some(length) = self.string(rest)
        {
            return (TokenKind::String, length);
        }
        let (kind, length) = word::word(rest);
        let is_typed = !matches!(kind, TokenKind::Ident | TokenKind::Keyword(_));
        if is_typed && rest[..length].contains('(') && !rest[..length].ends_with(')') {
            self.unclosed(length, ")");
        }
        (kind, length)
    }

    fn string(&mut self, rest: &str) -> Option<usize> {
        let scanned = string::string(rest)?;
        if let Some(lacks) = scanned.lacks {
            self.unclosed(scanned.length, lacks);
        }
        Some(scanned.length)
    }

    fn unclosed(&mut self, length: usize, lacks: &'static str) {
        self.out.faults.push(Fault::Unclosed(self.span(length), lacks));
    }

    fn bad(&mut self, rest: &str) -> (TokenKind, usize) {
        let length = rest.chars().next().map_or(1, char::len_utf8);
        self.out.faults.push(Fault::Character(self.span(length)));
        (TokenKind::Bad, length)
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The sign that the bytes begin with; `@` and `!` depend on what follows and are not here.
fn sign(bytes: &[u8]) -> Option<(TokenKind, usize)> {
    use TokenKind as T;
    let next = bytes.get(1).copied();
    Some(match (bytes[0], next) {
        (b'(', _) => (T::LParen, 1),
        (b')', _) => (T::RParen, 1),
        (b'[', _) => (T::LBracket, 1),
        (b']', _) => (T::RBracket, 1),
        (b'{', _) => (T::LBrace, 1),
        (b'}', _) => (T::RBrace, 1),
        (b'|', _) => (T::Bar, 1),
        (b'.', Some(b'.')) => (T::DotDot, 2),
        (b'.', _) => (T::Dot, 1),
        (b'+', _) => (T::Plus, 1),
        (b'-', _) => (T::Minus, 1),
        (b'*', _) => (T::Star, 1),
        (b'/', _) => (T::Slash, 1),
        (b'%', _) => (T::Percent, 1),
        (b'<', Some(b'=')) => (T::Le, 2),
        (b'<', Some(b'|')) => (T::LtBar, 2),
        (b'<', Some(b'>')) => (T::LtGt, 2),
        (b'<', _) => (T::Lt, 1),
        (b'>', Some(b'=')) => (T::Ge, 2),
        (b'>', _) => (T::Gt, 1),
        (b'=', Some(b'=')) => (T::EqEq, 2),
        (b'=', Some(b'>')) => (T::FatArrow, 2),
        (b'=', Some(b'~')) => (T::EqTilde, 2),
        (b'=', _) => (T::Eq, 1),
        (b'!', Some(b'=')) => (T::Ne, 2),
        (b'!', Some(b'~')) => (T::NeTilde, 2),
        (b':', _) => (T::Colon, 1),
        (b';', _) => (T::Semi, 1),
        (b',', _) => (T::Comma, 1),
        (b'?', _) => (T::Question, 1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexer::Keyword;

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokens(text).tokens.iter().map(|t| t.kind).collect()
    }

    #[test]
    fn a_query() {
        use TokenKind as T;
        assert_eq!(
            kinds("T | where a !in~ (1, 'x') // no\n| take 5;"),
            [
                T::Ident,
                T::Bar,
                T::Keyword(Keyword::Where),
                T::Ident,
                T::Keyword(Keyword::NotInCi),
                T::LParen,
                T::Long,
                T::Comma,
                T::String,
                T::RParen,
                T::Bar,
                T::Keyword(Keyword::Take),
                T::Long,
                T::Semi,
                T::End,
            ]
        );
    }

    #[test]
    fn comments_stand_apart() {
        let text = "a // b\n// c";
        let lexed = tokens(text);
        let comments: Vec<_> = lexed.comments.iter().map(|c| &text[c.range()]).collect();
        assert_eq!(comments, ["// b", "// c"]);
        assert_eq!(lexed.tokens.len(), 2);
    }

    #[test]
    fn spaces_of_other_scripts() {
        assert_eq!(kinds("\u{feff}a\u{a0}b"), [TokenKind::Ident, TokenKind::Ident, TokenKind::End]);
    }

    #[test]
    fn glue() {
        let glued: Vec<_> = tokens("a- -b").tokens.iter().map(|t| t.glued).collect();
        assert_eq!(glued, [false, true, false, true, true]);
    }

    #[test]
    fn faults() {
        assert_eq!(tokens("'ab").faults, [Fault::Unclosed(Span::new(0, 3), "'")]);
        assert_eq!(tokens("int(5").faults, [Fault::Unclosed(Span::new(0, 5), ")")]);
        assert_eq!(tokens("&").faults, [Fault::Character(Span::new(0, 1))]);
        assert_eq!(tokens("é").faults, [Fault::Character(Span::new(0, 2))]);
    }

    #[test]
    fn hidden_strings_and_at_signs() {
        assert_eq!(
            kinds("h'x' @ @'x' h"),
            [TokenKind::String, TokenKind::At, TokenKind::String, TokenKind::Ident, TokenKind::End]
        );
    }
}
