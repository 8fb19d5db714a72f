//! Datetimes in all the forms that Kusto reads (scalar-data-types/datetime), and the one it writes.

use super::scan::{Piece, Pieces, fraction, small};
use super::{Civil, MAX_DATETIME, TICKS_PER_MINUTE, civil_from_ticks, ticks_from_civil};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] =
    ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/// The ticks of a datetime's text; `None` if it is none.
///
/// ISO 8601 (fractions to any length, `Z` or an offset), RFC 822 and 850, `12/31/2015` with the
/// month first, `Dec 31, 2015`, the comma form `2015,12,31`; a 12-hour clock with `AM` or `PM` in
/// each. A year alone is none (measured).
#[must_use]
pub fn parse_datetime(text: &str) -> Option<i64> {
    let mut pieces = Pieces::new(text);
    skip_weekday(&mut pieces);
    let Date(year, month, day) = comma_form(&mut pieces).or_else(|| date(&mut pieces))?;
    let date = Civil { year, month, day, hour: 0, minute: 0, second: 0, ticks: 0 };
    let with_time = match pieces.peek() {
        Some(Piece::Word("T" | "t")) => {
            pieces.next();
            time(&mut pieces, date)?
        }
        Some(Piece::Number(_)) => time(&mut pieces, date)?,
        _ => date,
    };
    let offset = zone(&mut pieces)?;
    let ticks = ticks_from_civil(with_time)? - offset * TICKS_PER_MINUTE;
    (pieces.is_empty() && (0..=MAX_DATETIME).contains(&ticks)).then_some(ticks)
}

/// Year, month and day, not yet checked.
struct Date(i32, u32, u32);

fn skip_weekday(pieces: &mut Pieces<'_>) {
    let mut ahead = *pieces;
    if let Some(word) = ahead.word()
        && abbreviates(word, &DAYS).is_some()
    {
        ahead.sign(',');
        *pieces = ahead;
    }
}

/// The position of the name that `word` is, in full or by its first three letters.
fn abbreviates(word: &str, names: &[&str]) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let at = names.iter().position(|name| **name == word || name[..3] == word)?;
    u32::try_from(at).ok()
}

/// `2015, 12, 31` or `2015, 12`. Measured: a fourth number is an error, so this is not `make_datetime`.
fn comma_form(pieces: &mut Pieces<'_>) -> Option<Date> {
    let mut ahead = *pieces;
    let year = year(ahead.number()?)?;
    if !ahead.sign(',') {
        return None;
    }
    let month = small(ahead.number()?, 2)?;
    let day = if ahead.sign(',') { small(ahead.number()?, 2)? } else { 1 };
    *pieces = ahead;
    Some(Date(year, month, day))
}

fn date(pieces: &mut Pieces<'_>) -> Option<Date> {
    if let Some(word) = pieces.word() {
        let month = abbreviates(word, &MONTHS)? + 1;
        let day = small(pieces.number()?, 2)?;
        pieces.sign(',');
        return Some(Date(year(pieces.number()?)?, month, day));
    }
    let first = pieces.number()?;
    if let Some(Piece::Word(word)) = skip_dash(pieces).peek()
        && let Some(month) = abbreviates(word, &MONTHS)
    {
        pieces.sign('-');
        pieces.next();
        pieces.sign('-');
        return Some(Date(year(pieces.number()?)?, month + 1, small(first, 2)?));
    }
    if first.len() == 8 {
        return Some(Date(year(&first[..4])?, small(&first[4..6], 2)?, small(&first[6..], 2)?));
    }
    let separator = pieces.one_of(&['-', '/', '.']);
    if first.len() == 4 {
        let year = year(first)?;
        let separator = separator?;
        let month = small(pieces.number()?, 2)?;
        let day = if pieces.sign(separator) { small(pieces.number()?, 2)? } else { 1 };
        return Some(Date(year, month, day));
    }
    let month = small(first, 2)?;
    let day = small(pieces.number()?, 2)?;
    if !pieces.sign(separator?) {
        return None;
    }
    Some(Date(year(pieces.number()?)?, month, day))
}

fn skip_dash<'a>(pieces: &Pieces<'a>) -> Pieces<'a> {
    let mut ahead = *pieces;
    ahead.sign('-');
    ahead
}

