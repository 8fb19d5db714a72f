//! Elastic's queries over one document.
//!
//! ```text
//! kuery text ──Kuery::parse──┐
//!                            ├──▶ Query ──matches──▶ bool
//! query DSL ──filter──▶──────┘      ▲
//!                                document (JSON, keys dotted or nested)
//! ```
//!
//! What a field's mapping would say is taken from the document: see [`Query::matches`]. Tables, rules and time
//! windows are not known here.

mod document;
mod filter;
mod kuery;
mod matching;
mod query;

pub use document::values;
pub use filter::filter;
pub use kuery::{Conjunct, Kuery};
pub use query::Query;
