//! What is new in the text: its layout, its keys, or what is asked.

use std::collections::BTreeMap;

use similar::{ChangeTag, TextDiff};

use super::{Change, Version};
use crate::format;
use kqlab_document::Node;

/// What is new in a rule's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextChange {
    /// The files differ.
    pub text: bool,
    /// Other keys than the query differ.
    pub keys: Vec<Key>,
    /// The queries ask something else; without their layout and comments.
    pub logic: bool,
    /// The lines of the query, canonically laid out, that differ.
    pub lines: Vec<Change<String>>,
}

/// A key whose value differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Where it is: `entityMappings[0].entityType`.
    pub path: String,
    /// Its old value, if it had one.
    pub old: Option<String>,
    /// Its new value, if it has one.
    pub new: Option<String>,
}

/// The most that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Text {
    /// Nothing.
    Same,
    /// Only white space, order of keys and comments.
    Layout,
    /// Only keys beside the query.
    Metadata,
    /// What is asked.
    Logic,
}

impl TextChange {
    /// The most that differs.
    #[must_use]
    pub fn most(&self) -> Text {
        match (self.logic, self.keys.is_empty(), self.text) {
            (true, ..) => Text::Logic,
            (false, false, _) => Text::Metadata,
            (false, true, true) => Text::Layout,
            (false, true, false) => Text::Same,
        }
    }
}

pub(super) fn compare(old: Version<'_>, new: Version<'_>) -> TextChange {
    let (was, is) = (&old.rule.query.text, &new.rule.query.text);
    let logic = !same_logic(was, is);
    let lines = if logic { lines(was, is) } else { Vec::new() };
    TextChange { text: old.file != new.file || was != is, keys: keys(old, new), logic, lines }
}

/// Whether two queries ask the same. One that is no KQL asks what it says.
fn same_logic(old: &str, new: &str) -> bool {
    let (was, is) = (kqlab_syntax::parse(old), kqlab_syntax::parse(new));
    let broken = was.diagnostics.iter().chain(&is.diagnostics).any(kqlab::Diagnostic::is_error);
    if broken { old == new } else { kqlab_syntax::ast::same(&was.query, &is.query) }
}

fn lines(old: &str, new: &str) -> Vec<Change<String>> {
    let laid = |query: &str| kqlab::format(query).unwrap_or_else(|_| query.to_owned());
    let (old, new) = (laid(old), laid(new));
    let diff = TextDiff::from_lines(&old, &new);
    let line = |change: similar::Change<&str>| {
        let text = change.value().trim_end().to_owned();
        match change.tag() {
            ChangeTag::Delete => Some(Change::Lost(text)),
            ChangeTag::Insert => Some(Change::Gained(text)),
            ChangeTag::Equal => None,
        }
    };
    diff.iter_all_changes().filter_map(line).collect()
}

fn keys(old: Version<'_>, new: Version<'_>) -> Vec<Key> {
    let (was, is) = (flat(old), flat(new));
    let mut paths: Vec<&String> = was.keys().chain(is.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let key = |path: &String| Key {
        path: path.clone(),
        old: was.get(path).cloned(),
        new: is.get(path).cloned(),
    };
    paths.into_iter().map(key).filter(|key| key.old != key.new).collect()
}

/// The rule's scalars by path, but for its query.
fn flat(version: Version<'_>) -> BTreeMap<String, String> {
    let mut flat = BTreeMap::new();
    if let Some(document) = format::keys(version.file, version.rule) {
        flatten(&document, "", &mut flat);
    }
    flat.retain(|path, _| {
        let key = path.rsplit('.').next().unwrap_or_default();
        key != "query" && key != "queryText"
    });
    flat
}

fn flatten(node: &Node, path: &str, flat: &mut BTreeMap<String, String>) {
    for entry in node.entries() {
        let dot = if path.is_empty() { "" } else { "." };
        flatten(&entry.value, &format!("{path}{dot}{}", entry.key), flat);
    }
    for (at, item) in node.items().iter().enumerate() {
        flatten(item, &format!("{path}[{at}]"), flat);
    }
    if let Some(text) = node.scalar() {
        flat.insert(path.to_owned(), text.trim_end().to_owned());
    }
}