/// A year of four digits, or of two: 50 to 99 belong to the twentieth century.
fn year(digits: &str) -> Option<i32> {
    let year = i32::try_from(small(digits, 4)?).ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year < 50 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// `15:05`, `15:05:02.5`, `3:05 PM`, `3 PM`
fn time(pieces: &mut Pieces<'_>, date: Civil) -> Option<Civil> {
    let mut civil = Civil { hour: small(pieces.number()?, 2)?, ..date };
    let has_minutes = pieces.sign(':');
    if has_minutes {
        civil.minute = small(pieces.number()?, 2)?;
        if pieces.sign(':') {
            civil.second = small(pieces.number()?, 2)?;
            if pieces.one_of(&['.', ',']).is_some() {
                civil.ticks = fraction(pieces.number()?)?;
            }
        }
    }
    let half = match pieces.peek() {
        Some(Piece::Word(word)) if word.eq_ignore_ascii_case("am") => Some(0),
        Some(Piece::Word(word)) if word.eq_ignore_ascii_case("pm") => Some(12),
        _ => None,
    };
    match half {
        Some(half) if (1..=12).contains(&civil.hour) => {
            pieces.next();
            civil.hour = civil.hour % 12 + half;
        }
        Some(_) => return None,
        None if !has_minutes => return None,
        None => {}
    }
    Some(civil)
}

/// The offset in minutes: `Z`, `GMT`, `UTC`, `+02:00`, `-0530`, `+2`; none is 0.
fn zone(pieces: &mut Pieces<'_>) -> Option<i64> {
    if let Some(word) = pieces.word() {
        let known = ["z", "gmt", "utc"].iter().any(|name| word.eq_ignore_ascii_case(name));
        return known.then_some(0);
    }
    let sign = match pieces.one_of(&['+', '-']) {
        Some('-') => -1,
        Some(_) => 1,
        None => return Some(0),
    };
    let digits = pieces.number()?;
    let (hours, minutes) = match digits.len() {
        4 => (small(&digits[..2], 2)?, small(&digits[2..], 2)?),
        _ if pieces.sign(':') => (small(digits, 2)?, small(pieces.number()?, 2)?),
        _ => (small(digits, 2)?, 0),
    };
    (hours <= 14 && minutes < 60).then(|| sign * i64::from(hours * 60 + minutes))
}

/// `2020-01-02T03:04:05.6000000Z`, always with seven digits (measured: `tostring`).
#[must_use]
pub fn format_datetime(ticks: i64) -> String {
    let Civil { year, month, day, hour, minute, second, ticks } = civil_from_ticks(ticks);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ticks:07}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formats of scalar-data-types/datetime, each with its instant.
    #[test]
    fn documented_forms() {
        let cases = [
            ("2014-05-25T08:20:03.123456Z", "2014-05-25T08:20:03.1234560Z"),
            ("2014-05-25T08:20:03.123456", "2014-05-25T08:20:03.1234560Z"),
            ("2014-05-25T08:20", "2014-05-25T08:20:00.0000000Z"),
            ("2014-11-08 15:55:55.123456Z", "2014-11-08T15:55:55.1234560Z"),
            ("2014-11-08 15:55:55", "2014-11-08T15:55:55.0000000Z"),
            ("2014-11-08 15:55", "2014-11-08T15:55:00.0000000Z"),
            ("2014-11-08", "2014-11-08T00:00:00.0000000Z"),
            ("Sat, 8 Nov 14 15:05:02 GMT", "2014-11-08T15:05:02.0000000Z"),
            ("Sat, 8 Nov 14 15:05:02", "2014-11-08T15:05:02.0000000Z"),
            ("Sat, 8 Nov 14 15:05", "2014-11-08T15:05:00.0000000Z"),
            ("8 Nov 14 15:05 GMT", "2014-11-08T15:05:00.0000000Z"),
            ("Saturday, 08-Nov-14 15:05:02 GMT", "2014-11-08T15:05:02.0000000Z"),
            ("08-Nov-14 15:05", "2014-11-08T15:05:00.0000000Z"),
            ("2014-11-08 15:05:25 GMT", "2014-11-08T15:05:25.0000000Z"),
            ("2014-11-08T15:05 GMT", "2014-11-08T15:05:00.0000000Z"),
            ("2015-12-31 23:59:59.9", "2015-12-31T23:59:59.9000000Z"),
        ];
        for (text, instant) in cases {
            assert_eq!(
                parse_datetime(text).map(format_datetime).as_deref(),
                Some(instant),
                "{text}"
            );
        }
    }

    /// Forms that queries of the reference and of the field use beside the documented ones.
    #[test]
    fn further_forms() {
        let cases = [
            ("2017 - 08 - 01", "2017-08-01T00:00:00.0000000Z"),
            ("1970-5-12", "1970-05-12T00:00:00.0000000Z"),
            ("2025, 6, 14", "2025-06-14T00:00:00.0000000Z"),
            ("2025, 6", "2025-06-01T00:00:00.0000000Z"),
            // Measured: one number is a whole date of eight digits.
            ("20250614", "2025-06-14T00:00:00.0000000Z"),
            ("2025-06", "2025-06-01T00:00:00.0000000Z"),
            ("12-02-2022", "2022-12-02T00:00:00.0000000Z"),
            ("12.02.2022", "2022-12-02T00:00:00.0000000Z"),
            ("12-02-2022 13:45:56", "2022-12-02T13:45:56.0000000Z"),
            ("01/16/2022 00:00:00", "2022-01-16T00:00:00.0000000Z"),
            ("1/6/2022 3:04:05 PM", "2022-01-06T15:04:05.0000000Z"),
            ("1/6/2022 12:04 AM", "2022-01-06T00:04:00.0000000Z"),
            ("2 Dec 2022", "2022-12-02T00:00:00.0000000Z"),
            ("Dec 2, 2022", "2022-12-02T00:00:00.0000000Z"),
            ("10 MAY 2021", "2021-05-10T00:00:00.0000000Z"),
            ("Fri, 02 Dec 2022 13:45:56 GMT", "2022-12-02T13:45:56.0000000Z"),
            ("2022-12-02T13:45:56+02:00", "2022-12-02T11:45:56.0000000Z"),
            ("2022-12-02T13:45:56-0530", "2022-12-02T19:15:56.0000000Z"),
            ("2022-12-02T13:45:56.123456789Z", "2022-12-02T13:45:56.1234567Z"),
            ("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z"),
        ];
        for (text, instant) in cases {
            assert_eq!(
                parse_datetime(text).map(format_datetime).as_deref(),
                Some(instant),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_none() {
        let cases = [
            "",
            // Measured: a year alone is no date.
            "2025",
            "not a date",
            "13-01-2022",
            "x12-02-2022",
            "2023-02-29",
            "2022-12-02T25:00",
            "2022-12-02 13",
            "2022-12-02T13:45:56 XST",
            "12-02",
            "2017,10,01,12",
            "0001-01-01T00:00:00+01:00",
            "13:45",
        ];
        for text in cases {
            assert_eq!(parse_datetime(text), None, "{text}");
        }
    }
}
