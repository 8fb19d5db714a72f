//! The canonical layout of a query. Only white space is changed: the tokens and the comments stay as they are
//! and in their order, so that no clause can get lost.
//!
//! One operator a line, nested pipelines indented; what does not fit into a line is broken at its outermost
//! commas, or before `and` and `or`. Formatting twice changes nothing: all decisions are made by what
//! formatting keeps.

mod doc;
mod gap;
mod layout;
mod list;
mod marks;
mod source;

use crate::ast::{Query, same};
use crate::{Diagnostic, parse};

/// The query in its canonical layout.
///
/// # Errors
///
/// What is wrong with the query, if it cannot be read.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let parsed = parse(text);
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(parsed.diagnostics);
    }
    // White space that means something would be a defect of this module; the query matters more.
    Ok(laid_out(text, &parsed.query).unwrap_or_else(|_| text.to_owned()))
}

/// The text in its layout; as an error, if it would be another query.
fn laid_out(text: &str, query: &Query) -> Result<String, String> {
    let formatted = layout::formatted(text, query);
    if same(query, &parse(&formatted).query) { Ok(formatted) } else { Err(formatted) }
}

#[cfg(test)]
mod tests;
