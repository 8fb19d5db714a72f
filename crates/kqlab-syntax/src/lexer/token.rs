//! What the lexer hands on: tokens, comments and the faults inside tokens.

use super::Keyword;
use crate::Span;

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
    /// Nothing stands between it and the token before.
    pub glued: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the others are named by their sign or type")]
pub enum TokenKind {
    /// A word that is no keyword.
    Ident,
    Keyword(Keyword),
    String,
    /// `true`, `bool(...)`
    Bool,
    /// `5`, `0x1F`, `long(...)`
    Long,
    /// `int(...)`
    Int,
    /// `5.0`, `1e3`, `real(...)`
    Real,
    /// `decimal(...)`
    Decimal,
    /// `datetime(...)`
    Datetime,
    /// `1d`, `time(...)`
    Timespan,
    /// `guid(...)`
    Guid,
    /// `74be27de-1e4e-49d9-b579-fe0b331d3642` on its own
    RawGuid,
    LParen,
    RParen,
    LBracket,
    RBracket,
    LBrace,
    RBrace,
    Bar,
    /// `<|`
    LtBar,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Dot,
    DotDot,
    Bang,
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    EqEq,
    /// `!=`
    Ne,
    /// `<>`
    LtGt,
    Colon,
    Semi,
    Comma,
    EqTilde,
    NeTilde,
    At,
    Question,
    FatArrow,
    /// `#connect ...` to the end of its line
    Directive,
    /// A character that KQL does not have.
    Bad,
    /// The end of the text.
    End,
}

/// What is wrong inside a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The token is not closed; the text is what its end lacks.
    Unclosed(Span, &'static str),
    /// A character that KQL does not have.
    Character(Span),
}

/// The tokens of a text.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// All tokens; the last one is `TokenKind::End`.
    pub tokens: Vec<Token>,
    /// The comments with their `//`, without the line's end.
    pub comments: Vec<Span>,
    /// What is wrong inside tokens.
    pub faults: Vec<Fault>,
}
