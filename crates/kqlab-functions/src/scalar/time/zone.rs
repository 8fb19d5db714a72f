//! Time zones: the IANA database, bundled, so that a query gives the same answer on every machine.

use jiff::civil::DateTime;
use jiff::tz::{Disambiguation, Offset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use kqlab_columns::Column;
use kqlab_plan::Value;
use kqlab_syntax::time::{TICKS_PER_SECOND, UNIX_EPOCH};
use serde_json::Value as Json;

use super::calendar;
use crate::core::{Call, EvalError, Long, Read, Text};

fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// A way to move ticks by a zone.
type Shift = fn(i64, &TimeZone) -> Option<i64>;

fn seconds(offset: Offset) -> i64 {
    i64::from(offset.seconds()) * TICKS_PER_SECOND
}

/// The local time of an instant.
pub(super) fn to_local(ticks: i64, zone: &TimeZone) -> Option<i64> {
    let since = (ticks - UNIX_EPOCH).div_euclid(TICKS_PER_SECOND);
    let offset = zone.to_offset(Timestamp::from_second(since).ok()?);
    calendar::moved(ticks, seconds(offset))
}

/// The instant of a local time. Of two the earlier; a time that the clocks skipped counts as of the zone's later offset
/// (datetime-local-to-utc-function).
pub(super) fn to_utc(ticks: i64, zone: &TimeZone) -> Option<i64> {
    let since = (ticks - UNIX_EPOCH).div_euclid(TICKS_PER_SECOND);
    let epoch: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
    let local = epoch.checked_add(since.seconds()).ok()?;
    let instant = zone.to_ambiguous_timestamp(local).disambiguate(Disambiguation::Earlier).ok()?;
    calendar::moved(ticks, (instant.as_second() - since) * TICKS_PER_SECOND)
}

/// Shifts the first argument by the zone that the second names; a name in the data that is no zone gives null.
pub(super) fn shift(call: &Call<'_>, shift: Shift) -> Result<Column, EvalError> {
    let times = Long::open(&call.args[0]);
    if let Some(Value::String(name)) = call.constant(1) {
        let zone = zone(name).ok_or_else(|| {
            EvalError::argument(format!("'{name}' is no time zone"))
                .with_hint("datetime_list_timezones() lists them")
        })?;
        return call.rows(|row| Ok(Long::get(&times, row).and_then(|ticks| shift(ticks, &zone))));
    }
    let names = Text::open(&call.args[1]);
    let mut last: Option<(String, Option<TimeZone>)> = None;
    call.rows(|row| {
        let Some((ticks, name)) = Long::get(&times, row).zip(Text::get(&names, row)) else {
            return Ok(None);
        };
        if last.as_ref().is_none_or(|(known, _)| known != name) {
            last = Some((name.to_owned(), zone(name)));
        }
        let zone = last.as_ref().and_then(|(_, zone)| zone.as_ref());
        Ok(zone.and_then(|zone| shift(ticks, zone)))
    })
}

/// The names of all zones.
pub(super) fn list(call: &Call<'_>) -> Result<Column, EvalError> {
    let mut names: Vec<String> =
        TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect();
    names.sort_unstable();
    let names = Json::from(names);
    call.rows(|_| Ok(names.clone()))
}
