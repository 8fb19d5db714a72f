//! What begins with a digit: numbers, timespans, bare guids, and names such as `3_days`.

use super::TokenKind;
use super::char::is_word;

/// Kusto's unit names of timespans. Weeks are not among them (scalar-data-types/timespan).
const UNITS: &[&str] = &[
    "m",
    "min",
    "minute",
    "minutes",
    "s",
    "sec",
    "second",
    "seconds",
    "d",
    "day",
    "days",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "ms",
    "milli",
    "millis",
    "millisec",
    "millisecond",
    "milliseconds",
    "micro",
    "micros",
    "microsec",
    "microsecond",
    "microseconds",
    "nano",
    "nanos",
    "nanosec",
    "nanosecond",
    "nanoseconds",
    "tick",
    "ticks",
];

/// The length of what the bytes begin with, if it is of this kind.
type Scanner = fn(&[u8]) -> Option<usize>;

/// The kind and length of what `text`, beginning with a digit, begins with.
pub(super) fn number(text: &str) -> (TokenKind, usize) {
    let bytes = text.as_bytes();
    let scanners: [(TokenKind, Scanner); 4] = [
        (TokenKind::RawGuid, raw_guid),
        (TokenKind::Real, real),
        (TokenKind::Timespan, timespan),
        (TokenKind::Long, long),
    ];
    for (kind, scan) in scanners {
        if let Some(length) = scan(bytes) {
            return (kind, length);
        }
    }
    (TokenKind::Ident, bytes.iter().take_while(|&&b| is_word(b)).count())
}

/// `74be27de-1e4e-49d9-b579-fe0b331d3642`
pub(super) fn raw_guid(bytes: &[u8]) -> Option<usize> {
    let guid = bytes.get(..36)?;
    let is_guid = guid.iter().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    is_guid.then_some(36)
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

fn ends(bytes: &[u8], length: usize) -> Option<usize> {
    (!bytes.get(length).copied().is_some_and(is_word)).then_some(length)
}

/// `1.5`, `1.`, `1e3`, `1.5e-3`; in `1..2` the dots are a range, in `1...2` the first belongs to the number.
fn real(bytes: &[u8]) -> Option<usize> {
    let mut at = digits(bytes);
    let dot = bytes.get(at) == Some(&b'.')
        && (bytes.get(at + 1) != Some(&b'.') || bytes.get(at + 2) == Some(&b'.'));
    if dot {
        at += 1;
        at += digits(&bytes[at..]);
        at += exponent(&bytes[at..]).unwrap_or(0);
    } else {
        at += exponent(&bytes[at..])?;
    }
    ends(bytes, at)
}

fn exponent(bytes: &[u8]) -> Option<usize> {
    if !matches!(bytes.first(), Some(b'e' | b'E')) {
        return None;
    }
    let sign = usize::from(matches!(bytes.get(1), Some(b'+' | b'-')));
    match digits(&bytes[1 + sign..]) {
        0 => None,
        n => Some(1 + sign + n),
    }
}

fn timespan(bytes: &[u8]) -> Option<usize> {
    let mut at = digits(bytes);
    if bytes.get(at) == Some(&b'.') {
        match digits(&bytes[at + 1..]) {
            0 => {}
            n => at += 1 + n,
        }
    }
    let unit = bytes[at..].iter().take_while(|&&b| is_word(b)).count();
    let is_unit = unit > 0 && UNITS.iter().any(|name| name.as_bytes() == &bytes[at..at + unit]);
    is_unit.then_some(at + unit)
}

fn long(bytes: &[u8]) -> Option<usize> {
    if bytes.len() > 2 && bytes[0] == b'0' && matches!(bytes[1], b'x' | b'X') {
        let hex = bytes[2..].iter().take_while(|b| b.is_ascii_hexdigit()).count();
        if hex > 0 {
            return ends(bytes, 2 + hex);
        }
    }
    ends(bytes, digits(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_lengths() {
        let cases = [
            ("5)", TokenKind::Long, 1),
            ("0x1F;", TokenKind::Long, 4),
            ("1.5", TokenKind::Real, 3),
            ("1.", TokenKind::Real, 2),
            ("1e-3 ", TokenKind::Real, 4),
            ("1..2", TokenKind::Long, 1),
            ("1...2", TokenKind::Real, 2),
            ("1d", TokenKind::Timespan, 2),
            ("1.5h", TokenKind::Timespan, 4),
            ("10microsecond", TokenKind::Timespan, 13),
            ("1w", TokenKind::Ident, 2),
            ("3_days", TokenKind::Ident, 6),
            ("12abc", TokenKind::Ident, 5),
            ("74be27de-1e4e-49d9-b579-fe0b331d3642", TokenKind::RawGuid, 36),
        ];
        for (text, kind, length) in cases {
            assert_eq!(number(text), (kind, length), "{text}");
        }
    }
}
