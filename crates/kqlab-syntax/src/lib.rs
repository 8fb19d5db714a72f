//! KQL text to syntax tree.
//!
//! ```text
//! text ──lexer──▶ tokens ──parser──▶ ast ──format──▶ text
//!                      └──── Diagnostic (code, spans, hint) ────▶ every later phase uses it too
//! ```
//!
//! This crate knows the shape of the language and nothing of types, tables or columns.

pub mod ast;
pub mod codes;
pub mod diagnostic;
mod format;
pub mod lexer;
mod literal;
mod parser;
pub mod span;
pub mod time;

pub use diagnostic::{Code, Diagnostic, Label, Phase, Severity};
pub use format::format;
pub use lexer::tokens;
pub use parser::{Parsed, parse};
pub use span::Span;
