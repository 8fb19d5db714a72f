//! Queries as they are. Front matter in the leading comment, between lines `// ---`, holds the keys of a Sentinel rule.

use super::{Loaded, sentinel};
use crate::document::{self, Language, Node};
use crate::rule::{Format, Kind, Query, Rule};

/// A query that is in no file.
#[must_use]
pub fn query(text: &str) -> Rule {
    rule(Query::plain(text, 0))
}

/// Reads a query.
pub(super) fn read(text: &str) -> Loaded {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let query = Query::plain(&text[mark..], mark);
    let Some(matter) = matter(text, mark) else { return Loaded::of(rule(query)) };
    match document::parse(Language::Yaml, &matter) {
        Ok(documents) => match documents.first() {
            Some(document) => sentinel::front_matter(document, query),
            None => Loaded::of(rule(query)),
        },
        Err(diagnostic) => Loaded { rules: Vec::new(), findings: vec![diagnostic] },
    }
}

fn rule(query: Query) -> Rule {
    Rule::new(Format::Query, Kind::Hunting, query)
}

/// The keys of the front matter, if there is any.
pub(super) fn keys(text: &str) -> Option<Node> {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    document::parse(Language::Yaml, &matter(text, mark)?).ok()?.into_iter().next()
}

/// The front matter in its place: what stands before it, and the slashes, are spaces, so that spans are of the file.
fn matter(text: &str, mark: usize) -> Option<String> {
    let mut masked = " ".repeat(mark);
    let mut lines = text[mark..].split_inclusive('\n');
    let first = lines.by_ref().find(|line| {
        let fence = is_fence(line);
        if fence || line.trim().is_empty() {
            blank(line, &mut masked);
        }
        !line.trim().is_empty()
    })?;
    if !is_fence(first) {
        return None;
    }
    for line in lines {
        if is_fence(line) {
            return Some(masked);
        }
        let slashes = line.find("//").filter(|at| line[..*at].trim().is_empty())?;
        masked.push_str(&" ".repeat(slashes + 2));
        masked.push_str(&line[slashes + 2..]);
    }
    None
}

fn blank(line: &str, masked: &mut String) {
    masked.extend(line.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
}

fn is_fence(line: &str) -> bool {
    line.trim().strip_prefix("//").is_some_and(|rest| rest.trim() == "---")
}
