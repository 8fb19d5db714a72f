//! Several terms to look for at once: `has_any`, `has_all` (measured).

use aho_corasick::{AhoCorasick, MatchKind};

use super::fold::{fold, fold_into};
use super::is_term;
use super::needle::bordered;

/// How many of the terms have to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One.
    Any,
    /// All.
    All,
}

/// Terms to look for, without regard to case.
#[derive(Debug)]
pub struct Needles {
    wanted: Wanted,
    /// An empty term is in every text.
    empty: bool,
    terms: Vec<Term>,
    search: AhoCorasick,
}

/// Which borders a term asks for.
#[derive(Debug)]
struct Term {
    before: bool,
    after: bool,
}

impl Needles {
    /// Prepares the search.
    #[must_use]
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>, wanted: Wanted) -> Self {
        let mut folded: Vec<String> = texts.into_iter().map(fold).collect();
        folded.sort_unstable();
        folded.dedup();
        let empty = folded.first().is_some_and(String::is_empty);
        folded.retain(|text| !text.is_empty());
        let terms = folded.iter().map(|text| Term {
            before: text.chars().next().is_some_and(is_term),
            after: text.chars().next_back().is_some_and(is_term),
        });
        let terms = terms.collect();
        let search = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&folded);
        let search = search.expect("invariant: fewer terms than the automaton can number");
        Self { wanted, empty, terms, search }
    }

    /// Whether the terms are in the text; `buffer` is used again from call to call.
    #[must_use]
    pub fn matches(&self, text: &str, buffer: &mut String) -> bool {
        match self.wanted {
            Wanted::Any if self.empty => true,
            Wanted::All if self.terms.is_empty() => true,
            wanted => {
                fold_into(text, buffer);
                self.search(wanted, buffer)
            }
        }
    }

    fn search(&self, wanted: Wanted, text: &str) -> bool {
        let mut missing = self.terms.len();
        let mut seen = vec![false; if wanted == Wanted::All { missing } else { 0 }];
        for found in self.search.find_overlapping_iter(text) {
            let pattern = found.pattern().as_usize();
            let term = &self.terms[pattern];
            if !bordered(text, found.start(), found.end(), term.before, term.after) {
                continue;
            }
            if wanted == Wanted::Any {
                return true;
            }
            if !std::mem::replace(&mut seen[pattern], true) {
                missing -= 1;
                if missing == 0 {
                    return true;
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(text: &str, terms: &[&str], wanted: Wanted) -> bool {
        Needles::new(terms.iter().copied(), wanted).matches(text, &mut String::new())
    }

    /// measured.
    #[test]
    fn any_and_all() {
        assert!(has("VALUE2", &["value1", "value2"], Wanted::Any));
        assert!(has("value1_x", &["value1"], Wanted::Any));
        assert!(!has("xvalue1", &["value1", "value2"], Wanted::Any));
        assert!(has("alpha beta", &["alpha", "beta"], Wanted::All));
        assert!(!has("alpha", &["alpha", "beta"], Wanted::All));
        assert!(has("alpha", &[], Wanted::All));
        assert!(!has("alpha", &[], Wanted::Any));
        assert!(has("x", &["zz", ""], Wanted::Any));
        assert!(!has("x", &["zz", ""], Wanted::All));
        assert!(has("aaa a", &["a", "aaa"], Wanted::All));
        assert!(has("a", &["A", "a"], Wanted::All));
    }
}
