//! A YAML document as a tree of nodes that know their lines. Anchors are followed nowhere: a rule has none.

use kqlab_syntax::codes::rules::BAD_YAML;
use kqlab_syntax::{Diagnostic, Phase, Span};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

/// Deeper documents are no rule files.
const MAX_DEPTH: usize = 100;

/// A node.
#[derive(Debug)]
pub(crate) struct Node {
    /// What it is.
    pub(crate) value: Value,
    /// The line (from 1) on which it begins; a block scalar's is not to be relied on.
    pub(crate) line: usize,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum Value {
    /// A scalar; whether it is a literal block (`|`).
    Scalar(String, bool),
    /// A sequence; no key that is read here holds one.
    Sequence,
    /// A mapping, in written order.
    Mapping(Vec<(Node, Node)>),
}

impl Node {
    /// A key of a mapping and its value.
    pub(crate) fn get(&self, key: &str) -> Option<&(Self, Self)> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|(name, _)| name.text() == Some(key)),
            Value::Scalar(..) | Value::Sequence => None,
        }
    }

    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text, _) => Some(text),
            Value::Sequence | Value::Mapping(_) => None,
        }
    }
}

/// A sequence or mapping that is not ended yet.
struct Open {
    items: Vec<Node>,
    mapping: bool,
    line: usize,
}

/// The first document of a text.
pub(crate) fn parse(text: &str) -> Result<Option<Node>, Diagnostic> {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| bad(text, e.marker(), e.info()))?;
        let line = span.start.line();
        let node = match event {
            Event::Scalar(value, style, _, _) => {
                let block = style == ScalarStyle::Literal;
                Node { value: Value::Scalar(value.into_owned(), block), line }
            }
            Event::Alias(_) => {
                return Err(bad(text, &span.start, "an alias is not supported here"));
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if open.len() >= MAX_DEPTH {
                    return Err(bad(text, &span.start, "nested too deep"));
                }
                let mapping = matches!(event, Event::MappingStart(..));
                open.push(Open { items: Vec::new(), mapping, line });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop().map(close).expect("invariant: an end has its start")
            }
            Event::DocumentEnd => return Ok(None),
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::Nothing => {
                continue;
            }
        };
        match open.last_mut() {
            Some(parent) => parent.items.push(node),
            None => return Ok(Some(node)),
        }
    }
    Ok(None)
}

fn close(open: Open) -> Node {
    let value = if open.mapping {
        let mut items = open.items.into_iter();
        Value::Mapping(std::iter::from_fn(|| items.next().zip(items.next())).collect())
    } else {
        Value::Sequence
    };
    Node { value, line: open.line }
}

fn bad(text: &str, marker: &Marker, info: &str) -> Diagnostic {
    let at = text.char_indices().nth(marker.index()).map_or(text.len(), |(at, _)| at);
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    Diagnostic::error(Phase::Syntax, BAD_YAML, Span::new(at, at), format!("not YAML: {info}"))
}
