//! Each code of the syntax phase, with its message, place and hint.

use kqlab_syntax::{Diagnostic, Severity, codes::syntax, parse};

fn only(query: &str) -> Diagnostic {
    let mut diagnostics = parse(query).diagnostics;
    assert_eq!(diagnostics.len(), 1, "{query}: {diagnostics:#?}");
    diagnostics.remove(0)
}

fn place<'a>(query: &'a str, diagnostic: &Diagnostic) -> &'a str {
    &query[diagnostic.span.expect("a place").range()]
}

#[test]
fn unexpected() {
    let query = "T | sort x";
    let found = only(query);
    assert_eq!(found.code, syntax::UNEXPECTED);
    assert_eq!(found.message, "expected `by`, found `x`");
    assert_eq!(place(query, &found), "x");
}

#[test]
fn what_is_missing_is_missing_on_the_line_before() {
    let query = "T\n| where a ==\n| take 5";
    let found = only(query);
    assert_eq!(found.message, "expected an expression, found `|`");
    assert_eq!(
        found.span.expect("a place").start as usize,
        query.find("==").expect("stands there") + 2
    );
}

#[test]
fn unclosed_brackets_show_where_they_open() {
    let query = "T | extend x = f(a, b";
    let found = only(query);
    assert_eq!(found.code, syntax::UNCLOSED);
    assert_eq!(found.message, "expected `)`, found the end of the query");
    let label = found.labels.first().expect("a label");
    assert_eq!(label.span.start as usize, query.find('(').expect("stands there"));
}

#[test]
fn unclosed_strings() {
    let query = "print \"abc\n| take 5";
    let found = only(query);
    assert_eq!(found.code, syntax::UNCLOSED);
    assert_eq!(place(query, &found), "\"abc");
}

/// `"\d"` is a mistake in Kusto: regular expressions are written `@"\d"`.
#[test]
fn unknown_escapes() {
    let found = only(r#"T | where a matches regex "\d+""#);
    assert_eq!(found.code, syntax::UNCLOSED);
    assert!(found.hint.expect("a hint").contains("@\""));
}

/// The official parser takes any text in typed literals, Kusto refuses it when the query runs.
#[test]
fn bad_literals_are_warnings() {
    let query = "print datetime(soon)";
    let found = only(query);
    assert_eq!((found.code, found.severity), (syntax::BAD_LITERAL, Severity::Warning));
    assert_eq!(found.message, "expected a literal of type datetime, found `datetime(soon)`");
}

#[test]
fn too_deep() {
    let query = format!("print {}1{}", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(only(&query).code, syntax::TOO_DEEP);
}

#[test]
fn too_long() {
    let query = " ".repeat((64 << 20) + 1);
    assert_eq!(only(&query).code, syntax::TOO_LONG);
}

/// One mistake an operator, each at its place.
#[test]
fn several_mistakes_are_told_at_once() {
    let query = "let a = ;\nT\n| wher x\n| take 5\n| sort y\n| extend z = (1 + ]";
    let found = parse(query).diagnostics;
    let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "expected an expression, found `;`",
            "expected an operator, found `wher`",
            "expected `by`, found `y`",
            "expected an expression, found `]`",
        ]
    );
    assert_eq!(found[1].hint.as_deref(), Some("did you mean `where`?"));
}

#[test]
fn hints() {
    let cases = [
        ("T | select a", "KQL has `project` for this"),
        ("T | where a || b", "write `or`"),
        ("T | where a && b", "write `and`"),
        ("T | where x not in (1)", "write `!in`"),
        ("T | where title == 1", "write `['title']`"),
        ("T | where a = 1", "`=` does not compare, it gives a name; write `==`"),
        (
            "print 74be27de-1e4e-49d9-b579-fe0b331d3642",
            "write `guid(74be27de-1e4e-49d9-b579-fe0b331d3642)`",
        ),
        ("T | extend a-b = 1", "write `['a-b']`"),
    ];
    for (query, hint) in cases {
        let found = parse(query).diagnostics;
        let first = found.first().unwrap_or_else(|| panic!("no diagnostic for {query}"));
        assert_eq!(first.hint.as_deref(), Some(hint), "{query}");
    }
}
