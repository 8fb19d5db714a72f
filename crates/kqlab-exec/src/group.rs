//! Numbering rows by their key: groups get numbers from 0 in order of first appearance, chunk after chunk.
//!
//! Keys are compared as bytes: null is a value of its own (measured), every NaN is one, and a dynamic is its
//! compact JSON text.

mod encode;

pub(crate) use encode::canonical;

use hashbrown::{DefaultHashBuilder, HashTable};
use kqlab_columns::Column;
use polars_arrow::bitmap::Bitmap;
use std::hash::BuildHasher;

use encode::{Key, encode};

/// The groups so far.
#[derive(Default)]
pub(crate) struct Grouper {
    table: HashTable<Group>,
    hasher: DefaultHashBuilder,
    bytes: Vec<u8>,
}

/// A group: where its key's bytes are.
struct Group {
    hash: u64,
    start: usize,
    len: usize,
    number: u32,
}

/// What a chunk's rows belong to.
pub(crate) struct Assigned {
    /// A group number a row.
    pub(crate) groups: Vec<u32>,
    /// The rows that are the first of their group, in order of the group's number.
    pub(crate) firsts: Vec<u32>,
}

impl Grouper {
    /// The number of groups.
    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    /// The groups of a chunk's rows.
    pub(crate) fn assign(&mut self, keys: &[Column], rows: usize) -> Assigned {
        let keys: Vec<Key<'_>> = keys.iter().map(Key::of).collect();
        let mut assigned = Assigned { groups: Vec::with_capacity(rows), firsts: Vec::new() };
        let mut bytes = Vec::new();
        for row in 0..rows {
            bytes.clear();
            encode(&keys, row, &mut bytes);
            let known = self.len();
            let group = self.number(&bytes);
            if group as usize == known {
                assigned.firsts.push(u32::try_from(row).expect("invariant: a chunk of 4 G rows"));
            }
            assigned.groups.push(group);
        }
        assigned
    }

    /// The rows whose group is known.
    pub(crate) fn knows(&self, keys: &[Column], rows: usize) -> Bitmap {
        let keys: Vec<Key<'_>> = keys.iter().map(Key::of).collect();
        let mut bytes = Vec::new();
        let known = |row| {
            bytes.clear();
            encode(&keys, row, &mut bytes);
            self.find(self.hasher.hash_one(&*bytes), &bytes).is_some()
        };
        (0..rows).map(known).collect()
    }

    fn find(&self, hash: u64, key: &[u8]) -> Option<u32> {
        let same = |group: &Group| {
            group.hash == hash && self.bytes[group.start..group.start + group.len] == *key
        };
        self.table.find(hash, same).map(|group| group.number)
    }

    fn number(&mut self, key: &[u8]) -> u32 {
        let hash = self.hasher.hash_one(key);
        if let Some(known) = self.find(hash, key) {
            return known;
        }
        let number = u32::try_from(self.table.len()).expect("invariant: fewer than 4 G groups");
        let group = Group { hash, start: self.bytes.len(), len: key.len(), number };
        self.bytes.extend_from_slice(key);
        self.table.insert_unique(hash, group, |group| group.hash);
        number
    }
}

/// The rows of each group, groups and rows in order.
pub(crate) fn members(assigned: &Assigned) -> Vec<Vec<u32>> {
    let mut members = vec![Vec::new(); assigned.firsts.len()];
    for (row, group) in (0_u32..).zip(&assigned.groups) {
        members[*group as usize].push(row);
    }
    members
}
