//! Looking for one text or several in the bytes of lines.

use memchr::memmem;
use regex::bytes::Regex;

use super::Run;
use super::pair::Pair;

/// Finds the texts of a clause.
#[derive(Debug)]
pub(super) enum Finder {
    /// One text, to the letter.
    Exact(Box<memmem::Finder<'static>>),
    /// One text without regard to case, on processors that can look at many bytes in a step.
    Folded(Pair),
    /// One of several texts.
    Any(Regex),
}

impl Finder {
    pub(super) fn new(runs: &[Run]) -> Self {
        match runs {
            [run] if !run.folded => Self::Exact(memmem::Finder::new(&run.text).into_owned().into()),
            [run] => Pair::new(&run.text).map_or_else(|| Self::Any(regex(runs)), Self::Folded),
            _ => Self::Any(regex(runs)),
        }
    }

    /// Where the first match from `from` on begins.
    pub(super) fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::Exact(finder) => finder.find(&bytes[from..]).map(|at| from + at),
            Self::Folded(pair) => pair.find(bytes, from),
            Self::Any(regex) => regex.find_at(bytes, from).map(|found| found.start()),
        }
    }
}

fn regex(runs: &[Run]) -> Regex {
    let one = |run: &Run| {
        let case = if run.folded { "i-u" } else { "-u" };
        format!("(?{case}:{})", regex::escape(&run.text))
    };
    let pattern: Vec<String> = runs.iter().map(one).collect();
    Regex::new(&pattern.join("|")).expect("invariant: escaped texts are a pattern")
}
