//! A document that knows where everything in it stands: YAML, JSON and TOML in one shape.
//!
//! ```text
//! file text ──yaml, json, toml──▶ Node { value, span } ──▶ a text's Placement: spans of the text ▶ spans of the file
//! ```
//!
//! What the keys of a document mean is for those who read it: rules, tests of rules, saved functions.

mod json;
mod placement;
mod toml;
mod yaml;

use kqlab_syntax::{Diagnostic, Span};
use serde_json::{Map, Value as Json};

pub use placement::{Escapes, Placement};

/// A value and its place in the file.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Its place.
    pub span: Span,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number, with JSON's spelling of it.
    Number(String),
    /// Text.
    Text(Text),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in written order.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The key's place.
    pub at: Span,
    /// The value.
    pub value: Node,
}

/// Text, and how it was written.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text.
    pub text: String,
    /// How it is written.
    pub form: Form,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The file's text from an offset on, lines perhaps indented or folded, with these escapes.
    From(u32, Escapes),
    /// The file's lines from an offset on, indented alike: a literal block.
    Lines(u32),
}

/// The languages of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a language by its name")]
pub enum Language {
    Yaml,
    Json,
    Toml,
}

/// Reads the documents of a file; only YAML has more than one.
///
/// # Errors
/// A diagnostic whose span is one of `text`.
pub fn parse(language: Language, text: &str) -> Result<Vec<Node>, Diagnostic> {
    match language {
        Language::Yaml => yaml::parse(text),
        Language::Json => json::parse(text).map(|node| vec![node]),
        Language::Toml => toml::parse(text).map(|node| vec![node]),
    }
}

impl Node {
    /// The value of a key of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// A key of a map and its value.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The entries of a map; another node has none.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; another node has none.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar, numbers and truth values as they are spelt.
    #[must_use]
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(&text.text),
            Value::Number(number) => Some(number),
            Value::Bool(value) => Some(if *value { "true" } else { "false" }),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The JSON value.
    #[must_use]
    pub fn json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(number) => {
                serde_json::from_str(number).unwrap_or_else(|_| number.as_str().into())
            }
            Value::Text(text) => Json::String(text.text.clone()),
            Value::List(items) => Json::Array(items.iter().map(Self::json).collect()),
            Value::Map(entries) => {
                let entry = |entry: &Entry| (entry.key.clone(), entry.value.json());
                Json::Object(entries.iter().map(entry).collect::<Map<_, _>>())
            }
        }
    }

    /// What it is, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "keys",
        }
    }
}

impl Text {
    /// Where the text's bytes stand in `file`; `span` is its node's.
    #[must_use]
    pub fn placement(&self, file: &str, span: Span) -> Placement {
        let placed = match self.form {
            Form::Lines(at) => Placement::block(&self.text, file, at as usize)
                .or_else(|| Placement::aligned(&self.text, file, at, Escapes::None)),
            Form::From(at, escapes) => Placement::aligned(&self.text, file, at, escapes),
        };
        placed.unwrap_or_else(|| Placement::whole(span.start))
    }
}

/// The span of a byte range.
fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end.max(start)))
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
