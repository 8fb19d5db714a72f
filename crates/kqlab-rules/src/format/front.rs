//! Queries as they are. The leading comment may carry the keys of a Sentinel rule as front matter, between lines `// ---`
//! or without.

use super::{Loaded, sentinel};
use crate::rule::{Format, Kind, Query, Rule};
use kqlab_document::{Language, Node};

/// A query that is in no file.
#[must_use]
pub fn query(text: &str) -> Rule {
    rule(Query::plain(text, 0))
}

/// Reads a query.
pub(super) fn read(text: &str) -> Loaded {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let query = Query::plain(&text[mark..], mark);
    let fenced = matter(text, mark).map(|matter| kqlab_document::parse(Language::Yaml, &matter));
    let document = match fenced {
        Some(Ok(documents)) => documents.into_iter().next(),
        Some(Err(fault)) => return Loaded { rules: Vec::new(), findings: vec![fault] },
        None => bare(text, mark),
    };
    match document {
        Some(document) => sentinel::front_matter(&document, query),
        None => Loaded::of(rule(query)),
    }
}

/// The keys that a leading comment carries without fences. Prose may look like keys too: one of them must be a word that
/// only rules have.
fn bare(text: &str, mark: usize) -> Option<Node> {
    const TELLING: [&str; 10] = [
        "queryFrequency",
        "queryPeriod",
        "triggerOperator",
        "triggerThreshold",
        "entityMappings",
        "customDetails",
        "eventGroupingSettings",
        "alertDetailsOverride",
        "relevantTechniques",
        "requiredDataConnectors",
    ];
    let mut masked = " ".repeat(mark);
    let mut begun = false;
    for line in text[mark..].split_inclusive('\n') {
        match uncommented(line) {
            Some(matter) => masked.push_str(&matter),
            None if !begun && line.trim().is_empty() => blank(line, &mut masked),
            None => break,
        }
        begun = true;
    }
    let document = kqlab_document::parse(Language::Yaml, &masked).ok()?.into_iter().next()?;
    let tells = |key: &&str| document.get(key).is_some();
    let named = document.get("id").is_some() && document.get("name").is_some();
    (named || TELLING.iter().any(tells)).then_some(document)
}

/// A line of comment with spaces for its slashes.
fn uncommented(line: &str) -> Option<String> {
    let slashes = line.find("//").filter(|at| line[..*at].trim().is_empty())?;
    Some(format!("{}{}", " ".repeat(slashes + 2), &line[slashes + 2..]))
}

fn rule(query: Query) -> Rule {
    Rule::new(Format::Query, Kind::Hunting, query)
}

/// The keys of the front matter, if there is any.
pub(super) fn keys(text: &str) -> Option<Node> {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    kqlab_document::parse(Language::Yaml, &matter(text, mark)?).ok()?.into_iter().next()
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
        masked.push_str(&uncommented(line)?);
    }
    None
}

fn blank(line: &str, masked: &mut String) {
    masked.extend(line.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
}

fn is_fence(line: &str) -> bool {
    line.trim().strip_prefix("//").is_some_and(|rest| rest.trim() == "---")
}
