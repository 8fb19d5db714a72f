//! Texts that many groups hold, each kept once and known by its number.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Distinct texts, numbered from 0 in order of first appearance.
#[derive(Default)]
pub(super) struct Interner {
    table: HashTable<Entry>,
    hasher: DefaultHashBuilder,
    texts: String,
    /// Where each text ends.
    ends: Vec<usize>,
}

struct Entry {
    hash: u64,
    number: u32,
}

impl Interner {
    /// The number of a text.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        let same = |entry: &Entry| entry.hash == hash && self.get(entry.number) == text;
        if let Some(known) = self.table.find(hash, same) {
            return known.number;
        }
        let number = u32::try_from(self.ends.len()).expect("invariant: fewer than 4 G texts");
        self.texts.push_str(text);
        self.ends.push(self.texts.len());
        self.table.insert_unique(hash, Entry { hash, number }, |entry| entry.hash);
        number
    }

    /// The text of a number.
    pub(super) fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[start..self.ends[at]]
    }

    /// Takes over the texts of another: for each of its numbers the one here.
    pub(super) fn adopt(&mut self, other: &Self) -> Vec<u32> {
        let numbers = 0..u32::try_from(other.ends.len()).expect("invariant: numbers are 32 bits");
        numbers.map(|number| self.intern(other.get(number))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn a_text_has_one_number() {
        let mut ours = Interner::default();
        assert_eq!(["a", "", "b", "a", ""].map(|text| ours.intern(text)), [0, 1, 2, 0, 1]);
        let mut theirs = Interner::default();
        assert_eq!(["b", "c", "a"].map(|text| theirs.intern(text)), [0, 1, 2]);
        assert_eq!(ours.adopt(&theirs), [2, 3, 0]);
        assert_eq!([0, 1, 2, 3].map(|number| ours.get(number)), ["a", "", "b", "c"]);
    }
}
