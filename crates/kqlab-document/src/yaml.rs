//! YAML. Of plain scalars only JSON's own words and numbers are more than text: `0x3e7`, `1.0.0` and `yes` are text.

use std::collections::HashMap;

use kqlab_syntax::codes::rules::BAD_YAML;
use kqlab_syntax::{Diagnostic, Phase};
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
        let mut items = items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            let at = key.span;
            let key = key.scalar().unwrap_or_default().to_owned();
            if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                let message = format!("not YAML: the key `{key}` is written twice");
                return Err(Diagnostic::error(Phase::Syntax, BAD_YAML, at, message)
                    .with_label(first.at, "first written here"));
            }
            entries.push(Entry { key, at, value });
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
        Diagnostic::error(Phase::Syntax, BAD_YAML, span(at, at), format!("not YAML: {info}"))
    }
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
