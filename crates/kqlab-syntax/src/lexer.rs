//! Text to tokens. The lexer never fails: what is no token of KQL is `TokenKind::Bad`, and what is
//! wrong inside a token is said by a `Fault` beside the tokens.
//!
//! A word is a keyword here already, as in Kusto's own lexer: `project-away` and `matches regex`
//! are one token each, and so is `datetime(2024-01-01)` up to its parenthesis.

mod char;
mod keyword;
mod number;
mod scan;
mod string;
mod token;
mod word;

pub use keyword::Keyword;
pub use scan::tokens;
pub use token::{Fault, Token, TokenKind, Tokens};

pub(crate) use char::is_space;
pub(crate) use string::escape as escape_length;
