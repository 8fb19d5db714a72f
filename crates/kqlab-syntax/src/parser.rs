//! Tokens to syntax tree, with nom over the tokens. Every query gives a tree: what could not be read is
//! `Error` in it, and a diagnostic tells why. Names, types and tables are for the binder.
//!
//! The grammar never goes back over more than a few tokens: each choice is made by what comes next, so the
//! time is linear in the text and the furthest failure is the first mistake.

mod expr;
mod fail;
mod faults;
mod hint;
mod input;
mod list;
mod literal;
mod name;
mod operator;
mod parameter;
mod pipeline;
mod recover;
mod schema;
mod statement;
mod token;

use crate::ast::Query;
use crate::{Diagnostic, Phase, Span, codes, lexer};
use input::{Ctx, In};

/// What `parse` gives.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The statements; erroneous parts are `Error` nodes.
    pub query: Query,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Texts from here on are refused: offsets are 32 bits wide, and no query comes near.
const MAX_LENGTH: usize = 64 << 20;

/// Reads a query text.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    if text.len() > MAX_LENGTH {
        return too_long(text);
    }
    let tokens = lexer::tokens(text);
    let ctx = Ctx::new(text, &tokens.tokens);
    let statements = statement::statements(In::new(&ctx));
    let diagnostics = faults::with_faults(text, &tokens, ctx.into_diagnostics());
    Parsed { query: Query { statements }, diagnostics }
}

fn too_long(text: &str) -> Parsed {
    let message = format!("expected a query of at most {MAX_LENGTH} bytes, found {}", text.len());
    let span = Span::new(0, 0);
    let diagnostic = Diagnostic::error(Phase::Syntax, codes::syntax::TOO_LONG, span, message);
    Parsed { query: Query { statements: Vec::new() }, diagnostics: vec![diagnostic] }
}
