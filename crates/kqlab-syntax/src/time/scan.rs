//! Cuts the text of a datetime into numbers, words and signs.

/// One piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Digits, as written.
    Number(&'a str),
    /// Letters, as written.
    Word(&'a str),
    /// Anything else but white space.
    Sign(char),
}

/// The pieces of a text, with a place to read from.
#[derive(Clone, Copy)]
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text.trim_start() }
    }

    pub(super) fn is_empty(self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(self) -> Option<Piece<'a>> {
        self.clone_and_next().0
    }

    fn clone_and_next(mut self) -> (Option<Piece<'a>>, Self) {
        let piece = self.next();
        (piece, self)
    }

    pub(super) fn next(&mut self) -> Option<Piece<'a>> {
        let first = self.rest.chars().next()?;
        let same: fn(char) -> bool = match first {
            c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => char::is_alphabetic,
            c => {
                self.rest = self.rest[c.len_utf8()..].trim_start();
                return Some(Piece::Sign(c));
            }
        };
        let end = self.rest.find(|c| !same(c)).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        Some(if first.is_ascii_digit() { Piece::Number(text) } else { Piece::Word(text) })
    }

    pub(super) fn number(&mut self) -> Option<&'a str> {
        match self.peek() {
            Some(Piece::Number(digits)) => {
                self.next();
                Some(digits)
            }
            _ => None,
        }
    }

    pub(super) fn word(&mut self) -> Option<&'a str> {
        match self.peek() {
            Some(Piece::Word(word)) => {
                self.next();
                Some(word)
            }
            _ => None,
        }
    }

    /// Takes the sign if it comes next.
    pub(super) fn sign(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(Piece::Sign(sign));
        if found {
            self.next();
        }
        found
    }

    /// Takes one of the signs, if one comes next.
    pub(super) fn one_of(&mut self, signs: &[char]) -> Option<char> {
        signs.iter().copied().find(|sign| self.sign(*sign))
    }
}

/// A small number; `None` if it has more than `digits` digits.
pub(super) fn small(text: &str, digits: usize) -> Option<u32> {
    (text.len() <= digits).then(|| text.parse().ok()).flatten()
}

/// Digits after a decimal point as ticks of a second; the eighth and later ones are cut off.
pub(super) fn fraction(digits: &str) -> Option<u32> {
    let seven = &digits[..digits.len().min(7)];
    let scale = 10_u32.pow(7 - u32::try_from(seven.len()).ok()?);
    Some(seven.parse::<u32>().ok()? * scale)
}
