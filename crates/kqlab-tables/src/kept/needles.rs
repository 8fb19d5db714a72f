//! Which of the kept rows hold what is asked: a needle is looked for in its own column's values. As with lines, a row
//! that does not hold it is left out or not.

use kqlab_columns::{Batch, Column, Data};
use kqlab_plan::{Needle, Needles, Schema};
use polars_arrow::array::{Array, Utf8ViewArray};
use polars_arrow::bitmap::Bitmap;

use super::index::{Found, Index};
use crate::read::{Finder, Sieve};

/// What is looked for.
#[derive(Debug)]
pub(super) struct Wanted {
    /// A row must pass one test of each.
    clauses: Vec<Vec<Test>>,
}

/// What is looked for in a column's values.
#[derive(Debug)]
struct Test {
    column: usize,
    look: Look,
}

/// How texts are looked for of which a value holds one.
#[derive(Debug)]
enum Look {
    /// To the letter.
    Exact(Vec<Finder>),
    /// In lower case; those that are ASCII, which only a value of ASCII is not certain to lack.
    Folded(Vec<Finder>),
    /// Within JSON.
    Json(Sieve),
}

impl Wanted {
    /// What needles ask of columns; a clause that cannot be looked for asks nothing.
    pub(super) fn new(needles: &Needles, columns: &Schema) -> Self {
        let clauses = needles.clauses().filter_map(|clause| tests(clause, columns));
        Self { clauses: clauses.collect() }
    }

    /// What finds the texts, each with its column.
    pub(super) fn finders(&self) -> impl Iterator<Item = (usize, &Finder)> {
        let tests = self.clauses.iter().flatten();
        tests.flat_map(|test| {
            let finders = test.look.finders().into_iter().flatten();
            finders.map(|finder| (test.column, finder))
        })
    }

    /// The rows that may hold it; `None` is all of them. `found` tells what was found in the batch before.
    pub(super) fn rows(&self, batch: &Batch, index: &Index, found: &Found) -> Option<Bitmap> {
        let column = |test: &Test| &batch.columns()[test.column];
        // What is known of few values leaves fewer rows to be looked at.
        let coded = |clause: &&Vec<Test>| clause.iter().all(|test| column(test).codes().is_some());
        let (quick, slow): (Vec<_>, Vec<_>) = self.clauses.iter().partition(coded);
        let mut open: Option<Bitmap> = None;
        for clause in quick.into_iter().chain(slow) {
            let rows = clause.iter().map(|test| {
                let finders = test.look.finders().filter(|finders| !finders.is_empty());
                let known = finders
                    .and_then(|finders| found.rows(index, test.column, finders, batch.rows()));
                known.unwrap_or_else(|| test.look.rows(column(test), open.as_ref()))
            });
            let rows = rows.reduce(|any, rows| &any | &rows);
            open = match (open, rows) {
                (Some(open), Some(rows)) => Some(&open & &rows),
                (open, rows) => open.or(rows),
            };
        }
        open.filter(|rows| rows.unset_bits() > 0)
    }
}

/// The tests of which a row must pass one; `None` where it may pass without any.
fn tests(clause: &[Needle], columns: &Schema) -> Option<Vec<Test>> {
    let mut tests = Vec::new();
    let mut rest: Vec<&Needle> = clause.iter().collect();
    while let Some(first) = rest.first().copied() {
        let alike = |needle: &&Needle| {
            needle.column == first.column
                && (needle.inside, needle.folded) == (first.inside, first.folded)
        };
        let (same, other): (Vec<&Needle>, Vec<&Needle>) = rest.into_iter().partition(alike);
        let column = columns.position(&first.column)?;
        tests.push(Test { column, look: Look::of(&same, first)? });
        rest = other;
    }
    Some(tests)
}

impl Look {
    /// How needles that are alike but for their texts are looked for; `None` where it is not worth the time.
    fn of(needles: &[&Needle], like: &Needle) -> Option<Self> {
        if like.inside {
            let needles = Needles::any(needles.iter().map(|needle| (*needle).clone()).collect());
            return Sieve::new(&needles, |_| true).map(Self::Json);
        }
        let texts = needles.iter().map(|needle| &*needle.text);
        if like.folded {
            // What is folded from ASCII is ASCII.
            let ascii: Vec<&str> = texts.filter(|text| text.is_ascii()).collect();
            if ascii.is_empty() {
                return Some(Self::Folded(Vec::new()));
            }
            return Finder::any(ascii.into_iter().map(|text| (text, true))).map(Self::Folded);
        }
        Finder::any(texts.map(|text| (text, false))).map(Self::Exact)
    }

