//! Pairs without delimiters that are given: whatever is no letter or digit delimits, and a key's value is the next
//! word or quoted text.

use std::borrow::Cow;

use kqlab_plan::Field;

use super::quote::Quotes;

/// Calls `found` with each of the keys and the word after it.
pub(super) fn pairs<'t>(
    text: &'t str,
    quotes: &Quotes,
    keys: &[Field],
    found: &mut dyn FnMut(&str, Cow<'t, str>),
) {
    let mut rest = text;
    while let Some((key, after)) = word(rest, quotes) {
        rest = after;
        if keys.iter().any(|field| *field.name == *key)
            && let Some((value, after)) = word(rest, quotes)
        {
            found(&key, value);
            rest = after;
        }
    }
}

/// The next word or quoted text, and what follows it.
fn word<'t>(text: &'t str, quotes: &Quotes) -> Option<(Cow<'t, str>, &'t str)> {
    let mut rest = text;
    loop {
        let first = rest.chars().next()?;
        if let Some(quoted) = quotes.read(rest) {
            return Some(quoted);
        }
        if first.is_alphanumeric() {
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            return Some((Cow::Borrowed(&rest[..end]), &rest[end..]));
        }
        rest = &rest[first.len_utf8()..];
    }
}
