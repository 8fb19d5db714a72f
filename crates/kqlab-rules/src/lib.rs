//! Rule files: what a rule's file says, and where in it the query stands.
//!
//! ```text
//! file text ──▶ RuleFile { name, query text, where each line of it stands in the file }
//! ```
//!
//! A query is handed to the engine to the letter; [`Placement`] takes a span of the query back to the
//! file, so that a diagnostic points into the YAML that the user edits. How a plan runs is not known here.

mod load;
mod placement;
mod yaml;

pub use kqlab_syntax::codes::rules::NO_QUERY;
pub use load::{RuleFile, load};
pub use placement::Placement;
