//! What a dynamic column's text holds, read without building arrays and bags.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value as JsonValue;

use crate::core::Inner;

/// The value of a dynamic column's text; what is no JSON is a string.
#[must_use]
pub fn parse(text: &str) -> JsonValue {
    kqlab_columns::value::parse_dynamic(text)
}

/// Whether the text is JSON, however deep.
#[must_use]
pub fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// A text that may borrow.
#[derive(Deserialize)]
struct Borrowed<'a>(#[serde(borrow)] Cow<'a, str>);

/// The string, number or bool that the text holds, or that it is an array or a bag. What is no JSON is a string.
#[must_use]
pub fn inner(text: &str) -> Inner<'_> {
    let known = match text.trim_start().as_bytes().first() {
        Some(b'"') => string(text).map(Inner::String),
        Some(b'{') => is_json(text).then_some(Inner::Bag),
        Some(b'[') => is_json(text).then_some(Inner::Array),
        Some(b't' | b'f') => serde_json::from_str(text).ok().map(Inner::Bool),
        Some(b'n') => serde_json::from_str::<()>(text).ok().map(|()| Inner::Null),
        Some(b'-' | b'0'..=b'9') => {
            serde_json::from_str(text).ok().map(|number| Inner::number(&number))
        }
        _ => None,
    };
    known.unwrap_or(Inner::String(Cow::Borrowed(text)))
}

/// The value of a JSON string, borrowed where nothing is escaped.
fn string(text: &str) -> Option<Cow<'_, str>> {
    serde_json::from_str::<Borrowed<'_>>(text).ok().map(|Borrowed(text)| text)
}
