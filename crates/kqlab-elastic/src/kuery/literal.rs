//! Literals: quoted text, and unquoted text up to what is syntax, spaces inside included.

use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while_m_n};
use nom::character::complete::{anychar, char, multispace0, multispace1};
use nom::combinator::{cut, peek, value};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use super::fault::{Fault, is_special};
use crate::query::Piece;

/// What nom gives here.
pub(super) type Parsed<'a, T> = IResult<&'a str, T, Fault<'a>>;

/// A literal.
#[derive(Clone, Debug)]
pub(super) struct Written<'a> {
    /// From where it stands.
    pub(super) at: &'a str,
    pub(super) quoted: bool,
    /// Text and stars, no two texts in a row.
    pub(super) pieces: Vec<Piece>,
}

impl Written<'_> {
    /// The text, if there is no star.
    pub(super) fn text(&self) -> Option<String> {
        match self.pieces.as_slice() {
            [] => Some(String::new()),
            [Piece::Text(text)] => Some(text.clone()),
            _ => None,
        }
    }

    /// There is nothing but stars.
    pub(super) fn is_star(&self) -> bool {
        !self.pieces.is_empty() && self.pieces.iter().all(|piece| *piece == Piece::Star)
    }
}

/// A literal of either form.
pub(super) fn literal(input: &str) -> Parsed<'_, Written<'_>> {
    alt((quoted, unquoted)).parse(input)
}

fn quoted(input: &str) -> Parsed<'_, Written<'_>> {
    let (mut rest, _) = char('"')(input)?;
    let mut text = String::new();
    loop {
        let Some(c) = rest.chars().next() else {
            return Err(nom::Err::Failure(Fault::expected(rest, "a closing quote")));
        };
        if c == '"' {
            let pieces = vec![Piece::Text(text)];
            return Ok((&rest[1..], Written { at: input, quoted: true, pieces }));
        }
        let (after, c) =
            alt((white, unicode, preceded(char('\\'), one_of_quoted), anychar)).parse(rest)?;
        text.push(c);
        rest = after;
    }
}

fn one_of_quoted(input: &str) -> Parsed<'_, char> {
    alt((char('\\'), char('"'))).parse(input)
}

fn unquoted(input: &str) -> Parsed<'_, Written<'_>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = input;
    while let Ok((after, piece)) = character(rest, rest.len() == input.len()) {
        rest = after;
        match piece {
            Piece::Text(part) => text.push_str(&part),
            star => {
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(star);
            }
        }
    }
    if rest.starts_with('\\') {
        return Err(nom::Err::Failure(Fault::expected(rest, "a character that may be escaped")));
    }
    if rest.len() == input.len() {
        return Err(nom::Err::Error(Fault::expected(rest, "a field or a value")));
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok((rest, Written { at: input, quoted: false, pieces }))
}

/// A character or star of unquoted text. Spaces belong to it where more of it follows.
fn character(input: &str, first: bool) -> Parsed<'_, Piece> {
    let (after, spaces) = multispace0(input)?;
    let plain = |input| -> Parsed<'_, Piece> {
        let (rest, c) =
            alt((white, unicode, preceded(char('\\'), special), ordinary)).parse(input)?;
        Ok((rest, Piece::Text(c.to_string())))
    };
    let escaped = |input| -> Parsed<'_, Piece> {
        let (rest, word) = preceded(char('\\'), word).parse(input)?;
        Ok((rest, Piece::Text(word.to_owned())))
    };
    if spaces.is_empty() {
        if first {
            nom::combinator::not(keyword).parse(input)?;
        }
        return alt((value(Piece::Star, char('*')), plain, escaped)).parse(input);
    }
    nom::combinator::not(keyword).parse(after)?;
    peek(alt((value(Piece::Star, char('*')), plain, escaped))).parse(after)?;
    Ok((after, Piece::Text(spaces.to_owned())))
}

fn word(input: &str) -> Parsed<'_, &str> {
    alt((tag_no_case("and"), tag_no_case("or"), tag_no_case("not"))).parse(input)
}

/// A keyword: a word of its own, so that `order` is none.
pub(super) fn keyword(input: &str) -> Parsed<'_, &str> {
    terminated(word, peek(alt((multispace1, tag("(")))))
        .or(terminated(word, nom::combinator::eof))
        .parse(input)
}

fn white(input: &str) -> Parsed<'_, char> {
    alt((value('\t', tag("\\t")), value('\r', tag("\\r")), value('\n', tag("\\n")))).parse(input)
}

fn unicode(input: &str) -> Parsed<'_, char> {
    let (rest, digits) =
        preceded(tag("\\u"), take_while_m_n(4, 4, |c: char| c.is_ascii_hexdigit())).parse(input)?;
    match u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) {
        Some(c) => Ok((rest, c)),
        None => cut(|rest| Err(nom::Err::Error(Fault::expected(rest, "a character's number"))))
            .parse(input),
    }
}

fn special(input: &str) -> Parsed<'_, char> {
    nom::character::complete::satisfy(is_special).parse(input)
}

fn ordinary(input: &str) -> Parsed<'_, char> {
    nom::character::complete::satisfy(|c| !is_special(c) && !c.is_whitespace()).parse(input)
}
