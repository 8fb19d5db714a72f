//! Which of the kept rows hold what is asked: a needle is looked for in its own column's values. As with lines, a row
//! that does not hold it is left out or not.

use kqlab_columns::{Batch, Column, Data};
use kqlab_plan::{Needle, Needles, Schema};
use memchr::memmem::Finder;
use polars_arrow::array::Utf8ViewArray;
use polars_arrow::bitmap::Bitmap;
use regex::bytes::Regex;

use crate::read::Sieve;

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

#[derive(Debug)]
enum Look {
    /// A text.
    Exact(Finder<'static>),
    /// Texts in lower case; `None` where they are in no value of ASCII.
    Folded(Option<Regex>),
    /// Texts within JSON.
    Json(Sieve),
}

impl Wanted {
    /// What needles ask of columns; a clause that cannot be looked for asks nothing.
    pub(super) fn new(needles: &Needles, columns: &Schema) -> Self {
        let clauses = needles.clauses().filter_map(|clause| tests(clause, columns));
        Self { clauses: clauses.collect() }
    }

    /// The rows that may hold it; `None` is all of them.
    pub(super) fn rows(&self, batch: &Batch) -> Option<Bitmap> {
        let column = |test: &Test| &batch.columns()[test.column];
        // What is known of few values leaves fewer rows to be looked at.
        let coded = |clause: &&Vec<Test>| clause.iter().all(|test| column(test).codes().is_some());
        let (quick, slow): (Vec<_>, Vec<_>) = self.clauses.iter().partition(coded);
        let mut open: Option<Bitmap> = None;
        for clause in quick.into_iter().chain(slow) {
            let rows = clause.iter().map(|test| test.look.rows(column(test), open.as_ref()));
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
        let looks = Look::all(&same, first)?;
        tests.extend(looks.into_iter().map(|look| Test { column, look }));
        rest = other;
    }
    Some(tests)
}

impl Look {
    /// How needles that are alike but for their texts are looked for.
    fn all(needles: &[&Needle], like: &Needle) -> Option<Vec<Self>> {
        if like.inside {
            let needles = Needles::any(needles.iter().map(|needle| (*needle).clone()).collect());
            return Sieve::new(&needles, |_| true).map(|sieve| vec![Self::Json(sieve)]);
        }
        let texts = needles.iter().map(|needle| &*needle.text);
        if like.folded {
            // What is folded from ASCII is ASCII.
            let ascii = texts.filter(|text| text.is_ascii()).map(regex::escape);
            let pattern = ascii.collect::<Vec<String>>().join("|");
            let regex = || Regex::new(&format!("(?i-u:{pattern})"));
            let regex = (!pattern.is_empty()).then(regex).transpose();
            return Some(vec![Self::Folded(regex.ok()?)]);
        }
        Some(texts.map(|text| Self::Exact(Finder::new(text).into_owned())).collect())
    }

    fn holds(&self, text: &str) -> bool {
        match self {
            Self::Exact(finder) => finder.find(text.as_bytes()).is_some(),
            Self::Folded(_) if !text.is_ascii() => true,
            Self::Folded(regex) => regex.as_ref().is_some_and(|r| r.is_match(text.as_bytes())),
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
        let rows = 0..array.len();
        match open {
            None => rows.map(|row| self.holds_at(array, row)).collect(),
            Some(open) => rows.map(|row| open.get_bit(row) && self.holds_at(array, row)).collect(),
        }
    }

    fn holds_at(&self, array: &Utf8ViewArray, row: usize) -> bool {
        array.get(row).is_some_and(|text| self.holds(text))
    }
}
