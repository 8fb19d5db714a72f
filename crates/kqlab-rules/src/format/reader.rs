//! Reading keys: values of the wrong kind and keys that are nearly known become findings. Keys that nobody knows are
//! passed over: a rule of another's may have more than kqlab reads.

use kqlab_syntax::codes::rules::{BAD_VALUE, MISSING_KEY, UNKNOWN_KEY};
use kqlab_syntax::{Diagnostic, Phase, Span};

use crate::near::near;
use kqlab_document::{Entry, Node, Value};

/// Reads the keys of a map.
pub(super) struct Reader<'a> {
    node: &'a Node,
    /// Keys are found in any case, as Azure's services do.
    any_case: bool,
    pub(super) findings: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(node: &'a Node, findings: &'a mut Vec<Diagnostic>) -> Self {
        Self { node, any_case: false, findings }
    }

    pub(super) fn any_case(self) -> Self {
        Self { any_case: true, ..self }
    }

    /// A reader of another node of the same file.
    pub(super) fn inner<'b>(&'b mut self, node: &'b Node) -> Reader<'b> {
        Reader { node, any_case: self.any_case, findings: self.findings }
    }

    pub(super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        let exact = self.node.entry(key);
        let any_case = || self.node.entries().iter().find(|e| e.key.eq_ignore_ascii_case(key));
        if self.any_case { exact.or_else(any_case) } else { exact }
    }

    /// A value that is there and not null.
    pub(super) fn get(&self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|e| &e.value).filter(|node| !matches!(node.value, Value::Null))
    }

    /// A scalar as text.
    pub(super) fn text(&mut self, key: &str) -> Option<&'a str> {
        let node = self.get(key)?;
        let text = node.scalar();
        if text.is_none() {
            self.wrong(node, key, "text");
        }
        text
    }

    pub(super) fn name(&mut self, key: &str) -> Option<String> {
        self.text(key).map(|text| text.trim().to_owned())
    }

    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let node = self.get(key)?;
        match node.value {
            Value::Bool(value) => Some(value),
            _ => {
                self.wrong(node, key, "true or false");
                None
            }
        }
    }

    pub(super) fn count(&mut self, key: &str) -> Option<u64> {
        let node = self.get(key)?;
        let count = node.scalar().and_then(|text| text.parse().ok());
        if count.is_none() {
            self.wrong(node, key, "a number of 0 or more");
        }
        count
    }

    /// The items of a list; a value alone is a list of one.
    pub(super) fn list(&mut self, key: &str) -> Vec<&'a Node> {
        match self.get(key) {
            Some(node) if matches!(node.value, Value::List(_)) => node.items().iter().collect(),
            Some(node) => vec![node],
            None => Vec::new(),
        }
    }

    /// A map below a key.
    pub(super) fn map(&mut self, key: &str) -> Option<&'a Node> {
        let node = self.get(key)?;
        if matches!(node.value, Value::Map(_)) {
            return Some(node);
        }
        self.wrong(node, key, "keys and values");
        None
    }

    /// One of several words.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let node = self.get(key)?;
        let found = node.scalar().unwrap_or_default().trim();
        let word = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(found));
        if word.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let wanted = format!("one of {}", known.join(", "));
            self.wrong(node, key, &wanted);
        }
        word.map(|(_, value)| *value)
    }

    /// A duration, in ticks.
    pub(super) fn duration(&mut self, key: &str, read: fn(&str) -> Option<i64>) -> Option<i64> {
        let node = self.get(key)?;
        let ticks = node.scalar().and_then(read);
        if ticks.is_none() {
            self.wrong(node, key, "a duration such as 5m, 1h or P1D");
        }
        ticks
    }

    /// The key is not there.
    pub(super) fn missing(&mut self, key: &str, hint: &str) {
        let message = format!("the key `{key}` is missing");
        let at = Span::new(self.node.span.start, self.node.span.start);
        self.findings
            .push(Diagnostic::error(Phase::Syntax, MISSING_KEY, at, message).with_hint(hint));
    }

    /// The value of a key is not what is wanted.
    pub(super) fn wrong_value(&mut self, key: &str, wanted: &str) {
        if let Some(node) = self.get(key) {
            self.wrong(node, key, wanted);
        } else {
            self.missing(key, wanted);
        }
    }

    fn wrong(&mut self, node: &Node, key: &str, wanted: &str) {
        let found = match node.scalar() {
            Some(text) if text.len() <= 40 => format!("`{}`", text.trim()),
            _ => node.kind().to_owned(),
        };
        let message = format!("`{key}` is expected to be {wanted}, and {found} is found");
        self.findings.push(Diagnostic::error(Phase::Syntax, BAD_VALUE, node.span, message));
    }

    /// Warns of keys that are nearly one of `known`, where that one is not there.
    pub(super) fn misspelt(&mut self, known: &[&str]) {
        for entry in self.node.entries() {
            let is = |key: &&str| {
                entry.key == **key || (self.any_case && entry.key.eq_ignore_ascii_case(key))
            };
            if known.iter().any(is) {
                continue;
            }
            let absent: Vec<&str> =
                known.iter().copied().filter(|key| self.entry(key).is_none()).collect();
            let Some(meant) = near(&entry.key, &absent, 0.94) else { continue };
            let message =
                format!("a known key is expected, and `{}` is found: it says nothing", entry.key);
            self.findings.push(
                Diagnostic::warning(Phase::Syntax, UNKNOWN_KEY, entry.at, message)
                    .with_hint(format!("did you mean `{meant}`?")),
            );
        }
    }
}
