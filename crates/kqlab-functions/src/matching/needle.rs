//! One text to look for, prepared once for many rows.

use memchr::memmem::Finder;

use super::fold::{fold, fold_into, folded};
use super::is_term;

/// Where the text has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is all.
    Whole,
    /// Anywhere.
    Anywhere,
    /// At the start.
    Start,
    /// At the end.
    End,
    /// Between the borders of terms. A border is asked for only where the text's own character belongs to a term
    /// (measured).
    Term {
        /// Before it too.
        before: bool,
        /// After it too.
        after: bool,
    },
}

/// A text to look for.
#[derive(Debug)]
pub struct Needle {
    place: Place,
    /// With regard to case.
    exact: bool,
    /// As it is, or folded.
    text: String,
    finder: Finder<'static>,
}

impl Needle {
    /// Prepares the search; `exact` is with regard to case.
    #[must_use]
    pub fn new(text: &str, place: Place, exact: bool) -> Self {
        let text = if exact { text.to_owned() } else { fold(text) };
        let place = match place {
            Place::Term { before, after } => Place::Term {
                before: before && text.chars().next().is_some_and(is_term),
                after: after && text.chars().next_back().is_some_and(is_term),
            },
            place => place,
        };
        let finder = Finder::new(&text).into_owned();
        Self { place, exact, text, finder }
    }

    /// Whether the text is where it has to be; `buffer` is used again from call to call.
    #[must_use]
    pub fn matches(&self, text: &str, buffer: &mut String) -> bool {
        match self.place {
            Place::Whole if self.exact => text == self.text,
            Place::Start if self.exact => text.starts_with(&self.text),
            Place::End if self.exact => text.ends_with(&self.text),
            Place::Whole if text.is_ascii() => text.eq_ignore_ascii_case(&self.text),
            Place::Whole => folded(text).eq(self.text.chars()),
            Place::Start if text.is_ascii() => self.is_folded(text.get(..self.text.len())),
            Place::Start => starts(folded(text), self.text.chars()),
            Place::End if text.is_ascii() => {
                let start = text.len().checked_sub(self.text.len());
                self.is_folded(start.and_then(|start| text.get(start..)))
            }
            Place::End => starts(folded(text).rev(), self.text.chars().rev()),
            Place::Anywhere | Place::Term { .. } if self.exact => self.occurs(text),
            Place::Anywhere | Place::Term { .. } => {
                fold_into(text, buffer);
                self.occurs(buffer)
            }
        }
    }

    /// Whether a piece of ASCII text is there and the text that is looked for.
    fn is_folded(&self, piece: Option<&str>) -> bool {
        piece.is_some_and(|piece| piece.eq_ignore_ascii_case(&self.text))
    }

    fn occurs(&self, text: &str) -> bool {
        let Place::Term { before, after } = self.place else {
            return self.finder.find(text.as_bytes()).is_some();
        };
        let mut from = 0;
        while let Some(found) = self.finder.find(&text.as_bytes()[from..]) {
            let start = from + found;
            let end = start + self.text.len();
            if bordered(text, start, end, before, after) {
                return true;
            }
            from = start + text[start..].chars().next().map_or(1, char::len_utf8);
        }
        false
    }
}

/// Whether there are borders of terms around `start..end`, as far as they are asked for.
pub(super) fn bordered(text: &str, start: usize, end: usize, before: bool, after: bool) -> bool {
    !(before && text[..start].chars().next_back().is_some_and(is_term)
        || after && text[end..].chars().next().is_some_and(is_term))
}

fn starts(mut text: impl Iterator<Item = char>, mut needle: impl Iterator<Item = char>) -> bool {
    needle.all(|wanted| text.next() == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(text: &str, needle: &str, place: Place, exact: bool) -> bool {
        Needle::new(needle, place, exact).matches(text, &mut String::new())
    }

    const HAS: Place = Place::Term { before: true, after: true };
    const PREFIX: Place = Place::Term { before: true, after: false };
    const SUFFIX: Place = Place::Term { before: false, after: true };

    /// measured.
    #[test]
    fn terms() {
        let cases = [
            ("errors", "error", HAS, false),
            ("ERROR", "error", HAS, true),
            ("x a-b y", "a-b", HAS, true),
            ("x a_b y", "a-b", HAS, false),
            ("a_b", "a", HAS, true),
            ("xa b", "a ", HAS, false),
            ("a b", "a ", HAS, true),
            ("x ab y", " a", HAS, false),
            ("b .b-", " ", HAS, true),
            ("abc", "", HAS, true),
            ("aé a", "a", HAS, true),
            ("aé", "a", HAS, false),
            ("aa a", "a", HAS, true),
            ("x-error", "err", PREFIX, true),
            ("x-error", "-err", PREFIX, true),
            ("err or", "r o", PREFIX, false),
            ("x ab y", " a", PREFIX, true),
            ("x ab y", " a", SUFFIX, false),
            ("x-error", "err", SUFFIX, false),
            ("abc", "", SUFFIX, true),
        ];
        for (text, needle, place, expected) in cases {
            assert_eq!(has(text, needle, place, false), expected, "{text:?} {needle:?} {place:?}");
        }
    }

    #[test]
    fn case_and_place() {
        assert!(has("STRASSE Ä", "ä", Place::Anywhere, false));
        assert!(!has("STRASSE Ä", "ä", Place::Anywhere, true));
        assert!(has("Ärger", "äR", Place::Start, false));
        assert!(has("xÄRGER", "rger", Place::End, false));
        assert!(has("ÄB", "äb", Place::Whole, false));
        assert!(!has("ÄBC", "äb", Place::Whole, false));
        assert!(!has("a", "ab", Place::Start, false));
        assert!(has("ABC", "aBc", Place::Whole, false));
        assert!(!has("ABCD", "abc", Place::Whole, false));
        assert!(!has("abc", "äbc", Place::Whole, false));
        // The Kelvin sign is a k in lower case.
        assert!(has("\u{212a}ey", "KEY", Place::Whole, false));
        assert!(has("ABC", "b", Place::End, false) != has("ABC", "c", Place::End, false));
        assert!(has("ABC", "", Place::End, false) && !has("ab", "zab", Place::End, false));
    }
}
