//! The grammar against the official parser: what it takes, what it refuses, and on which line.

use std::path::Path;

use kqlab_syntax::{Diagnostic, Phase, parse};

fn cases(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    let text = std::fs::read_to_string(path).expect("the cases stand beside the tests");
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

/// `\n` is a line break, `\\` a backslash.
fn unescaped(line: &str) -> String {
    line.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', "\\")
}

/// The errors of syntax; `typeof(foo)` is well-formed, and an error of names.
fn errors(query: &str) -> Vec<Diagnostic> {
    let diagnostics = parse(query).diagnostics;
    diagnostics.into_iter().filter(|d| d.is_error() && d.phase == Phase::Syntax).collect()
}

fn line_of(query: &str, offset: u32) -> usize {
    query[..offset as usize].matches('\n').count() + 1
}

#[test]
fn what_the_official_parser_takes() {
    for case in cases("accepted.txt") {
        let query = unescaped(&case);
        assert_eq!(errors(&query), [], "{query}");
    }
}

#[test]
fn what_the_official_parser_refuses_and_where() {
    for case in cases("rejected.txt") {
        let (line, query) = case.split_once(' ').expect("a line number stands first");
        let query = unescaped(query);
        let errors = errors(&query);
        let first = errors.first().unwrap_or_else(|| panic!("no error in {query}"));
        let found = line_of(&query, first.span.expect("errors of syntax have places").start);
        assert_eq!(found.to_string(), line, "{query}\n{}", first.message);
    }
}

/// Every refused query still gives a tree and diagnostics inside the text.
#[test]
fn places_lie_inside_the_text() {
    for case in cases("rejected.txt") {
        let (_, query) = case.split_once(' ').expect("a line number stands first");
        let query = unescaped(query);
        for diagnostic in parse(&query).diagnostics {
            let span = diagnostic.span.expect("errors of syntax have places");
            assert!(query.get(span.range()).is_some(), "{query}: {diagnostic:?}");
        }
    }
}
