//! Reading a test's keys strictly: a key that is not known is an error, with the one that is nearest.

use kqlab_syntax::codes::rules::{BAD_VALUE, MISSING_KEY, UNKNOWN_KEY};
use kqlab_syntax::{Code, Diagnostic, Phase, Span};

use crate::near::near;
use kqlab_document::{Entry, Node, Value};

/// The keys of a map, each of which is known.
pub(super) struct Keys<'a> {
    node: &'a Node,
}

/// Errors, the first of a value ends its reading.
pub(super) type Read<T> = Result<T, Diagnostic>;

impl<'a> Keys<'a> {
    /// The map's keys.
    pub(super) fn new(node: &'a Node, what: &str, known: &[&str]) -> Read<Self> {
        if !matches!(node.value, Value::Map(_)) {
            return Err(wrong(node, what, "keys and values"));
        }
        for entry in node.entries() {
            if known.contains(&entry.key.as_str()) {
                continue;
            }
            let message = format!("`{}` is no key of {what}", entry.key);
            let hint = match near(&entry.key, known, 0.8) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys are {}", known.join(", ")),
            };
            return Err(fault(UNKNOWN_KEY, entry.at, message).with_hint(hint));
        }
        Ok(Self { node })
    }

    /// Where the first key stands.
    pub(super) fn first(&self) -> Span {
        self.node.entries().first().map_or(self.node.span, |entry| entry.at)
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Node> {
        self.node.get(key)
    }

    pub(super) fn required(&self, key: &str, hint: &str) -> Read<&'a Node> {
        self.get(key).ok_or_else(|| {
            let at = Span::new(self.node.span.start, self.node.span.start);
            fault(MISSING_KEY, at, format!("the key `{key}` is missing")).with_hint(hint)
        })
    }

    pub(super) fn text(&self, key: &str) -> Read<Option<&'a str>> {
        self.get(key).map(|node| text(node, key)).transpose()
    }

    pub(super) fn flag(&self, key: &str) -> Read<bool> {
        match self.get(key).map(|node| (&node.value, node)) {
            None => Ok(false),
            Some((Value::Bool(value), _)) => Ok(*value),
            Some((_, node)) => Err(wrong(node, key, "true or false")),
        }
    }

    pub(super) fn count(&self, key: &str) -> Read<Option<u64>> {
        self.get(key).map(|node| count(node, key)).transpose()
    }

    /// The entries of a map below a key.
    pub(super) fn map(&self, key: &str) -> Read<&'a [Entry]> {
        self.get(key).map_or(Ok(&[]), |node| map(node, key))
    }

    /// The items of a list below a key; a value alone is a list of one.
    pub(super) fn list(&self, key: &str) -> Vec<&'a Node> {
        match self.get(key) {
            Some(node) if matches!(node.value, Value::List(_)) => node.items().iter().collect(),
            Some(node) => vec![node],
            None => Vec::new(),
        }
    }
}

pub(super) fn text<'a>(node: &'a Node, what: &str) -> Read<&'a str> {
    node.scalar().ok_or_else(|| wrong(node, what, "text"))
}

pub(super) fn count(node: &Node, what: &str) -> Read<u64> {
    let count = node.scalar().and_then(|text| text.parse().ok());
    count.ok_or_else(|| wrong(node, what, "a number of 0 or more"))
}

pub(super) fn map<'a>(node: &'a Node, what: &str) -> Read<&'a [Entry]> {
    match &node.value {
        Value::Map(entries) => Ok(entries),
        Value::Null => Ok(&[]),
        _ => Err(wrong(node, what, "keys and values")),
    }
}

pub(super) fn list<'a>(node: &'a Node, what: &str) -> Read<&'a [Node]> {
    match &node.value {
        Value::List(items) => Ok(items),
        Value::Null => Ok(&[]),
        _ => Err(wrong(node, what, "a list")),
    }
}

/// The value is of another kind.
pub(super) fn wrong(node: &Node, what: &str, wanted: &str) -> Diagnostic {
    let found = match node.scalar() {
        Some(text) if text.len() <= 40 => format!("`{}`", text.trim()),
        _ => node.kind().to_owned(),
    };
    fault(
        BAD_VALUE,
        node.span,
        format!("`{what}` is expected to be {wanted}, and {found} is found"),
    )
}

pub(super) fn fault(code: Code, at: Span, message: String) -> Diagnostic {
    Diagnostic::error(Phase::Syntax, code, at, message)
}
