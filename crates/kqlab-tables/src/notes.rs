//! What reading a table had to let pass: rows left out, values that do not fit, keys that stand twice. Counted while
//! reading, told as warnings afterwards.

use std::collections::BTreeMap;
use std::sync::Arc;

use kqlab_plan::Type;
use kqlab_syntax::Diagnostic;
use kqlab_syntax::codes::data;

use crate::Input;
use crate::read::{BadRow, Place, data_warning, describe};

/// The notes on a piece, a batch or a table; they add up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    pub(crate) rows: u64,
    skipped: u64,
    first_skipped: Option<BadRow>,
    partial: Option<BadRow>,
    misfits: BTreeMap<Arc<str>, Misfits>,
    /// Where it was assumed first.
    assumed: BTreeMap<(Arc<str>, Assumed), Place>,
    repeated: u64,
    first_repeated: Option<Place>,
}

#[derive(Clone, Debug)]
struct Misfits {
    ty: Type,
    count: u64,
    place: Place,
    example: String,
}

/// What the data does not tell of a column's times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Assumed {
    /// That the month comes before the day.
    MonthFirst,
    /// That local times are UTC.
    LocalTime,
}

/// An example of a value is cut after so many characters.
const EXAMPLE: usize = 60;

impl Notes {
    pub(crate) fn skip(&mut self, row: BadRow) {
        self.skipped += 1;
        self.first_skipped.get_or_insert(row);
    }

    /// A file that says that it is not whole.
    pub(crate) fn partial(&mut self, says: BadRow) {
        self.partial.get_or_insert(says);
    }

    pub(crate) fn misfit(&mut self, column: &Arc<str>, ty: Type, value: &str, place: Place) {
        if let Some(misfits) = self.misfits.get_mut(column) {
            misfits.count += 1;
            return;
        }
        let mut example: String = value.chars().take(EXAMPLE).collect();
        if example.len() < value.len() {
            example.push('…');
        }
        self.misfits.insert(Arc::clone(column), Misfits { ty, count: 1, place, example });
    }

    pub(crate) fn assume(&mut self, column: &Arc<str>, what: Assumed, place: Place) {
        self.assumed.entry((Arc::clone(column), what)).or_insert(place);
    }

    pub(crate) fn repeat(&mut self, count: u64, place: Place) {
        self.repeated += count;
        self.first_repeated.get_or_insert(place);
    }

    /// Adds the notes of another piece; the first example is the one that stands first in the files.
    pub(crate) fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.skipped += other.skipped;
        self.repeated += other.repeated;
        self.first_skipped = first(self.first_skipped.take(), other.first_skipped, |row| row.place);
        self.partial = first(self.partial.take(), other.partial, |says| says.place);
        self.first_repeated = first(self.first_repeated, other.first_repeated, |place| *place);
        for (assumed, theirs) in other.assumed {
            let ours = self.assumed.entry(assumed).or_insert(theirs);
            *ours = theirs.min(*ours);
        }
        for (column, theirs) in other.misfits {
            match self.misfits.get_mut(&column) {
                None => {
                    self.misfits.insert(column, theirs);
                }
                Some(ours) => {
                    let count = ours.count + theirs.count;
                    let earlier = if theirs.place < ours.place { theirs } else { ours.clone() };
                    *ours = Misfits { count, ..earlier };
                }
            }
        }
    }

    /// Whether there is something to be said of a column's values.
    pub(crate) fn tell_of(&self, column: &str) -> bool {
        self.misfits.contains_key(column) || self.assumed.keys().any(|(name, _)| **name == *column)
    }

    /// Whether they say nothing but what a column's values say.
    pub(crate) fn are_of_columns(&self) -> bool {
        self.skipped == 0 && self.partial.is_none() && self.repeated == 0
    }

    /// The same, of some columns.
    pub(crate) fn of(&self, columns: impl Fn(&str) -> bool) -> Self {
        let mut some = self.clone();
        some.misfits.retain(|column, _| columns(column));
        some.assumed.retain(|(column, _), _| columns(column));
        some
    }

    /// The warnings.
    pub(crate) fn warnings(&self, table: &str, inputs: &[Input]) -> Vec<Diagnostic> {
        let mut warnings = Vec::new();
        if let Some(first) = &self.first_skipped {
            let (count, place) = (count(self.skipped, "row"), describe(first.place, inputs));
            let text =
                format!("{table}: {count} left out, the first at {place}: {}", first.message);
            warnings.push(data_warning(data::SKIPPED_ROWS, text));
        }
        if let Some(says) = &self.partial {
            let place = describe(says.place, inputs);
            let text = format!("{table}: {} at {place}", says.message);
            let hint = "the rows of a partial answer are read; ask again for the others";
            warnings.push(data_warning(says.code, text).with_hint(hint));
        }
        for (column, Misfits { ty, count, place, example }) in &self.misfits {
            let (count, place) = (self::count(*count, "value"), describe(*place, inputs));
            let text = format!(
                "{table}.{column}: {count} read as null, expected {ty}, found {example} in the row at {place}"
            );
            let hint = match ty {
                Type::Datetime if example.contains('/') => {
                    "`--date-order day-first` reads dates such as 21/04/2026"
                }
                _ => "a schema file can give the column another type",
            };
            warnings.push(data_warning(data::BAD_VALUE, text).with_hint(hint));
        }
        for ((column, what), place) in &self.assumed {
            let place = describe(*place, inputs);
            let (text, hint) = match what {
                Assumed::MonthFirst => (
                    "expected a date that tells day and month apart, found one that is read with the month first",
                    "say which comes first with `--date-order`",
                ),
                Assumed::LocalTime => (
                    "expected times in UTC, found local ones of a zone that is not told, read as UTC",
                    "export the rows with the portal's time zone set to UTC",
                ),
            };
            let text = format!("{table}.{column}: {text}, the first in the row at {place}");
            warnings.push(data_warning(data::ASSUMED_TIME, text).with_hint(hint));
        }
        if let Some(place) = self.first_repeated {
            let (count, place) = (count(self.repeated, "key"), describe(place, inputs));
            let text = format!(
                "{table}: {count} given more than once in a row, the first in the row at {place}; \
                 the exact spelling counts, then the last"
            );
            warnings.push(data_warning(data::DUPLICATE_KEY, text));
        }
        warnings
    }
}

fn first<T>(ours: Option<T>, theirs: Option<T>, place: impl Fn(&T) -> Place) -> Option<T> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if place(&theirs) < place(&ours) => Some(theirs),
        (ours, theirs) => ours.or(theirs),
    }
}

fn count(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
