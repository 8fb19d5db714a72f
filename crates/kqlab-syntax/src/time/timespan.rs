//! Timespans in all the forms that Kusto reads (scalar-data-types/timespan), and the one it writes.

use super::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
};

/// The ticks of a timespan's text; `None` if it is none or too long.
///
/// `1.5h`, `15 seconds`, `10tick`; `[d.]hh:mm[:ss[.fffffff]]`; a whole number is days. A sign may stand before each.
#[must_use]
pub fn parse_timespan(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, text) = match text.as_bytes().first()? {
        b'-' => (true, text[1..].trim_start()),
        b'+' => (false, text[1..].trim_start()),
        _ => (false, text),
    };
    let ticks = if text.contains(':') { clock(text)? } else { counted(text)? };
    i64::try_from(if negative { -ticks } else { ticks }).ok()
}

/// The ticks of a unit as a fraction, because a nanosecond is less than a tick.
fn unit(name: &str) -> Option<(i128, i128)> {
    let ticks = match name {
        "d" | "day" | "days" => TICKS_PER_DAY,
        "h" | "hr" | "hrs" | "hour" | "hours" => TICKS_PER_HOUR,
        "m" | "min" | "minute" | "minutes" => TICKS_PER_MINUTE,
        "s" | "sec" | "second" | "seconds" => TICKS_PER_SECOND,
        "ms" | "milli" | "millis" | "millisec" | "millisecond" | "milliseconds" => {
            TICKS_PER_MILLISECOND
        }
        "micro" | "micros" | "microsec" | "microsecond" | "microseconds" => TICKS_PER_MICROSECOND,
        "tick" | "ticks" => 1,
        "nano" | "nanos" | "nanosec" | "nanosecond" | "nanoseconds" => return Some((1, 100)),
        _ => return None,
    };
    Some((i128::from(ticks), 1))
}

/// `1.5h`, `15 seconds`, `2`
fn counted(text: &str) -> Option<i128> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, name) = (&text[..end], text[end..].trim());
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let (ticks, per) = match name {
        // Measured: `time(2)` is two days, `time(1.5)` an error.
        "" if number.contains('.') => return None,
        "" => (i128::from(TICKS_PER_DAY), 1),
        name => unit(name)?,
    };
    if whole.is_empty() || fraction.contains('.') {
        return None;
    }
    // Measured: units below a millisecond lose their fraction (`1.25microseconds` is 10 ticks), hours keep it.
    // Digits past the eighteenth are far below a tick of any unit.
    let kept = if ticks < i128::from(TICKS_PER_MILLISECOND) { 0 } else { fraction.len().min(18) };
    let fraction = &fraction[..kept];
    let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
    let whole: i128 = whole.parse().ok().filter(|whole| *whole <= i128::from(i64::MAX))?;
    let digits: i128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    // Apart, so that no product is too long: of units with a fraction, `per` is one.
    Some(whole * ticks / per + digits * ticks / (per * scale))
}

/// `hh:mm`, `hh:mm:ss.fffffff`, `d.hh:mm`, `d:hh:mm:ss`
fn clock(text: &str) -> Option<i128> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let (days, parts) = match (parts[0].split_once('.'), parts.as_slice()) {
        (Some((days, hour)), [_, rest @ ..]) => (days, [&[hour], rest].concat()),
        (None, [days, rest @ ..]) if parts.len() == 4 => (*days, rest.to_vec()),
        _ => ("0", parts),
    };
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, "0"),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    Some(
        i128::from(below(days, i64::MAX)?) * i128::from(TICKS_PER_DAY)
            + i128::from(below(hour, 24)?) * i128::from(TICKS_PER_HOUR)
            + i128::from(below(minute, 60)?) * i128::from(TICKS_PER_MINUTE)
            + i128::from(below(second, 60)?) * i128::from(TICKS_PER_SECOND)
            + i128::from(super::scan::fraction(digits(fraction)?)?),
    )
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

fn below(text: &str, limit: i64) -> Option<i64> {
    digits(text)?.parse().ok().filter(|value| *value < limit)
}

/// `[-][d.]hh:mm:ss[.fffffff]` (measured: `tostring`).
#[must_use]
pub fn format_timespan(ticks: i64) -> String {
    let sign = if ticks < 0 { "-" } else { "" };
    let ticks = ticks.unsigned_abs();
    let part = |unit: i64| ticks / unit.unsigned_abs();
    let days = match part(TICKS_PER_DAY) {
        0 => String::new(),
        days => format!("{days}."),
    };
    let fraction = match ticks % TICKS_PER_SECOND.unsigned_abs() {
        0 => String::new(),
        fraction => format!(".{fraction:07}"),
    };
    let (hours, minutes) = (part(TICKS_PER_HOUR) % 24, part(TICKS_PER_MINUTE) % 60);
    let seconds = part(TICKS_PER_SECOND) % 60;
    format!("{sign}{days}{hours:02}:{minutes:02}:{seconds:02}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scalar-data-types/timespan, and the clock forms of totimespan.
    #[test]
    fn forms() {
        let cases = [
            ("2d", "2.00:00:00"),
            ("1.5h", "01:30:00"),
            ("30m", "00:30:00"),
            ("10s", "00:00:10"),
            ("100ms", "00:00:00.1000000"),
            ("10microsecond", "00:00:00.0000100"),
            ("1tick", "00:00:00.0000001"),
            ("200nano", "00:00:00.0000002"),
            ("15 seconds", "00:00:15"),
            ("2", "2.00:00:00"),
            ("0", "00:00:00"),
            ("0.12:34:56.7", "12:34:56.7000000"),
            ("-1.02:03:04.5", "-1.02:03:04.5000000"),
            ("00:10", "00:10:00"),
            ("29.09:00:05.12345", "29.09:00:05.1234500"),
            ("1:02:03:04", "1.02:03:04"),
            ("-1h", "-01:00:00"),
            ("1.25microseconds", "00:00:00.0000010"),
            ("199nano", "00:00:00.0000001"),
            ("1.1s", "00:00:01.1000000"),
            ("10675198.599999999999999999d", "10675198.14:23:59.9999999"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                parse_timespan(text).map(format_timespan).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_none() {
        for text in
            ["", "1w", "h", "1.5", "24:00:00", "00:60", "1.2.3s", "x:10", "1:2:3:4:5", "99999999d"]
        {
            assert_eq!(parse_timespan(text), None, "{text}");
        }
        // Too long, whatever its fraction.
        assert_eq!(parse_timespan("999999991.599999999999999999d"), None);
        assert_eq!(parse_timespan("9223372036854775807.999999999999999999days"), None);
    }

    #[test]
    fn the_longest() {
        assert_eq!(format_timespan(i64::MIN), "-10675199.02:48:05.4775808");
        assert_eq!(parse_timespan("-10675199.02:48:05.4775808"), Some(i64::MIN));
        assert_eq!(parse_timespan("10675199.02:48:05.4775808"), None);
    }
}
