//! Datetimes out of text and numbers.

use crate::read::DateOrder;
use kqlab_syntax::time::{
    MAX_DATETIME, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND,
    TICKS_PER_MINUTE, TICKS_PER_SECOND, UNIX_EPOCH, days_from_civil, days_in_month, parse_datetime,
};

/// 1601-01-01, where Windows file times begin; they count ticks.
const FILE_TIME_EPOCH: i64 = 504_911_232_000_000_000;

/// The ticks of a datetime's text: Kusto's forms, or digits alone as [`epoch`] reads them (eight and fewer are dates).
/// Sets `guessed` where neither `dates` nor the text tells whether the day or the month comes first.
pub(super) fn datetime(text: &str, dates: Option<DateOrder>, guessed: &mut bool) -> Option<i64> {
    if let Some(ticks) = iso(text.as_bytes()) {
        return Some(ticks);
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 9 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return epoch(text);
    }
    if let Some(number) = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) {
        // Milliseconds, as PowerShell 5 and older .NET write them; an offset behind them changes nothing.
        let end = number.rfind(['+', '-']).filter(|at| *at > 0).unwrap_or(number.len());
        let ticks = number[..end].parse::<i64>().ok()?.checked_mul(TICKS_PER_MILLISECOND)?;
        return UNIX_EPOCH.checked_add(ticks).filter(|ticks| (0..=MAX_DATETIME).contains(ticks));
    }
    match slashes(text, dates.unwrap_or_default()) {
        Some(Slashes { text, tells }) => {
            let ticks = parse_datetime(&text)?;
            *guessed |= dates.is_none() && !tells;
            Some(ticks)
        }
        None => parse_datetime(text),
    }
}

/// A date with slashes.
struct Slashes {
    /// The month first, and no comma.
    text: String,
    /// Whether the date itself tells the order of day and month.
    tells: bool,
}

/// `16/04/2021, 9:09:00 PM` of portals as Kusto reads it: the month first, no comma.
fn slashes(text: &str, dates: DateOrder) -> Option<Slashes> {
    let (first, rest) = text.split_once('/')?;
    let (second, rest) = rest.split_once('/')?;
    let (month, day) = match dates {
        DateOrder::MonthFirst => (first, second),
        DateOrder::DayFirst => (second, first),
    };
    let year = rest.get(..4)?;
    let time = rest[4..].strip_prefix(',').unwrap_or(&rest[4..]);
    let number = |part: &str| part.parse::<u8>().ok();
    let tells = number(first) == number(second)
        || [first, second].map(number).iter().any(|n| *n > Some(12));
    (first.len() <= 2).then(|| Slashes { text: format!("{month}/{day}/{year}{time}"), tells })
}

