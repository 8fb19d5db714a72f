//! The one tree that both front ends make: what is asked of a document.

use std::net::IpAddr;

use ipnet::IpNet;
use regex::Regex;

/// What is asked of a document.
#[derive(Clone, Debug)]
pub enum Query {
    /// All of them; of none, everything matches.
    All(Vec<Query>),
    /// One of them; of none, nothing matches.
    Any(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
    /// Some value of the field.
    Field(Field, Test),
    /// Some value of any field.
    Anywhere(Test),
    /// One object at the path matches on its own; the paths in it begin there.
    Nested(String, Box<Query>),
}

/// A field's name.
#[derive(Clone, Debug)]
pub enum Field {
    /// A dotted path.
    Path(String),
    /// Every path that matches.
    Pattern(Regex),
}

/// What is asked of a value. Only [`Test::Exists`] looks at objects.
#[derive(Clone, Debug)]
pub enum Test {
    /// There is one, and it is not null.
    Exists,
    /// It is this.
    Is(Literal),
    /// All of its text matches; over analyzed text, one of its words.
    Like(Like),
    /// It stands so to this.
    Compare(Comparison, Literal),
}

/// A pattern of text.
#[derive(Clone, Debug)]
pub struct Like {
    pub(crate) exact: Regex,
    /// For analyzed text, whose words are in lower case: there patterns are brought to it too.
    pub(crate) any_case: Regex,
}

impl Like {
    pub(crate) fn new(pieces: &[Piece], any_case: bool) -> Self {
        Self { exact: pattern(pieces, any_case), any_case: pattern(pieces, true) }
    }
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A value that is looked for, with what else its text may mean: the document's value decides.
#[derive(Clone, Debug)]
pub struct Literal {
    pub(crate) text: String,
    /// It stood in quotes: over analyzed text its words are a phrase.
    pub(crate) quoted: bool,
    pub(crate) number: Option<f64>,
    pub(crate) address: Option<IpAddr>,
    pub(crate) network: Option<IpNet>,
    /// Ticks.
    pub(crate) time: Option<i64>,
}

impl Literal {
    pub(crate) fn new(text: String, quoted: bool) -> Self {
        let network = if text.contains('/') { text.parse().ok() } else { None };
        Self {
            number: number(&text),
            address: text.parse().ok(),
            network,
            time: kqlab_syntax::time::parse_datetime(&text),
            text,
            quoted,
        }
    }
}

/// The number that a text is; `inf` and `nan` are none.
fn number(text: &str) -> Option<f64> {
    let digits = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    text.parse().ok().filter(|number: &f64| digits && number.is_finite())
}

/// Pieces of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// This text.
    Text(String),
    /// Any text (`*`).
    Star,
    /// Any character (`?`).
    One,
}

/// The regex that matches all of a text that fits the pattern.
pub(crate) fn pattern(pieces: &[Piece], any_case: bool) -> Regex {
    let mut regex = String::from(if any_case { "(?is)^" } else { "(?s)^" });
    for piece in pieces {
        match piece {
            Piece::Text(text) => regex.push_str(&regex::escape(text)),
            Piece::Star => regex.push_str(".*"),
            Piece::One => regex.push('.'),
        }
    }
    regex.push('$');
    Regex::new(&regex).expect("invariant: escaped text and wildcards are a regex")
}
