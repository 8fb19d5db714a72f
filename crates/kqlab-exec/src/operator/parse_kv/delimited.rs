//! Pairs with delimiters that are given.

use std::borrow::Cow;

use super::quote::Quotes;

/// The delimiters.
pub(super) struct Delimited {
    pair: String,
    key: String,
    greedy: bool,
    quotes: Quotes,
}

impl Delimited {
    pub(super) fn new(pair: &str, key: &str, greedy: bool, quotes: Quotes) -> Self {
        Self { pair: pair.to_owned(), key: key.to_owned(), greedy, quotes }
    }

    /// Calls `found` with each pair.
    pub(super) fn pairs<'t>(&self, text: &'t str, found: &mut dyn FnMut(&str, Cow<'t, str>)) {
        let mut rest = text;
        while !rest.is_empty() {
            let start = rest.trim_start();
            rest = match self.read_key(start) {
                Some((key, after)) => {
                    let (value, after) = self.read_value(after);
                    found(&key, value);
                    after
                }
                None => self.skip_pair(start),
            };
        }
    }

    /// A key and what follows its delimiter.
    fn read_key<'t>(&self, text: &'t str) -> Option<(Cow<'t, str>, &'t str)> {
        if let Some((key, after)) = self.quotes.read(text) {
            return Some((key, after.trim_start().strip_prefix(&*self.key)?));
        }
        let end = text.find(&self.key)?;
        let key = &text[..end];
        let within = !key.contains(&self.pair);
        within.then(|| (Cow::Borrowed(key.trim()), &text[end + self.key.len()..]))
    }

    /// A value and what follows the pair.
    fn read_value<'t>(&self, text: &'t str) -> (Cow<'t, str>, &'t str) {
        let start = if self.pair.trim().is_empty() { text } else { text.trim_start() };
        if let Some((value, after)) = self.quotes.read(start) {
            return (value, self.skip_pair(after));
        }
        let end = if self.greedy { self.next_key(text) } else { text.find(&self.pair) };
        let end = end.unwrap_or(text.len());
        let after = text.get(end + self.pair.len()..).unwrap_or_default();
        (Cow::Borrowed(text[..end].trim()), after)
    }

    /// Where the pair delimiter before the next key stands.
    fn next_key(&self, text: &str) -> Option<usize> {
        let delimiters = text.match_indices(&*self.pair);
        let is_key = |at: &usize| {
            let after = text[at + self.pair.len()..].trim_start();
            self.read_key(after).is_some_and(|(key, _)| !key.is_empty())
        };
        delimiters.map(|(at, _)| at).find(is_key)
    }

    /// What follows the next pair delimiter.
    fn skip_pair<'t>(&self, text: &'t str) -> &'t str {
        text.split_once(&*self.pair).map_or("", |(_, after)| after)
    }
}
