//! YAML. Of plain scalars only JSON's own words and numbers are more than text: `0x3e7`, `1.0.0` and `yes` are text.
//! `<<` merges the keys of another map, as YAML 1.1 has it. <https://yaml.org/type/merge.html>

use std::collections::HashMap;

use kqlab_syntax::codes::rules::BAD_YAML;
use kqlab_syntax::{Diagnostic, Phase, Span};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use crate::{Entry, Escapes, Form, Node, Text, Value, offset, span};

/// Deeper documents are no rule files.
const MAX_DEPTH: usize = 100;
/// So many nodes may aliases repeat.
const MAX_COPIES: usize = 100_000;

/// A sequence or mapping that is not ended yet.
struct Open {
    items: Vec<Node>,
    mapping: bool,
    start: usize,
    anchor: usize,
}

/// Turns events into nodes.
struct Reader<'a> {
    text: &'a str,
    /// The byte of each character, where there are characters of more than one.
    bytes: Option<Vec<usize>>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    copies: usize,
    documents: Vec<Node>,
}

/// The documents of a text.
pub(super) fn parse(text: &str) -> Result<Vec<Node>, Diagnostic> {
    let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
    let mut reader = Reader {
        text,
        bytes,
        open: Vec::new(),
        anchors: HashMap::new(),
        copies: 0,
        documents: Vec::new(),
    };
    for event in Parser::new_from_str(text) {
        let (event, at) = event.map_err(|e| reader.bad(*e.marker(), e.info()))?;
        reader.event(event, at)?;
    }
    Ok(reader.documents)
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: saphyr_parser::Span) -> Result<(), Diagnostic> {
        let (start, end) = (self.byte(at.start), self.byte(at.end));
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let tagged = tag.is_some();
                let start = if tagged || anchor > 0 { self.past_properties(start) } else { start };
                let node = self.scalar(value.into_owned(), style, tagged, start, end);
                self.add(node, anchor, at.start)
            }
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor).cloned() else {
                    return Err(self.bad(at.start, "an alias of what is not written before it"));
                };
                self.copies += size(&node);
                if self.copies > MAX_COPIES {
                    return Err(self.bad(at.start, "aliases repeat too much"));
                }
                self.add(node, 0, at.start)
            }
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                if self.open.len() >= MAX_DEPTH {
                    return Err(self.bad(at.start, "nested too deep"));
                }
                let mapping = matches!(event, Event::MappingStart(..));
                self.open.push(Open { items: Vec::new(), mapping, start, anchor });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop().expect("invariant: an end has its start");
                let anchor = open.anchor;
                let node = self.close(open, end)?;
                self.add(node, anchor, at.start)
            }
            Event::DocumentEnd => {
                self.anchors.clear();
                Ok(())
            }
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::Nothing => {
                Ok(())
            }
        }
    }

    fn add(&mut self, node: Node, anchor: usize, at: Marker) -> Result<(), Diagnostic> {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            Some(parent) => {
                let key = parent.mapping && parent.items.len().is_multiple_of(2);
                if key && node.scalar().is_none() && !matches!(node.value, Value::Null) {
                    return Err(self.bad(at, "a key is expected to be text"));
                }
                parent.items.push(node);
            }
            None => self.documents.push(node),
        }
        Ok(())
    }

    fn scalar(
        &self,
        text: String,
        style: ScalarStyle,
        tagged: bool,
        start: usize,
        end: usize,
    ) -> Node {
        let from = |at: usize, escapes| Form::From(offset(at), escapes);
        let (form, start) = match style {
            ScalarStyle::Plain if !tagged => match plain(&text) {
                Some(value) => return Node { value, span: span(start, end) },
                None => (from(start, Escapes::None), start),
            },
            ScalarStyle::Plain => (from(start, Escapes::None), start),
            ScalarStyle::SingleQuoted => (from(start + 1, Escapes::Quotes), start),
            ScalarStyle::DoubleQuoted => (from(start + 1, Escapes::Backslash), start),
            ScalarStyle::Literal => (Form::Lines(offset(self.block(start))), start),
            ScalarStyle::Folded => (from(self.block(start), Escapes::None), start),
        };
        Node { value: Value::Text(Text { text, form }), span: span(start, end) }
    }

    /// Where a scalar begins whose anchor and tag may stand before it: `&a !!str |`.
    fn past_properties(&self, start: usize) -> usize {
        let mut rest = self.text.get(start..).unwrap_or_default();
        while rest.starts_with(['&', '!']) {
            rest = rest.trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
        }
        self.text.len() - rest.len()
    }

    /// The line after the header of a block scalar, whose marker stands at the header or where its text begins.
    fn block(&self, start: usize) -> usize {
        let before = self.text.get(..start).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let header = self.text.get(start..).is_some_and(|rest| rest.starts_with(['|', '>']));
        if !header {
            return line;
        }
        self.text[start..].find('\n').map_or(self.text.len(), |at| start + at + 1)
    }

    fn close(&self, open: Open, end: usize) -> Result<Node, Diagnostic> {
        let last = open.items.last().map_or(open.start, |item| item.span.end as usize);
        let value = if open.mapping { self.entries(open.items)? } else { Value::List(open.items) };
        // A block ends with its last item: the marker of its end stands past the lines that follow.
        let end = if matches!(self.text.as_bytes().get(open.start), Some(b'{' | b'[')) {
            end
        } else {
            last
        };
        Ok(Node { value, span: span(open.start, end) })
    }

    fn entries(&self, items: Vec<Node>) -> Result<Value, Diagnostic> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut written: HashMap<String, Span> = HashMap::new();
        let mut merged = None;
        let mut items = items.into_iter();
        while let (Some(node), Some(value)) = (items.next(), items.next()) {
            let at = node.span;
            let key = node.scalar().unwrap_or_default().to_owned();
            if let Some(first) = written.insert(key.clone(), at) {
                let message = format!("not YAML: the key `{key}` is written twice");
                return Err(Diagnostic::error(Phase::Syntax, BAD_YAML, at, message)
                    .with_label(first, "first written here"));
            }
            if is_merge(&node) {
                merged = Some(value);
            } else {
                entries.push(Entry { key, at, value });
            }
        }
        for entry in merged.map(of_maps).transpose()?.into_iter().flatten() {
            if !written.contains_key(&entry.key) {
                written.insert(entry.key.clone(), entry.at);
                entries.push(entry);
            }
        }
        Ok(Value::Map(entries))
    }

    fn byte(&self, marker: Marker) -> usize {
        match &self.bytes {
            None => marker.index().min(self.text.len()),
            Some(bytes) => bytes.get(marker.index()).copied().unwrap_or(self.text.len()),
        }
    }

    fn bad(&self, marker: Marker, info: &str) -> Diagnostic {
        let at = self.byte(marker);
        let bad = |at| Diagnostic::error(Phase::Syntax, BAD_YAML, at, format!("not YAML: {info}"));
        match self.tabs(at).filter(|_| info.contains("tab")) {
            Some(tabs) => bad(tabs).with_hint("YAML is indented with spaces"),
            None => bad(span(at, at)),
        }
    }

    /// The first tabs from the line of `at` on that stand where a line is indented: the parser's own marker stands before
    /// them.
    fn tabs(&self, at: usize) -> Option<Span> {
        let mut start = self.text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        for line in self.text[start..].split_inclusive('\n') {
            let indent = &line[..line.len() - line.trim_start().len()];
            if let Some(tab) = indent.find('\t') {
                let tabs = indent[tab..].len() - indent[tab..].trim_start_matches('\t').len();
                return Some(span(start + tab, start + tab + tabs));
            }
            start += line.len();
        }
        None
    }
}

