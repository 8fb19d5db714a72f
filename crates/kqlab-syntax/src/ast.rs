//! The syntax tree: what was written, with spans, before any name is resolved.
//!
//! Comments are not in the tree; the formatter reads them from the token stream.

mod expr;
mod literal;
mod operator;
mod same;
mod statement;
pub(crate) mod walk;

pub use expr::*;
pub use literal::*;
pub use operator::*;
pub use same::same;
pub use statement::*;
