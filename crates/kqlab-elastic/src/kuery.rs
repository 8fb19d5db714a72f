//! The Kibana Query Language. <https://www.elastic.co/docs/reference/query-languages/kql>

mod fault;
mod grammar;
mod literal;

use kqlab_syntax::codes::rules::BAD_KUERY;
use kqlab_syntax::{Diagnostic, Phase, Span};

use crate::Query;

/// Deeper queries are written by nobody.
const MAX_DEPTH: usize = 100;

/// A query as it was read.
#[derive(Clone, Debug)]
pub struct Kuery {
    /// What must all match: the parts between the outermost `and`s. Of an empty query, none.
    pub conjuncts: Vec<Conjunct>,
}

/// A part of a query.
#[derive(Clone, Debug)]
pub struct Conjunct {
    /// Where it stands in the text.
    pub span: Span,
    /// What it asks.
    pub query: Query,
}

impl Kuery {
    /// Reads a query.
    ///
    /// # Errors
    /// What was expected, and where.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        if let Some(at) = too_deep(text) {
            return Err(error(at, at + 1, "nested too deep".to_owned()));
        }
        if text.trim().is_empty() {
            return Ok(Self { conjuncts: Vec::new() });
        }
        match grammar::query(text) {
            Ok(parts) => {
                let conjunct = |(part, query): (&str, Query)| {
                    let start = offset(text, part);
                    Conjunct { span: span(start, start + part.trim_end().len()), query }
                };
                Ok(Self { conjuncts: parts.into_iter().map(conjunct).collect() })
            }
            Err(fault) => {
                let start = offset(text, fault.rest);
                let found = fault.found();
                let message = match fault.message {
                    Some(message) => message.to_owned(),
                    None if found.is_empty() => {
                        format!("{} is expected, and the query ends", fault.expected)
                    }
                    None => format!("{} is expected, and `{found}` is found", fault.expected),
                };
                let diagnostic = error(start, start + found.len(), message);
                Err(match fault.hint {
                    Some(hint) => diagnostic.with_hint(hint),
                    None => diagnostic,
                })
            }
        }
    }

    /// The whole as one query.
    #[must_use]
    pub fn into_query(self) -> Query {
        Query::All(self.conjuncts.into_iter().map(|conjunct| conjunct.query).collect())
    }
}

/// The offset of a part of `text`.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}

