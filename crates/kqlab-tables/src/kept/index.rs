//! Texts that many readers look for in a column: found for all of them in one pass over its values.

use aho_corasick::{AhoCorasick, BuildError};
use hashbrown::HashMap;
use kqlab_columns::{Batch, Data};
use kqlab_plan::{Needles, Schema};
use memchr::memmem;
use polars_arrow::array::Utf8ViewArray;
use polars_arrow::bitmap::{Bitmap, MutableBitmap};

use super::needles::Wanted;
use crate::read::Finder;

/// Fewer texts are found faster one by one.
const MANY: usize = 24;

/// The texts that are looked for, by column.
#[derive(Debug, Default)]
pub(super) struct Index {
    columns: HashMap<usize, Searcher>,
}

/// The place of each text among those that are looked for to the letter, then of those without regard to case.
type Places = [HashMap<Box<[u8]>, usize>; 2];

/// Finds the texts of a column.
#[derive(Debug)]
struct Searcher {
    places: Places,
    exact: AhoCorasick,
    folded: AhoCorasick,
}

/// What was found in a batch, by column.
#[derive(Debug, Default)]
pub(super) struct Found {
    columns: HashMap<usize, OfColumn>,
}

/// What was found in a column.
#[derive(Debug)]
struct OfColumn {
    /// Of each text the rows that hold it; `None` where they are many.
    rows: [Vec<Option<Vec<u32>>>; 2],
    /// The rows that may hold a text in another spelling: by an escape, or a character whose lower case is a letter of
    /// ASCII.
    doubtful: Vec<u32>,
}

impl Index {
    /// Of what each of many readers asks of these columns.
    pub(super) fn new<'n>(asked: impl IntoIterator<Item = &'n Needles>, columns: &Schema) -> Self {
        let mut texts: HashMap<usize, Places> = HashMap::new();
        for needles in asked {
            for (column, finder) in Wanted::new(needles, columns).finders() {
                let Some((text, folded)) = finder.text() else { continue };
                let places = &mut texts.entry(column).or_default()[usize::from(folded)];
                let next = places.len();
                places.entry(text.into()).or_insert(next);
            }
        }
        texts.retain(|_, places| places.iter().map(HashMap::len).sum::<usize>() >= MANY);
        let searchers = texts
            .into_iter()
            .filter_map(|(column, places)| Some((column, Searcher::new(places).ok()?)));
        Self { columns: searchers.collect() }
    }

    /// What there is in a batch of these columns.
    pub(super) fn find(&self, batch: &Batch) -> Found {
        let found = self.columns.iter().filter_map(|(at, searcher)| {
            let column = &batch.columns()[*at];
            match column.data() {
                // Few values are looked at one by one.
                Data::Text(array) if column.codes().is_none() => Some((*at, searcher.find(array))),
                _ => None,
            }
        });
        Found { columns: found.collect() }
    }
}

impl Searcher {
    fn new(places: Places) -> Result<Self, BuildError> {
        let build = |folded: bool| {
            let mut texts: Vec<(&Box<[u8]>, &usize)> = places[usize::from(folded)].iter().collect();
            texts.sort_by_key(|(_, place)| **place);
            let texts = texts.into_iter().map(|(text, _)| text);
            AhoCorasick::builder().ascii_case_insensitive(folded).build(texts)
        };
        let (exact, folded) = (build(false)?, build(true)?);
        Ok(Self { places, exact, folded })
    }

    fn find(&self, array: &Utf8ViewArray) -> OfColumn {
        let escape = memmem::Finder::new("\\u");
        // More are not worth a list.
        let most = array.len() / 8;
        let [mut exact, mut folded] =
            [0, 1].map(|at: usize| vec![Some(Vec::new()); self.places[at].len()]);
        let mut doubtful = Vec::new();
        for (row, text) in (0_u32..).zip(array.iter()) {
            let Some(text) = text else { continue };
            for (searcher, found) in [(&self.exact, &mut exact), (&self.folded, &mut folded)] {
                if found.is_empty() {
                    continue;
                }
                for hit in searcher.find_overlapping_iter(text) {
                    note(&mut found[hit.pattern().as_usize()], row, most);
                }
            }
            if !text.is_ascii() || escape.find(text.as_bytes()).is_some() {
                doubtful.push(row);
            }
        }
        OfColumn { rows: [exact, folded], doubtful }
    }
}

fn note(rows: &mut Option<Vec<u32>>, row: u32, most: usize) {
    let Some(known) = rows else { return };
    if known.last() != Some(&row) {
        known.push(row);
    }
    if known.len() > most {
        *rows = None;
    }
}

impl Found {
    /// The rows of a column that may hold a text that one of the finders finds; `None` where that is not known, or they
    /// are many.
    pub(super) fn rows(
        &self,
        index: &Index,
        column: usize,
        finders: &[Finder],
        length: usize,
    ) -> Option<Bitmap> {
        let (found, searcher) = (self.columns.get(&column)?, index.columns.get(&column)?);
        if found.doubtful.len() > length / 8 {
            return None;
        }
        let mut bits = MutableBitmap::from_len_zeroed(length);
        for finder in finders {
            let (text, folded) = finder.text()?;
            let place = *searcher.places[usize::from(folded)].get(text)?;
            let rows = found.rows[usize::from(folded)][place].as_ref()?;
            rows.iter().for_each(|row| bits.set(*row as usize, true));
        }
        found.doubtful.iter().for_each(|row| bits.set(*row as usize, true));
        Some(bits.into())
    }

    /// The bytes of memory that it takes.
    pub(super) fn bytes(&self) -> u64 {
        let lists = self
            .columns
            .values()
            .flat_map(|found| found.rows.iter().flatten().flatten().chain([&found.doubtful]));
        lists.map(|rows| (rows.capacity() * size_of::<u32>() + size_of::<Vec<u32>>()) as u64).sum()
    }
}
