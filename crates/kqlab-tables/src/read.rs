//! Rows out of files: chunks of bytes, told apart into rows, handed to a sink one by one.
//!
//! Files are read in pieces of 256 KiB and never mapped: a mapped file that shrinks kills the process. A file that
//! grows while it is read is read as far as it went when its table was first looked at, its last row to the end.

mod answer;
mod csv;
mod documents;
mod fault;
mod format;
mod lines;
mod part;
mod piece;
mod sieve;
mod window;
mod wrapper;

pub(crate) use fault::{BadRow, Place, data_error, data_warning, describe, unreadable};
pub(crate) use part::{Part, PartReader};
pub use piece::Piece;
pub(crate) use piece::Span;
pub(crate) use sieve::{Finder, Sieve, key};

use ::csv::StringRecord;
use format::Format;
use kqlab_plan::Type;

use crate::columnar::Group;
use crate::json::scan::Fault;

/// What becomes of a row that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnBadRow {
    /// Reading fails, and the diagnostic names file, line and column.
    #[default]
    Fail,
    /// The row is left out and counted in a warning.
    Skip,
}

/// The order of day and month in dates such as `10/04/2025`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// As Kusto reads them.
    #[default]
    MonthFirst,
    /// As most of the world writes them.
    DayFirst,
}

/// How rows are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) on_bad_row: OnBadRow,
    /// The bytes that a row may have.
    pub(crate) row_bytes: usize,
    /// The bytes that a compressed file may unpack to; `None` goes by its size.
    pub(crate) max_inflated: Option<u64>,
    /// The order of day and month; `None` takes it from each file of separated values.
    pub(crate) dates: Option<DateOrder>,
}

/// What rows are told by that do not name their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) columns: Vec<HeaderColumn>,
    /// The order of day and month, where it is told.
    pub(crate) dates: Option<DateOrder>,
}

/// A column of rows that do not name their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeaderColumn {
    pub(crate) name: String,
    /// Its type, where the file tells it.
    pub(crate) ty: Option<Type>,
}

/// A column's name without the mark that portals put behind those of datetime columns, and the type that it tells.
/// The mark says in which zone the times are: UTC, or whatever was local to the browser.
pub(crate) fn marked(name: &str) -> (&str, Option<Type>) {
    let bare = [" [UTC]"].iter().chain(&LOCAL).find_map(|mark| name.strip_suffix(mark));
    bare.map_or((name, None), |bare| (bare, Some(Type::Datetime)))
}

/// The marks of times in a zone that is not told.
const LOCAL: [&str; 2] = [" [Local Time]", " [Local]"];

/// Whether a column's name is marked as one of times in a zone that is not told.
pub(crate) fn is_local(name: &str) -> bool {
    LOCAL.iter().any(|mark| name.ends_with(mark))
}

/// Takes rows.
pub(crate) trait RowSink {
    /// The object that starts at `at`; gives the position after it. `place` is where it stands.
    fn row(&mut self, text: &str, at: usize, place: Place) -> Result<usize, Fault>;

    /// What the arrays or cells that follow are told by.
    fn header(&mut self, header: &Header);

    /// The array that starts at `at`, its elements in the header's order.
    fn array(&mut self, text: &str, at: usize, place: Place) -> Result<usize, Fault>;

    /// The cells of a row, in the header's order.
    fn cells(&mut self, record: &StringRecord, place: Place);

    /// The columns of the groups that follow; says which are wanted.
    fn columns(&mut self, header: &Header) -> Vec<bool>;

    /// Rows of a file of columns, in the header's order.
    fn group(&mut self, group: Group, place: Place);

    /// The rows that it has taken so far.
    fn rows(&self) -> u64;

    /// No more rows are wanted for now.
    fn is_full(&self) -> bool;

    /// A row that was left out for what is wrong with it.
    fn skipped(&mut self, row: BadRow);

    /// Rows are missing that are not here to be left out: the file itself says that it is not whole.
    fn partial(&mut self, says: BadRow);

    /// A row that does not hold what is asked of rows.
    fn left_out(&mut self);
}