    /// What finds the texts one by one, if it is that alone.
    fn finders(&self) -> Option<&[Finder]> {
        match self {
            Self::Exact(finders) | Self::Folded(finders) => Some(finders),
            Self::Json(sieve) => sieve.only(),
        }
    }

    fn holds(&self, text: &str) -> bool {
        match self {
            Self::Folded(_) if !text.is_ascii() => true,
            Self::Exact(finders) | Self::Folded(finders) => {
                finders.iter().any(|finder| finder.find(text.as_bytes(), 0).is_some())
            }
            Self::Json(sieve) => sieve.may_keep(text),
        }
    }

    /// The rows of a column that may hold it; those that are not open need not be looked at.
    fn rows(&self, column: &Column, open: Option<&Bitmap>) -> Bitmap {
        let Data::Text(array) = column.data() else {
            return Bitmap::new_with_value(true, column.len());
        };
        if let Some(codes) = column.codes() {
            let values = codes.first().iter().map(|row| self.holds_at(array, *row as usize));
            return codes.mask(&values.collect());
        }
        let blocks = Blocks::of(self, array, open);
        let holds = |row| match &blocks {
            Some(blocks) => blocks.hold(array, row),
            None => self.holds_at(array, row),
        };
        (0..array.len())
            .map(|row| open.is_none_or(|open| open.get_bit(row)) && holds(row))
            .collect()
    }

    fn holds_at(&self, array: &Utf8ViewArray, row: usize) -> bool {
        array.get(row).is_some_and(|text| self.holds(text))
    }
}

/// What was found in the blocks of an array's texts, each looked through from end to end: many short texts one by one
/// take longer.
struct Blocks<'l> {
    look: &'l Look,
    lengths: Vec<usize>,
    blocks: Vec<Block>,
}

/// What was found in a block.
struct Block {
    /// Where each finder's matches begin.
    matches: Vec<Vec<u32>>,
    /// Where things are that hide what is looked for.
    doubts: Vec<u32>,
    ascii: bool,
}

impl<'l> Blocks<'l> {
    /// Looks through the blocks; `None` where that does not pay: few rows are open, or there are other texts in the
    /// blocks, or what is looked for is nearly everywhere.
    fn of(look: &'l Look, array: &Utf8ViewArray, open: Option<&Bitmap>) -> Option<Self> {
        let finders = look.finders()?;
        let length = |finder: &Finder| finder.text().map(|(text, _)| text.len());
        let lengths: Vec<usize> = finders.iter().map(length).collect::<Option<_>>()?;
        let few = open.is_some_and(|open| open.set_bits() < array.len() / 8);
        if few || array.total_buffer_len() > 2 * array.total_bytes_len() {
            return None;
        }
        let blocks = array.data_buffers().iter().map(|block| {
            let places = |places: &mut dyn Iterator<Item = usize>| -> Option<Vec<u32>> {
                let places: Option<Vec<u32>> =
                    places.take(array.len()).map(|at| u32::try_from(at).ok()).collect();
                places.filter(|places| places.len() < array.len())
            };
            let matches = finders.iter().map(|finder| {
                let mut from = 0;
                places(&mut std::iter::from_fn(|| {
                    let at = finder.find(block, from)?;
                    from = at + 1;
                    Some(at)
                }))
            });
            let matches = matches.collect::<Option<_>>()?;
            let doubts = match look {
                Look::Json(sieve) => places(&mut sieve.doubts(block))?,
                Look::Exact(_) | Look::Folded(_) => Vec::new(),
            };
            Some(Block { matches, doubts, ascii: block.is_ascii() })
        });
        Some(Self { look, lengths, blocks: blocks.collect::<Option<_>>()? })
    }

    fn hold(&self, array: &Utf8ViewArray, row: usize) -> bool {
        let view = array.views()[row];
        if view.is_inline() || array.is_null(row) {
            return self.look.holds_at(array, row);
        }
        let block = &self.blocks[view.buffer_idx as usize];
        let end = view.offset as usize + view.length as usize;
        let first = |places: &Vec<u32>| {
            places.get(places.partition_point(|at| *at < view.offset)).map(|at| *at as usize)
        };
        let matches = block.matches.iter().zip(&self.lengths);
        matches.into_iter().any(|(at, length)| first(at).is_some_and(|at| at + length <= end))
            || first(&block.doubts).is_some_and(|at| at < end)
            || (matches!(self.look, Look::Folded(_))
                && !block.ascii
                && array.get(row).is_some_and(|text| !text.is_ascii()))
    }
}
