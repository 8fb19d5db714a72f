//! What an engine is made of: where its data is, and what it may assume.

use std::path::PathBuf;

use kqlab_plan::Type;
use kqlab_tables::{DateOrder, Input};

/// How an engine is set up. Relative paths are the process's own.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Folders whose files and sub-folders are tables by their names, or single files.
    pub data: Vec<PathBuf>,
    /// Tables by name: `SigninLogs=export.json`.
    pub tables: Vec<(String, PathBuf)>,
    /// Files that declare columns and their types.
    pub schemas: Vec<PathBuf>,
    /// Folders, or files, of saved functions.
    pub functions: Vec<PathBuf>,
    /// Tables by name whose rows are in memory, in files or both; they replace others of their names.
    pub inputs: Vec<(String, Vec<Input>)>,
    /// Columns and their types by table, on top of what schema files declare.
    pub columns: Vec<(String, Vec<(String, Type)>)>,
    /// Saved functions: `Name` or `Name(x:string)`, and the body.
    pub saved: Vec<(String, String)>,
    /// What stands for an address of `externaldata`: nothing is fetched.
    pub external: Vec<(String, PathBuf)>,
    /// Folders of saved bodies: an address that is not among `external` is looked for by its file name.
    pub external_folders: Vec<PathBuf>,
    /// A MaxMind database of cities, for `geo_info_from_ip_address`.
    pub geoip: Option<PathBuf>,
    /// Watchlists by alias, before those that the data folders hold.
    pub watchlists: Vec<(String, Watchlist)>,
    /// `now()`, in ticks of 100 ns since 0001-01-01: libraries touch no clock. See [`Options::ticks_since_unix`].
    pub now: i64,
    /// What becomes of a row that cannot be read.
    pub on_bad_row: OnBadRow,
    /// The order of day and month in portal exports; `None` goes by each file's own dates.
    pub date_order: Option<DateOrder>,
    /// Bounds on what a query may use.
    pub limits: Limits,
}

/// A watchlist that is given by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watchlist {
    /// A CSV file.
    File(PathBuf),
    /// Its columns, and rows of as many values.
    Rows(Vec<String>, Vec<Vec<String>>),
}

/// What becomes of a row that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnBadRow {
    /// The query fails, and the diagnostic names file, line and column.
    #[default]
    Fail,
    /// The row is left out and counted in a warning.
    Skip,
}

/// Bounds on what a query may use; `None` is the library's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of one row of a data file.
    pub row_bytes: Option<usize>,
    /// The bytes that a compressed file or an archive may unpack to; without a bound of the caller's, 1 GiB, or 250
    /// times its size if that is more.
    pub max_inflated: Option<u64>,
}

impl Options {
    /// Ticks of 1970-01-01.
    const UNIX_EPOCH: i64 = 621_355_968_000_000_000;

    /// The ticks of a time that is `nanoseconds` after 1970-01-01T00:00:00Z, for `now`.
    #[must_use]
    pub fn ticks_since_unix(nanoseconds: i128) -> i64 {
        let ticks = nanoseconds / 100 + i128::from(Self::UNIX_EPOCH);
        i64::try_from(ticks.clamp(0, i128::from(i64::MAX))).expect("invariant: clamped to an i64")
    }
}
