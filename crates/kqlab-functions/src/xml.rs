//! XML as JSON (parse-xml-function, measured on Kusto).
//!
//! Well-formedness is the parser's business; it also limits what entities may expand to. JSON is written straight from the tree.

use std::collections::HashMap;

use roxmltree::{Document, Node, ParsingOptions};

use crate::json;

/// The longest text that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// The deepest element that is translated.
const DEEPEST: usize = 100;

/// The most nodes of a document: more than a text of that length can have without entities.
const MOST_NODES: u32 = LONGEST as u32;

/// The JSON text of a document; `None` if it is none, or too long or deep.
#[must_use]
pub fn to_json(text: &str) -> Option<String> {
    if text.len() > LONGEST || too_deep(text) {
        return None;
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..Default::default() };
    let document = Document::parse_with_options(text.trim_start(), options).ok()?;
    let root = document.root_element();
    let mut out = String::from("{");
    json::push_quoted(name(root), &mut out);
    out.push(':');
    write_element(root, &mut out);
    out.push('}');
    Some(out)
}

/// Counts open elements without parsing: the parser itself goes as deep as the text does.
fn too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let length = match rest {
            tag if tag.starts_with("<![CDATA[") => tag.find("]]>"),
            tag if tag.starts_with("<!--") => tag.find("-->"),
            tag => tag.find('>'),
        };
        let Some(length) = length else { return false };
        let tag = &rest[..length];
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !matches!(tag.as_bytes().get(1), Some(b'!' | b'?')) && !tag.ends_with('/') {
            depth += 1;
        }
        if depth > DEEPEST {
            return true;
        }
        rest = &rest[length..];
    }
    false
}

/// The name as it is written, with its prefix.
fn name<'a>(element: Node<'a, '_>) -> &'a str {
    let text = &element.document().input_text()[element.range()];
    let name = text.get(1..).unwrap_or_default();
    let end = name.find(|char: char| char.is_whitespace() || matches!(char, '/' | '>'));
    &name[..end.unwrap_or(name.len())]
}

/// An element's value: null, a text, or a bag of its attributes, texts and elements.
fn write_element(element: Node<'_, '_>, out: &mut String) {
    let attributes = attributes(element);
    let texts = texts(element);
    let children = children(element);
    match (attributes.as_slice(), texts.as_slice(), children.as_slice()) {
        ([], [], []) => out.push_str("null"),
        ([], [text], []) => json::push_quoted(text, out),
        _ => {
            let mut bag = Bag::open(out);
            for (name, value) in &attributes {
                bag.key(name);
                json::push_quoted(value, bag.out);
            }
            if !texts.is_empty() {
                bag.key("#text");
                write_array(&texts, bag.out, |text, out| json::push_quoted(text, out));
            }
            for (name, elements) in &children {
                bag.key(name);
                write_array(elements, bag.out, |element, out| write_element(*element, out));
            }
            bag.close();
        }
    }
}

/// One value as it is, several as an array.
fn write_array<T>(items: &[T], out: &mut String, write: impl Fn(&T, &mut String)) {
    if let [item] = items {
        return write(item, out);
    }
    for (position, item) in items.iter().enumerate() {
        out.push(if position == 0 { '[' } else { ',' });
        write(item, out);
    }
    out.push(']');
}

/// A property bag that is being written.
struct Bag<'a> {
    out: &'a mut String,
    empty: bool,
}

impl<'a> Bag<'a> {
    fn open(out: &'a mut String) -> Self {
        out.push('{');
        Self { out, empty: true }
    }

    fn key(&mut self, key: &str) {
        if !std::mem::take(&mut self.empty) {
            self.out.push(',');
        }
        json::push_quoted(key, self.out);
        self.out.push(':');
    }

    fn close(self) {
        self.out.push('}');
    }
}