fn span(start: usize, end: usize) -> Span {
    Span::new(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}

fn error(start: usize, end: usize, message: String) -> Diagnostic {
    Diagnostic::error(Phase::Syntax, BAD_KUERY, span(start, end), message)
}

/// The bracket that is one too many. Brackets in quotes count too: nobody writes a hundred of those either.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn matches(query: &str, document: &Json) -> bool {
        Kuery::parse(query).unwrap().into_query().matches(document)
    }

    fn document() -> Json {
        json!({
            "event": {"action": ["SecretGet", "audit"], "code": 4624, "created": true},
            "source.ip": "10.1.2.3",
            "process": {"name": "S3 Browser.exe", "args": ["-c", "a*b"]},
            "user": {"name": "or"},
            "items": [{"a": 1, "b": 2}, {"a": 3, "b": 4}],
            "message": "Connection refused by peer",
        })
    }

    /// <https://www.elastic.co/docs/explore-analyze/query-filter/languages/kql>: or binds less than and, and less than not.
    #[test]
    fn not_binds_closest_and_or_least() {
        assert!(matches("user.name: x and user.name: y or event.code: 4624", &document()));
        assert!(!matches("(event.code: 4624 or user.name: x) and user.name: y", &document()));
        assert!(matches("not user.name: x and event.code: 4624", &document()));
        assert!(matches("NOT user.name: x AND event.code: (1 OR 4624)", &document()));
    }

    #[test]
    fn a_list_matches_if_any_member_does() {
        assert!(matches("event.action: SecretGet", &document()));
        assert!(matches("event.action: (SecretGet and audit)", &document()));
        assert!(!matches("event.action: (SecretGet and Other)", &document()));
        assert!(!matches("event.action: secretget", &document()));
        assert!(!matches("not event.action: audit", &document()));
        assert!(matches("event.action: (SecretGet and not Other)", &document()));
        assert!(matches("event.action: not Other", &document()));
    }

    #[test]
    fn wildcards_stand_only_outside_quotes() {
        assert!(matches("process.name: S3*", &document()));
        assert!(!matches("process.name: \"S3*\"", &document()));
        assert!(matches("process.args: \"a*b\"", &document()));
        assert!(
            matches("process.args: a\\*b", &document())
                && !matches("process.args: a\\*", &document())
        );
        assert!(matches("process.name: S3 Browser*", &document()));
        assert!(matches("process.name: *Browser* and event.code: *", &document()));
        assert!(!matches("event.code: 46*", &document()));
    }

    #[test]
    fn existence_is_not_of_what_is_not_there() {
        assert!(matches("user.name: *", &document()) && matches("event:*", &document()));
        assert!(!matches("user.id: *", &document()));
        assert!(!matches("a: *", &json!({"a": [null]})) && matches("a: *", &json!({"a": ""})));
    }

    #[test]
    fn ranges_have_no_colon() {
        assert!(matches("event.code >= 4624 and event.code < 5000", &document()));
        assert!(!matches("event.code > 4624", &document()));
        assert!(matches("items.a>2", &document()));
    }

    #[test]
    fn escapes_make_characters_of_what_else_were_syntax() {
        assert!(matches("user.name: \\or", &document()));
        assert!(matches("a: \\(x\\)\\:\\\"", &json!({"a": "(x):\""})));
        assert!(matches("a: \"\\\"q\\\" \\\\\"", &json!({"a": "\"q\" \\"})));
        assert!(matches("a: x\\ty", &json!({"a": "x\ty"})));
        assert!(matches("a: \\u0041", &json!({"a": "A"})));
    }

    #[test]
    fn one_object_of_a_nested_field_matches_alone() {
        assert!(matches("items: { a: 1 and b: 2 }", &document()));
        assert!(!matches("items: { a: 1 and b: 4 }", &document()));
        assert!(matches("items.a: 1 and items.b: 4", &document()));
    }

    #[test]
    fn a_bare_value_is_looked_for_in_all_fields() {
        assert!(matches("SecretGet", &document()) && matches("\"10.1.2.3\"", &document()));
        assert!(matches("10.0.0.0/8", &document()) && matches("Secret*", &document()));
        assert!(!matches("nowhere", &document()));
        assert!(matches("*", &json!({})) && matches("* and not a: *", &json!({"b": 1})));
    }

    #[test]
    fn a_field_may_be_a_pattern() {
        assert!(matches("proc*.name: *exe", &document()) && matches("event.*: 4624", &document()));
        assert!(!matches("user.*: 4624", &document()));
    }

    #[test]
    fn analyzed_text_matches_by_words() {
        assert!(matches("message: \"connection refused\"", &document()));
        assert!(matches("message: (peer or nobody)", &document()));
        assert!(!matches("message: \"refused connection\"", &document()));
        assert!(matches("message: Ref*", &document()) && !matches("message: ref*by", &document()));
    }

    #[test]
    fn the_parts_of_a_query_know_their_place() {
        let text = " a: 1 and\n not b: (2 or 3)  and c: {d: 4} ";
        let kuery = Kuery::parse(text).unwrap();
        let parts: Vec<&str> = kuery.conjuncts.iter().map(|c| &text[c.span.range()]).collect();
        assert_eq!(parts, ["a: 1", "not b: (2 or 3)", "c: {d: 4}"]);
        assert_eq!(Kuery::parse("a: 1 or b: 2").unwrap().conjuncts.len(), 1);
        assert!(Kuery::parse(" \n").unwrap().into_query().matches(&json!({})));
    }

    fn fault(text: &str) -> (String, &str) {
        let fault = Kuery::parse(text).unwrap_err();
        (fault.message, &text[fault.span.unwrap().range()])
    }

    #[test]
    fn what_is_no_query_is_refused_where_it_goes_wrong() {
        for (text, message, at) in [
            ("a: 1 and", "a field or a value is expected, and the query ends", ""),
            ("a: (1 or", "a value is expected, and the query ends", ""),
            ("a: 1 b: 2", "`and` or `or` is expected, and `:` is found", ":"),
            ("a: (1 2:", "`)`, `and` or `or` is expected, and `:` is found", ":"),
            ("a: \"x", "a closing quote is expected, and the query ends", ""),
            ("a > ", "a value is expected, and the query ends", ""),
            ("a: {b: 1", "`}`, `and` or `or` is expected, and the query ends", ""),
            ("a: \\q", "a character that may be escaped is expected, and `\\q` is found", "\\q"),
            (")", "a field or a value is expected, and `)` is found", ")"),
            ("a: null", "`null` is no value that can be looked for", "null"),
            ("a > now-1d", "a date that depends on the clock is not supported", "now-1d"),
        ] {
            assert_eq!(fault(text), (message.to_owned(), at), "{text}");
        }
        assert_eq!(fault(&"(".repeat(100_000)).0, "nested too deep");
    }
}
