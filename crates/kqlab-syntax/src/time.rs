//! Instants and spans of time as text, exactly, in Kusto's own unit: ticks of 100 ns. A datetime is ticks
//! since 0001-01-01T00:00:00Z, years 1 to 9999. Functions over them are for the function library.

mod civil;
mod datetime;
mod scan;
mod timespan;

pub use civil::{Civil, civil_from_ticks, days_from_civil, days_in_month, ticks_from_civil};
pub use datetime::{format_datetime, parse_datetime};
pub use timespan::{format_timespan, parse_timespan};

/// Ticks in a microsecond.
pub const TICKS_PER_MICROSECOND: i64 = 10;
/// Ticks in a millisecond.
pub const TICKS_PER_MILLISECOND: i64 = 10_000;
/// Ticks in a second.
pub const TICKS_PER_SECOND: i64 = 10_000_000;
/// Ticks in a minute.
pub const TICKS_PER_MINUTE: i64 = 60 * TICKS_PER_SECOND;
/// Ticks in an hour.
pub const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;
/// Ticks in a day.
pub const TICKS_PER_DAY: i64 = 24 * TICKS_PER_HOUR;
/// The last tick of the year 9999.
pub const MAX_DATETIME: i64 = 3_155_378_975_999_999_999;
/// 1970-01-01T00:00:00Z.
pub const UNIX_EPOCH: i64 = 621_355_968_000_000_000;