/// Whether a key is `<<` without quotes.
fn is_merge(key: &Node) -> bool {
    matches!(&key.value, Value::Text(Text { text, form: Form::From(_, Escapes::None) }) if text == "<<")
}

/// The keys of a map, or of several.
fn of_maps(node: Node) -> Result<Vec<Entry>, Diagnostic> {
    let at = node.span;
    let maps = match node.value {
        Value::List(items) => items,
        value => vec![Node { value, span: at }],
    };
    let mut all = Vec::new();
    for map in maps {
        let Value::Map(entries) = map.value else {
            let message =
                format!("not YAML: keys are expected to be merged, this is {}", map.kind());
            return Err(Diagnostic::error(Phase::Syntax, BAD_YAML, map.span, message));
        };
        all.extend(entries);
    }
    Ok(all)
}

/// A plain scalar that is more than text.
fn plain(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Value::Null),
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        text => {
            let first = text.trim_start_matches('-').as_bytes().first();
            let number = first.is_some_and(u8::is_ascii_digit)
                && serde_json::from_str::<serde_json::Number>(text).is_ok();
            number.then(|| Value::Number(text.to_owned()))
        }
    }
}

fn size(node: &Node) -> usize {
    1 + node.items().iter().map(size).sum::<usize>()
        + node.entries().iter().map(|entry| size(&entry.value)).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Node {
        parse(text).unwrap().remove(0)
    }

    /// The place in the file of a word of the text under `query`.
    fn place<'t>(text: &'t str, word: &str) -> (usize, &'t str) {
        let document = one(text);
        let node = document.get("query").unwrap();
        let Value::Text(query) = &node.value else { panic!("{node:?}") };
        let at = offset(query.text.find(word).unwrap());
        let placed = query.placement(text, node.span).place(Span::new(at, at + offset(word.len())));
        (placed.start as usize, &text[placed.range()])
    }

    /// yaml.org/spec/1.2.2, example 6.23: anchors and tags stand before the content, in either order.
    #[test]
    fn an_anchor_and_a_tag_stand_before_the_text() {
        for text in [
            "a: 1\nquery: &q |\n    T\n    | where Name == 1\n",
            "query: !!str |-\n  T\n  | where Name == 1\nb: 1\n",
            "query: &q !!str >\n  T\n  | where Name == 1\n",
            "query: !!str &q \"T | where Name == 1\"\n",
            "query: &q 'T | where Name == 1'\n",
            "query: &q T | where Name == 1\n",
            "query:\n  &q\n  T | where Name == 1\n",
        ] {
            assert_eq!(place(text, "Name"), (text.find("Name").unwrap(), "Name"), "{text}");
        }
    }

    /// yaml.org/type/merge: a key of the map itself counts before a merged one, an earlier map before a later one.
    #[test]
    fn keys_are_merged() {
        let text =
            "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: [*a, *b], x: 0}\nd:\n  <<: *b\n";
        let document = one(text);
        let json = |key: &str| document.get(key).unwrap().json();
        assert_eq!(json("c"), serde_json::json!({"x": 0, "y": 2, "z": 4}));
        assert_eq!(json("d"), serde_json::json!({"y": 3, "z": 4}));
        assert_eq!(one("'<<': 1\n").json(), serde_json::json!({"<<": 1}), "quoted it is a key");
        let wrong = parse("a: {<<: text}\n").unwrap_err();
        assert_eq!(wrong.message, "not YAML: keys are expected to be merged, this is text");
    }

    #[test]
    fn tabs_that_indent_are_shown_where_they_are() {
        for text in ["a: x\n\tb: y\n", "a: |\n\tT\n", "a:\n  - b\n \t- c\n"] {
            let fault = parse(text).unwrap_err();
            assert_eq!(fault.hint.as_deref(), Some("YAML is indented with spaces"), "{fault:?}");
            assert_eq!(fault.span.unwrap().start as usize, text.find('\t').unwrap(), "{text:?}");
        }
    }
}
