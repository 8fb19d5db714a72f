//! The format patterns of `format_datetime` and `format_timespan`.
//!
//! A run of a letter longer than its longest element is read as that element again: `ddd` is `dd` and `d`. What is
//! neither an element nor a documented delimiter is refused, as Kusto does (measured).

use std::fmt::Write;

use kqlab_syntax::time::{
    TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, civil_from_ticks,
};

use crate::core::EvalError;

/// A piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// As it is.
    Delimiter(char),
    /// A letter, so many times.
    Element(char, usize),
}

/// A pattern, read.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Piece>);

/// The longest element of each letter.
type Longest = fn(char) -> Option<usize>;

fn of_datetime(letter: char) -> Option<usize> {
    Some(match letter {
        'd' | 'h' | 'H' | 'm' | 'M' | 's' | 't' => 2,
        'y' => 4,
        'f' | 'F' => 7,
        _ => return None,
    })
}

/// The pages give `H` only, their example uses `h`.
fn of_timespan(letter: char) -> Option<usize> {
    Some(match letter {
        'h' | 'H' | 'm' | 's' => 2,
        'd' => 8,
        'f' | 'F' => 7,
        _ => return None,
    })
}

const DELIMITERS: &str = " /-:,._[]";

impl Pattern {
    /// A pattern of `format_datetime`.
    pub(super) fn datetime(text: &str) -> Result<Self, EvalError> {
        let pattern = Self::parse(text, of_datetime)?;
        for piece in &pattern.0 {
            if let Piece::Element(letter @ ('t' | 'y'), length @ (1 | 3)) = piece
                && (*letter, *length) != ('y', 1)
            {
                let element = letter.to_string().repeat(*length);
                return Err(EvalError::argument(format!("'{element}' is no format element"))
                    .with_hint("the elements are y, yy, yyyy and tt"));
            }
        }
        Ok(pattern)
    }

    /// A pattern of `format_timespan`.
    pub(super) fn timespan(text: &str) -> Result<Self, EvalError> {
        Self::parse(text, of_timespan)
    }

    fn parse(text: &str, longest: Longest) -> Result<Self, EvalError> {
        let mut pieces: Vec<Piece> = Vec::new();
        for letter in text.chars() {
            match (pieces.last_mut(), longest(letter)) {
                (_, None) if DELIMITERS.contains(letter) => pieces.push(Piece::Delimiter(letter)),
                (_, None) => {
                    let message =
                        format!("expected a format element or a delimiter, found '{letter}'");
                    return Err(EvalError::argument(message).with_hint(format!(
                        "the delimiters are '{DELIMITERS}'; put other text around with strcat()"
                    )));
                }
                (Some(Piece::Element(last, length)), Some(most))
                    if *last == letter && *length < most =>
                {
                    *length += 1;
                }
                (_, Some(_)) => pieces.push(Piece::Element(letter, 1)),
            }
        }
        Ok(Self(pieces))
    }

    /// Writes a datetime.
    pub(super) fn write_datetime(&self, ticks: i64, out: &mut String) {
        let civil = civil_from_ticks(ticks);
        let noon = if civil.hour < 12 { "AM" } else { "PM" };
        for piece in &self.0 {
            match *piece {
                Piece::Delimiter(letter) => out.push(letter),
                Piece::Element('f' | 'F', _) => fraction(*piece, civil.ticks.into(), out),
                Piece::Element('t', _) => out.push_str(noon),
                Piece::Element('y', 4) => padded(civil.year.into(), 4, out),
                Piece::Element('y', length) => padded(i64::from(civil.year % 100), length, out),
                Piece::Element(letter, length) => {
                    let number = match letter {
                        'd' => civil.day,
                        'h' => (civil.hour + 11) % 12 + 1,
                        'H' => civil.hour,
                        'm' => civil.minute,
                        'M' => civil.month,
                        _ => civil.second,
                    };
                    padded(number.into(), length, out);
                }
            }
        }
    }

    /// Writes a timespan; a pattern has no place for a sign.
    pub(super) fn write_timespan(&self, ticks: i64, out: &mut String) {
        let ticks = ticks.saturating_abs();
        for piece in &self.0 {
            match *piece {
                Piece::Delimiter(letter) => out.push(letter),
                Piece::Element('f' | 'F', _) => fraction(*piece, ticks % TICKS_PER_SECOND, out),
                Piece::Element(letter, length) => {
                    let number = match letter {
                        'd' => ticks / TICKS_PER_DAY,
                        'h' | 'H' => ticks / TICKS_PER_HOUR % 24,
                        'm' => ticks / TICKS_PER_MINUTE % 60,
                        _ => ticks / TICKS_PER_SECOND % 60,
                    };
                    padded(number, length, out);
                }
            }
        }
    }
}

fn padded(number: i64, length: usize, out: &mut String) {
    let _infallible = write!(out, "{number:0length$}");
}

/// The first digits of the fraction, never rounded. `F` writes nothing where all are zero, and trailing zeros
/// otherwise (measured; the page's table drops them).
fn fraction(piece: Piece, ticks: i64, out: &mut String) {
    let Piece::Element(letter, length) = piece else { return };
    let digits = format!("{ticks:07}");
    let digits = &digits[..length];
    if letter == 'f' || digits.bytes().any(|digit| digit != b'0') {
        out.push_str(digits);
    }
}
