//! Damaged queries without end: tokens deleted, doubled, swapped and brought in from elsewhere, characters lost.

use kqlab_syntax::tokens;

use crate::numbers::Numbers;

/// Words and signs that a fuzzer would know.
const WORDS: &str = include_str!("../fuzz/kql.dict");

/// Texts that grow longer than this are cut.
const LONGEST: usize = 8_000;

/// The damaged queries.
pub(crate) struct Damaged {
    queries: Vec<String>,
    words: Vec<String>,
    numbers: Numbers,
}

impl Damaged {
    /// Damages these queries; another seed does it in other ways.
    pub(crate) fn new(queries: Vec<String>, seed: u64) -> Self {
        let quoted = WORDS.lines().filter_map(|line| serde_json::from_str(line).ok());
        Self { queries, words: quoted.collect(), numbers: Numbers(seed) }
    }

    fn query(&mut self) -> String {
        self.queries[self.numbers.below(self.queries.len())].clone()
    }

    /// One change to the text.
    fn damage(&mut self, text: &mut String) {
        let tokens = tokens(text).tokens;
        let range = tokens[self.numbers.below(tokens.len())].span.range();
        let token = text[range.clone()].to_owned();
        match self.numbers.below(9) {
            0 => text.replace_range(range, ""),
            1 => text.insert_str(range.start, &format!("{token} ")),
            2 => {
                let word = &self.words[self.numbers.below(self.words.len())];
                text.insert_str(range.start, &format!("{word} "));
            }
            3 => {
                let word = self.words[self.numbers.below(self.words.len())].clone();
                text.replace_range(range, &word);
            }
            4 => {
                let other = self.query();
                let (from, to) = self.part(&other);
                text.insert_str(range.start, &other[from..to]);
            }
            5 => {
                let (from, to) = self.part(text);
                text.replace_range(from..to, "");
            }
            6 => {
                let count = 1 + self.numbers.below(40);
                text.insert_str(range.start, &token.repeat(count));
            }
            7 => {
                let at = self.boundary(text);
                text.insert(
                    at,
                    "\"'`\\()[]{}|;,.=<>!~@#$%&*+-/:?\n\r\t\u{a0}é\u{1F600}"
                        .chars()
                        .nth(self.numbers.below(36))
                        .unwrap_or(' '),
                );
            }
            _ => {
                let at = self.boundary(text);
                text.remove(at);
            }
        }
    }

    /// From one token's start to another's end.
    fn part(&mut self, text: &str) -> (usize, usize) {
        let tokens = tokens(text).tokens;
        let (one, other) = (self.numbers.below(tokens.len()), self.numbers.below(tokens.len()));
        let (first, last) = (one.min(other), one.max(other).min(one.min(other) + 20));
        (tokens[first].span.range().start, tokens[last].span.range().end)
    }

    /// The offset of some character.
    fn boundary(&mut self, text: &str) -> usize {
        let mut at = self.numbers.below(text.len().max(1));
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

impl Iterator for Damaged {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut text = self.query();
        for _ in 0..=self.numbers.below(4) {
            if text.is_empty() {
                break;
            }
            self.damage(&mut text);
        }
        if text.len() > LONGEST {
            let cut = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(cut);
        }
        Some(text)
    }
}
