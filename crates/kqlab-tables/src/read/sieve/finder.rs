//! Looking for one text or several in bytes: lines, or the texts of a column.

use memchr::memmem;
use regex::bytes::Regex;

use super::pair::Pair;

/// Finds a text, or one of several.
#[derive(Debug)]
pub(crate) enum Finder {
    /// One text, to the letter.
    Exact(Box<memmem::Finder<'static>>),
    /// One text without regard to case, on processors that can look at many bytes in a step.
    Folded(Pair),
    /// One of several texts.
    Any(Regex),
}

/// So many texts are looked for one by one without regard to case; all at once takes longer than reading what holds
/// none of them.
const ONE_BY_ONE: usize = 16;

impl Finder {
    /// Finders of which one finds what is looked for: texts, and of each whether case does not count. `None` where it is
    /// not worth the time.
    pub(crate) fn any<'t>(texts: impl Iterator<Item = (&'t str, bool)>) -> Option<Vec<Self>> {
        let texts: Vec<(&str, bool)> = texts.collect();
        if let [(text, false)] = texts[..] {
            return Some(vec![Self::Exact(memmem::Finder::new(text).into_owned().into())]);
        }
        if texts.iter().all(|(_, folded)| !folded) || !Pair::is_supported() {
            return Some(vec![Self::Any(regex(&texts))]);
        }
        let one = |(text, folded): &(&str, bool)| match folded {
            true => Pair::new(text).map(Self::Folded),
            false => Some(Self::Exact(memmem::Finder::new(text).into_owned().into())),
        };
        if texts.len() > ONE_BY_ONE { None } else { texts.iter().map(one).collect() }
    }

    /// Where the first match from `from` on begins.
    pub(crate) fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::Exact(finder) => finder.find(&bytes[from..]).map(|at| from + at),
            Self::Folded(pair) => pair.find(bytes, from),
            Self::Any(regex) => regex.find_at(bytes, from).map(|found| found.start()),
        }
    }

    /// The text that it finds, and whether case does not count: then it is in lower case; `None` where there are several.
    pub(crate) fn text(&self) -> Option<(&[u8], bool)> {
        match self {
            Self::Exact(finder) => Some((finder.needle(), false)),
            Self::Folded(pair) => Some((pair.text(), true)),
            Self::Any(_) => None,
        }
    }
}

fn regex(texts: &[(&str, bool)]) -> Regex {
    let one = |(text, folded): &(&str, bool)| {
        let case = if *folded { "i-u" } else { "-u" };
        format!("(?{case}:{})", regex::escape(text))
    };
    let pattern: Vec<String> = texts.iter().map(one).collect();
    Regex::new(&pattern.join("|")).expect("invariant: escaped texts are a pattern")
}
