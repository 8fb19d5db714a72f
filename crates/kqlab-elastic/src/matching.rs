//! Whether a document matches.

mod compare;
mod text;

use serde_json::Value as Json;

use crate::document::{leaves, matching, values};
use crate::query::{Field, Query, Test};

impl Query {
    /// Whether the document matches.
    ///
    /// A field has no mapping here: a number in the document is compared as a number, a truth value as one, an IP
    /// address as one where the query names an address or a network, and everything else to the letter, as a field of
    /// type `keyword` is. Fields that ECS maps to analyzed text, and multi-fields named `.text`, match by words.
    #[must_use]
    pub fn matches(&self, document: &Json) -> bool {
        match self {
            Self::All(all) => all.iter().all(|query| query.matches(document)),
            Self::Any(any) => any.iter().any(|query| query.matches(document)),
            Self::Not(query) => !query.matches(document),
            Self::Field(Field::Path(path), test) => field(document, path, test),
            Self::Field(Field::Pattern(pattern), test) => matching(document, pattern)
                .into_iter()
                .any(|(path, value)| test.value(value, text::is_analyzed(&path))),
            Self::Anywhere(test) => anywhere(document, test),
            Self::Nested(path, query) => {
                values(document, path).into_iter().any(|object| query.matches(object))
            }
        }
    }
}

fn field(document: &Json, path: &str, test: &Test) -> bool {
    let analyzed = text::is_analyzed(path);
    let mut found = values(document, path);
    if found.is_empty()
        && let Some(whole) = path.strip_suffix(".text")
    {
        found = values(document, whole);
    }
    found.into_iter().any(|value| test.value(value, analyzed))
}

fn anywhere(document: &Json, test: &Test) -> bool {
    let mut found = false;
    leaves(document, "", &mut |path, value| {
        found = found || test.value(value, text::is_analyzed(path));
    });
    found
}

impl Test {
    /// Whether a value passes; `analyzed`: its field is one of analyzed text.
    fn value(&self, value: &Json, analyzed: bool) -> bool {
        match (self, value) {
            (Self::Exists, value) => exists(value),
            (_, Json::Null | Json::Array(_) | Json::Object(_)) => false,
            (Self::Is(literal), Json::String(found)) if analyzed => text::holds(found, literal),
            (Self::Is(literal), value) => compare::equal(value, literal),
            (Self::Like(like), Json::String(found)) if analyzed => {
                text::like(found, &like.any_case)
            }
            (Self::Like(like), Json::String(found)) => like.exact.is_match(found),
            (Self::Like(_), Json::Bool(_) | Json::Number(_)) => false,
            (Self::Compare(comparison, literal), value) => {
                compare::ordered(value, *comparison, literal)
            }
        }
    }
}

/// An object exists where something in it does.
fn exists(value: &Json) -> bool {
    let mut found = false;
    leaves(value, "", &mut |_, _| found = true);
    found
}