/// The namespaces that the element declares, which are attributes too, and its attributes, by their keys.
fn attributes<'a>(element: Node<'a, '_>) -> Vec<(String, &'a str)> {
    let inherited = |name: Option<&str>, uri: &str| {
        let outer = element.parent_element();
        outer.is_some_and(|outer| {
            outer.namespaces().any(|known| known.name() == name && known.uri() == uri)
        })
    };
    let declared = element.namespaces().filter(|space| !inherited(space.name(), space.uri()));
    let declared = declared.map(|space| {
        let name = space.name().map_or("@xmlns".to_owned(), |name| format!("@xmlns:{name}"));
        (name, space.uri())
    });
    let text = element.document().input_text();
    let own = element.attributes().map(|attribute| {
        let name = text.get(attribute.range_qname()).unwrap_or(attribute.name());
        (["@", name].concat(), attribute.value())
    });
    declared.filter(|(name, _)| name != "@xmlns:xml").chain(own).collect()
}

/// The texts between the elements, without white space around them.
fn texts<'a>(element: Node<'a, '_>) -> Vec<&'a str> {
    let texts = element.children().filter(Node::is_text).filter_map(|node| node.text());
    texts.map(str::trim).filter(|text| !text.is_empty()).collect()
}

/// The elements within, those of one name together.
fn children<'a, 'input>(element: Node<'a, 'input>) -> Vec<(&'a str, Vec<Node<'a, 'input>>)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut children: Vec<(&str, Vec<Node<'_, '_>>)> = Vec::new();
    for child in element.children().filter(Node::is_element) {
        let name = name(child);
        let place = *places.entry(name).or_insert(children.len());
        match children.get_mut(place) {
            Some((_, elements)) => elements.push(child),
            None => children.push((name, vec![child])),
        }
    }
    children
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of parse-xml-function, and measured on Kusto.
    #[test]
    fn forms() {
        let cases = [
            ("<e/>", r#"{"e":null}"#),
            ("<e></e>", r#"{"e":null}"#),
            ("<e>text</e>", r#"{"e":"text"}"#),
            (r#"<e name="value" />"#, r#"{"e":{"@name":"value"}}"#),
            (r#"<e name="value">text</e>"#, r##"{"e":{"@name":"value","#text":"text"}}"##),
            ("<e> <a>text</a> <b>text</b> </e>", r#"{"e":{"a":"text","b":"text"}}"#),
            ("<e> <a>text</a> <a>text</a> </e>", r#"{"e":{"a":["text","text"]}}"#),
            ("<e> text <a>text</a> </e>", r##"{"e":{"#text":"text","a":"text"}}"##),
            (
                r#"<?xml version="1.0"?><!-- c --><e xmlns="urn:x"><Data Name="a">1 &amp; "2"</Data></e>"#,
                r##"{"e":{"@xmlns":"urn:x","Data":{"@Name":"a","#text":"1 & \"2\""}}}"##,
            ),
            (
                r#"<a:e xmlns:a="urn:a" a:b="c"><a:f/></a:e>"#,
                r#"{"a:e":{"@xmlns:a":"urn:a","@a:b":"c","a:f":null}}"#,
            ),
            ("<e><!-- <x> --><f/><![CDATA[a<b]]></e>", r##"{"e":{"#text":"a<b","f":null}}"##),
            ("<e><![CDATA[a<b]]></e>", r#"{"e":"a<b"}"#),
        ];
        for (xml, json) in cases {
            assert_eq!(to_json(xml).as_deref(), Some(json), "{xml}");
        }
    }

    #[test]
    fn what_is_no_xml() {
        for text in ["", "abc", "<a>", "<a></b>", "<a/><b/>", "<a b=c/>", "<a>&x;</a>"] {
            assert_eq!(to_json(text), None, "{text}");
        }
        assert_eq!(to_json(&format!("<a>{}</a>", "x".repeat(LONGEST))), None);
    }

    #[test]
    fn depth_and_entities_are_no_danger() {
        assert_eq!(to_json(&format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000))), None);
        let mut laughs = String::from("<!DOCTYPE l [<!ENTITY l0 \"ha\">");
        for level in 1..20 {
            let inner = format!("&l{};", level - 1).repeat(10);
            laughs.push_str(&format!("<!ENTITY l{level} \"{inner}\">"));
        }
        laughs.push_str("]><l>&l19;</l>");
        assert_eq!(to_json(&laughs), None);
    }
}
