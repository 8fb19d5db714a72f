//! The data of a record as XML, laid out as the agent does, whatever way the decoder wrote it.

use roxmltree::Node;

/// How the agent lays the data's XML out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Without white space, in `Event` (measured).
    OneLine,
    /// An element a line, in `SecurityEvent` (measured).
    Lines,
}

/// What all events are in.
const NAMESPACE: &str = "http://schemas.microsoft.com/win/2004/08/events/event";

/// The data's XML.
pub(super) fn xml(data: Node<'_, '_>, layout: Layout) -> String {
    let mut xml = String::new();
    element(&mut xml, data, layout, 0);
    xml
}

fn element(xml: &mut String, node: Node<'_, '_>, layout: Layout, depth: usize) {
    let name = node.tag_name().name();
    xml.push_str(&format!("<{name}"));
    // The decoder declares namespaces that nothing is in.
    let space = |node: Node<'_, '_>| node.tag_name().namespace().unwrap_or(NAMESPACE).to_owned();
    let own = space(node);
    let outer = node.parent_element().filter(|_| depth > 0).map(space);
    if outer.as_ref() != Some(&own) {
        xml.push_str(&format!(" xmlns=\"{}\"", quoted(&own)));
    }
    for attribute in node.attributes() {
        xml.push_str(&format!(" {}=\"{}\"", attribute.name(), quoted(attribute.value())));
    }
    let line = |xml: &mut String, depth: usize| {
        if layout == Layout::Lines {
            xml.push_str("\r\n");
            xml.push_str(&"  ".repeat(depth));
        }
    };
    if node.has_element() {
        xml.push('>');
        for child in node.children().filter(Node::is_element) {
            line(xml, depth + 1);
            element(xml, child, layout, depth + 1);
        }
        line(xml, depth);
        xml.push_str(&format!("</{name}>"));
    } else {
        match node.text().unwrap_or_default() {
            "" if depth > 0 => xml.push_str(" />"),
            text => xml.push_str(&format!(">{}</{name}>", escaped(&one_line(text)))),
        }
    }
}

/// A text whose lines end in spaces (measured).
pub(super) fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace('\n', " ")
}

/// A text as the value of an attribute.
fn quoted(text: &str) -> String {
    escaped(text).replace('"', "&quot;")
}

/// A text as that of an element.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What is asked of elements.
pub(super) trait Elements {
    /// Whether an element has a name, whatever its namespace.
    fn is_named(&self, name: &str) -> bool;

    /// Whether an element holds others.
    fn has_element(&self) -> bool;
}

impl Elements for Node<'_, '_> {
    fn is_named(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }

    fn has_element(&self) -> bool {
        self.children().any(|child| child.is_element())
    }
}
