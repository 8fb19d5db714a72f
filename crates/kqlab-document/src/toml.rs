//! TOML.

use kqlab_syntax::codes::rules::BAD_TOML;
use kqlab_syntax::{Diagnostic, Phase};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{Entry, Escapes, Form, Node, Text, Value, offset, span};

/// The table of a text.
pub(super) fn parse(text: &str) -> Result<Node, Diagnostic> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or_default();
        let message = format!("not TOML: {}", error.message());
        Diagnostic::error(Phase::Syntax, BAD_TOML, span(at.start, at.end), message)
    })?;
    Ok(Node { value: entries(text, table.get_ref()), span: span(0, text.len()) })
}

fn entries(source: &str, table: &DeTable<'_>) -> Value {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let (at, key): (_, &std::borrow::Cow<'_, str>) = (key.span(), key.get_ref());
        Entry {
            key: key.clone().into_owned(),
            at: span(at.start, at.end),
            value: node(source, value),
        }
    };
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.at);
    Value::Map(entries)
}

fn node(source: &str, value: &Spanned<DeValue<'_>>) -> Node {
    let at = value.span();
    let written = source.get(at.clone()).unwrap_or_default();
    let value = match value.get_ref() {
        DeValue::String(text) => {
            let form = form(written, at.start);
            Value::Text(Text { text: text.clone().into_owned(), form })
        }
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Number(number.to_string()),
            Err(_) => Value::Number(number.as_str().to_owned()),
        },
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(time) => {
            let form = Form::From(offset(at.start), Escapes::None);
            Value::Text(Text { text: time.to_string(), form })
        }
        DeValue::Array(array) => Value::List(array.iter().map(|item| node(source, item)).collect()),
        DeValue::Table(table) => entries(source, table),
    };
    Node { value, span: span(at.start, at.end) }
}

/// How a string is written, by its quotes.
fn form(written: &str, start: usize) -> Form {
    let (quotes, escapes) = if written.starts_with("'''") {
        (3, Escapes::None)
    } else if written.starts_with("\"\"\"") {
        (3, Escapes::Backslash)
    } else if written.starts_with('\'') {
        (1, Escapes::None)
    } else {
        (1, Escapes::Backslash)
    };
    Form::From(offset(start + quotes), escapes)
}
