//! Which rows are gone, new, or others. A row is what its cells are; equal rows are as many as they are.

use std::collections::HashMap;
use std::hash::Hash;

use kqlab::Table;
use serde_json::Value as Json;

use crate::test::json;

/// So many rows are compared with so many for likeness; beyond it they are only gone and new.
const COMPARED: usize = 4_000_000;

/// The cells of a row, by the columns that both results have.
pub(super) type Cells = Vec<Json>;

/// Rows of two results, on the columns that both have.
pub(super) struct Both {
    pub(super) columns: Vec<String>,
    pub(super) lost: Vec<Cells>,
    pub(super) gained: Vec<Cells>,
}

impl Both {
    pub(super) fn new(old: &Table, new: &Table) -> Self {
        let shared = old.schema.fields.iter().filter(|field| new.schema.get(&field.name).is_some());
        let columns: Vec<String> = shared.map(|field| field.name.to_string()).collect();
        let (old, new) = (cells(old, &columns), cells(new, &columns));
        let only = |rows, others| without(rows, others).cloned().collect();
        Self { lost: only(&old, &new), gained: only(&new, &old), columns }
    }

    /// Which lost row has become which gained one: those that agree in all of `keys`, or else in half of their cells.
    pub(super) fn pairs(&self, keys: &[&str]) -> Vec<(usize, usize)> {
        if self.lost.len().saturating_mul(self.gained.len()) > COMPARED {
            return Vec::new();
        }
        let key = |at: &usize| keys.contains(&self.columns[*at].as_str());
        let keys: Vec<usize> = (0..self.columns.len()).filter(key).collect();
        let mut free: Vec<usize> = (0..self.gained.len()).collect();
        let mut pairs = Vec::new();
        for (lost, old) in self.lost.iter().enumerate() {
            let score = |at: usize| likeness(old, &self.gained[at], &keys);
            let scored = free.iter().enumerate().map(|(position, at)| (score(*at), position));
            let best = scored
                .filter(|(score, _)| *score > 0)
                .max_by_key(|(score, at)| (*score, usize::MAX - at));
            if let Some((_, position)) = best {
                pairs.push((lost, free.remove(position)));
            }
        }
        pairs
    }
}

/// How like two rows are; 0 is not enough to be the same row.
fn likeness(old: &Cells, new: &Cells, keys: &[usize]) -> usize {
    let equal = old.iter().zip(new).filter(|(a, b)| a == b).count();
    let keyed = !keys.is_empty() && keys.iter().all(|at| old[*at] == new[*at]);
    match (keyed, equal * 2 >= old.len()) {
        (true, _) => equal + old.len(),
        (false, true) if keys.is_empty() => equal,
        (false, _) => 0,
    }
}

/// The cells of these columns; a column that is not there is left out.
pub(super) fn cells(table: &Table, columns: &[String]) -> Vec<Cells> {
    let places: Vec<usize> =
        columns.iter().filter_map(|name| table.schema.position(name)).collect();
    let row = |row: kqlab::Row<'_>| places.iter().map(|at| json(&row.value(*at))).collect();
    table.rows().map(row).collect()
}

/// What one list has and the other has not, as often as it has it more often.
pub(super) fn without<'i, T: Eq + Hash>(
    items: &'i [T],
    others: &'i [T],
) -> impl Iterator<Item = &'i T> {
    let mut left: HashMap<&T, usize> = HashMap::new();
    for item in others {
        *left.entry(item).or_default() += 1;
    }
    items.iter().filter(move |item| match left.get_mut(item) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    })
}

/// A row as one text; cells are JSON, so that no two rows have one.
pub(super) fn key(row: &Cells) -> String {
    row.iter().map(Json::to_string).collect::<Vec<_>>().join("\n")
}