/// The form that exports write, without detours: `2026-04-21T09:00:00[.f{1,7}][Z]`. What it refuses may still be a
/// datetime.
fn iso(text: &[u8]) -> Option<i64> {
    let (head, tail) = text.split_first_chunk::<19>()?;
    let two = |at: usize| {
        let (tens, ones) = (head[at].wrapping_sub(b'0'), head[at + 1].wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then(|| u32::from(tens) * 10 + u32::from(ones))
    };
    let signs = [head[4], head[7], head[10], head[13], head[16]];
    if signs != *b"--T::" {
        return None;
    }
    let year = two(0)? * 100 + two(2)?;
    let (month, day) = (two(5)?, two(8)?);
    let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
    let year = i32::try_from(year).ok().filter(|year| *year > 0)?;
    let in_month = day >= 1 && day <= days_in_month(year, month);
    if !in_month || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(
        days_from_civil(year, month, day) * TICKS_PER_DAY
            + i64::from(hour) * TICKS_PER_HOUR
            + i64::from(minute) * TICKS_PER_MINUTE
            + i64::from(second) * TICKS_PER_SECOND
            + fraction(tail.strip_suffix(b"Z").unwrap_or(tail))?,
    )
}

/// The ticks of `.5`; of nothing none.
fn fraction(text: &[u8]) -> Option<i64> {
    let Some((b'.', digits)) = text.split_first() else { return text.is_empty().then_some(0) };
    if digits.is_empty() || digits.len() > 7 {
        return None;
    }
    let mut ticks = 0;
    for place in 0..7 {
        let digit = digits.get(place).copied().unwrap_or(b'0').wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        ticks = ticks * 10 + i64::from(digit);
    }
    Some(ticks)
}

/// The instant of a number, its unit told by its size: seconds since 1970 up to the year 5138, milliseconds,
/// microseconds, then Windows file time (1917 to 2551) and nanoseconds.
pub(super) fn epoch(text: &str) -> Option<i64> {
    let ticks = match super::number::long(text) {
        Some(number) => match number.unsigned_abs() {
            0..100_000_000_000 => UNIX_EPOCH.checked_add(number.checked_mul(TICKS_PER_SECOND)?),
            100_000_000_000..100_000_000_000_000 => {
                UNIX_EPOCH.checked_add(number.checked_mul(TICKS_PER_MILLISECOND)?)
            }
            100_000_000_000_000..100_000_000_000_000_000 => {
                UNIX_EPOCH.checked_add(number.checked_mul(TICKS_PER_MICROSECOND)?)
            }
            100_000_000_000_000_000..300_000_000_000_000_000 => FILE_TIME_EPOCH.checked_add(number),
            1_000_000_000_000_000_000.. => UNIX_EPOCH.checked_add(number / 100),
            _ => None,
        },
        None => fractional(text),
    }?;
    (0..=MAX_DATETIME).contains(&ticks).then_some(ticks)
}

/// Seconds or milliseconds with a decimal fraction, exactly.
fn fractional(text: &str) -> Option<i64> {
    let (whole, digits) = text.split_once('.')?;
    let number: i64 = whole.parse().ok()?;
    let unit = match number.unsigned_abs() {
        0..100_000_000_000 => TICKS_PER_SECOND,
        100_000_000_000..100_000_000_000_000 => TICKS_PER_MILLISECOND,
        _ => return None,
    };
    let part = format!("0.{digits}").parse::<f64>().ok()? * unit as f64;
    let part = if whole.starts_with('-') { -part } else { part };
    UNIX_EPOCH.checked_add(number.checked_mul(unit)?)?.checked_add(part.round() as i64)
}

#[cfg(test)]
mod tests {
    use kqlab_syntax::time::format_datetime;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(read(text, DateOrder::MonthFirst).as_deref(), Some(expected), "{text}");
    }

    fn read(text: &str, dates: DateOrder) -> Option<String> {
        datetime(text, Some(dates), &mut false).map(format_datetime)
    }

    #[test]
    fn fractions_and_offsets() {
        check("2026-04-21T09:08:07Z", "2026-04-21T09:08:07.0000000Z");
        check("2026-04-21T09:08:07.5", "2026-04-21T09:08:07.5000000Z");
        check("2026-04-21T09:08:07.1234567Z", "2026-04-21T09:08:07.1234567Z");
        check("2026-04-21T09:08:07.123456789Z", "2026-04-21T09:08:07.1234567Z");
        check("2026-04-21T09:08:07+02:00", "2026-04-21T07:08:07.0000000Z");
        check("2026-04-21 09:08:07", "2026-04-21T09:08:07.0000000Z");
        check("20260421", "2026-04-21T00:00:00.0000000Z");
        check("4/21/2026, 9:08:07.123 PM", "2026-04-21T21:08:07.1230000Z");
        check("4/5/2026", "2026-04-05T00:00:00.0000000Z");
        let datetime = |text: &str| read(text, DateOrder::DayFirst);
        let expected = Some("2026-04-21T09:08:07.1230000Z".to_owned());
        assert_eq!(datetime("21/04/2026, 09:08:07.123"), expected);
        assert_eq!(datetime("2026-04-21T09:08:07.123Z"), expected);
        assert_eq!(datetime("4/21/2026"), None);
        assert_eq!(datetime("2026-02-30T00:00:00Z"), None);
        assert_eq!(datetime("2026-04-21T25:00:00Z"), None);
    }

    /// The fast path and the general reader agree wherever both answer.
    #[test]
    fn fast_path_agrees() {
        let text = "2024-02-29T23:59:59.1234567Z";
        for at in 0..text.len() {
            for byte in "0129-:TZ.+ x".chars() {
                let mut text = text.to_owned();
                text.replace_range(at..=at, byte.encode_utf8(&mut [0; 4]));
                if let Some(ticks) = iso(text.as_bytes()) {
                    assert_eq!(Some(ticks), parse_datetime(&text), "{text}");
                }
            }
        }
    }

    /// <https://learn.microsoft.com/previous-versions/dotnet/articles/bb299886(v=msdn.10)>: dates in ASP.NET's JSON.
    #[test]
    fn dates_of_dotnet() {
        check("/Date(1776762487123)/", "2026-04-21T09:08:07.1230000Z");
        check("/Date(1776762487123+0200)/", "2026-04-21T09:08:07.1230000Z");
        check("/Date(-62135596800000)/", "0001-01-01T00:00:00.0000000Z");
        for text in ["/Date()/", "/Date(x)/", "/Date(9223372036854775807)/", "/Date(1)"] {
            assert_eq!(read(text, DateOrder::MonthFirst), None, "{text}");
        }
    }

    #[test]
    fn an_order_that_is_not_told() {
        let guesses = |text: &str, dates| {
            let mut guessed = false;
            datetime(text, dates, &mut guessed).map(|_| guessed)
        };
        assert_eq!(guesses("10/04/2025, 01:00", None), Some(true));
        assert_eq!(guesses("10/04/2025, 01:00", Some(DateOrder::DayFirst)), Some(false));
        for text in ["04/04/2025", "4/04/2025", "10/14/2025", "2025-10-04", "1776762487"] {
            assert_eq!(guesses(text, None), Some(false), "{text}");
        }
        assert_eq!(guesses("14/10/2025", None), None);
    }

    #[test]
    fn numbers() {
        check("1776762487", "2026-04-21T09:08:07.0000000Z");
        check("1776762487123", "2026-04-21T09:08:07.1230000Z");
        check("1776762487123456", "2026-04-21T09:08:07.1234560Z");
        check("1776762487123456789", "2026-04-21T09:08:07.1234567Z");
        check("1776762487.25", "2026-04-21T09:08:07.2500000Z");
        check("1776762487123.5", "2026-04-21T09:08:07.1235000Z");
        check("134212360871234567", "2026-04-21T09:08:07.1234567Z");
        assert_eq!(epoch("500000000000000000"), None);
        assert_eq!(epoch("-99999999999"), None);
    }
}
