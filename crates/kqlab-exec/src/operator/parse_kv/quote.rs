//! Quoted keys and values.

use std::borrow::Cow;
use std::sync::Arc;

/// The quotes that a key or value may stand in, and the character that escapes inside them.
pub(super) struct Quotes {
    pairs: Vec<(char, char)>,
    escape: Option<char>,
}

impl Quotes {
    /// Each quote is one character, or an opening and a closing one.
    pub(super) fn new(quotes: &[Arc<str>], escape: Option<char>) -> Option<Self> {
        let pair = |quote: &Arc<str>| {
            let mut chars = quote.chars();
            let open = chars.next()?;
            let close = chars.next().unwrap_or(open);
            chars.next().is_none().then_some((open, close))
        };
        Some(Self { pairs: quotes.iter().map(pair).collect::<Option<_>>()?, escape })
    }

    /// The quoted text at the start of `text`, unescaped, and what follows its closing quote.
    pub(super) fn read<'t>(&self, text: &'t str) -> Option<(Cow<'t, str>, &'t str)> {
        let first = text.chars().next()?;
        let (_, close) = *self.pairs.iter().find(|(open, _)| *open == first)?;
        let body = &text[first.len_utf8()..];
        let mut plain = String::new();
        let mut escaped = false;
        let mut chars = body.char_indices();
        while let Some((at, c)) = chars.next() {
            if Some(c) == self.escape
                && let Some((_, next)) = chars.next()
            {
                if !escaped {
                    plain.push_str(&body[..at]);
                    escaped = true;
                }
                plain.push(next);
            } else if c == close {
                let rest = &body[at + c.len_utf8()..];
                let read = if escaped { Cow::Owned(plain) } else { Cow::Borrowed(&body[..at]) };
                return Some((read, rest));
            } else if escaped {
                plain.push(c);
            }
        }
        None
    }
}
