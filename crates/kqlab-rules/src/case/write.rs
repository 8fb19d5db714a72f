//! Values as a test file writes them.

use serde_json::{Map, Value as Json};

use kqlab_document::{Language, Node, Value};

/// A value in YAML, as it may stand among others on one line.
pub(crate) fn scalar(value: &Json) -> String {
    match value {
        Json::String(text) if is_plain(text) => text.clone(),
        Json::Object(object) => map(object),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(scalar).collect();
            format!("[{}]", items.join(", "))
        }
        value => value.to_string(),
    }
}

/// Keys and values in YAML, on one line.
pub(crate) fn map(entries: &Map<String, Json>) -> String {
    let cell = |(name, value): (&String, &Json)| {
        format!("{}: {}", scalar(&Json::from(name.as_str())), scalar(value))
    };
    let cells: Vec<String> = entries.iter().map(cell).collect();
    format!("{{{}}}", cells.join(", "))
}

/// Whether a text needs no quotes: of harmless signs, and nothing but text without them.
fn is_plain(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || "_-./@+ ".contains(c);
    let colon =
        |(at, _): (usize, &str)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let harmless =
        text.chars().all(|c| inside(c) || c == ':') && text.match_indices(':').all(colon);
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    harmless && begins && text.trim() == text && {
        let parsed = kqlab_document::parse(Language::Yaml, text);
        let is_text = |node: &Node| matches!(&node.value, Value::Text(found) if found.text == text);
        parsed.is_ok_and(|documents| documents.first().is_some_and(is_text))
    }
}
