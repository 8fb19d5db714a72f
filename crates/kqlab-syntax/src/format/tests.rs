//! The canonical layout: examples, and what must hold for every query.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{format, laid_out};
use crate::{parse, tokens};

/// The layout of a query without errors, which `format` gives only if it is the same query.
fn formatted(query: &str) -> String {
    let parsed = parse(query);
    assert!(!parsed.diagnostics.iter().any(|d| d.is_error()), "{query}: {:?}", parsed.diagnostics);
    laid_out(query, &parsed.query)
        .unwrap_or_else(|changed| panic!("another query:\n{query}\n---\n{changed}"))
}

#[test]
fn one_operator_a_line() {
    assert_eq!(
        formatted("let n=5;T|where a==1 and b has 'x'|take n"),
        "let n = 5;\nT\n| where a == 1 and b has 'x'\n| take n\n"
    );
}

#[test]
fn nested_pipelines_are_indented() {
    let query =
        "T|join kind = inner(U|where x|project a)on a,$left.b==$right.c|where d in(V|project e)";
    let expected = "\
T
| join kind=inner (
    U
    | where x
    | project a
) on a, $left.b == $right.c
| where d in (
    V
    | project e
)
";
    assert_eq!(formatted(query), expected);
}

#[test]
fn long_lists_have_one_item_a_line() {
    let query = "SigninLogs | summarize Count = count(), First = min(TimeGenerated), Last = max(TimeGenerated), \
                 Places = make_set(Location) by UserPrincipalName, bin(TimeGenerated, 1h)";
    let expected = "\
SigninLogs
| summarize
    Count = count(),
    First = min(TimeGenerated),
    Last = max(TimeGenerated),
    Places = make_set(Location)
    by UserPrincipalName, bin(TimeGenerated, 1h)
";
    assert_eq!(formatted(query), expected);
}

#[test]
fn long_conditions_break_before_their_words() {
    let query = "T | where aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa == 1 and bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb == 2 or \
                 ccccccccccccccccccccccccc == 3";
    let expected = "\
T
| where aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa == 1
    and bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb == 2
    or ccccccccccccccccccccccccc == 3
";
    assert_eq!(formatted(query), expected);
}

#[test]
fn functions_and_lets() {
    let query = "let f=(a:string,b:long=5){let c=a;T|where d==c};let g=U|take 1;f('x')";
    let expected = "\
let f = (a:string, b:long = 5) {
    let c = a;
    T
    | where d == c
};
let g =
    U
    | take 1;
f('x')
";
    assert_eq!(formatted(query), expected);
}

#[test]
fn rows_of_long_tables() {
    let query = "datatable(name:string, when:datetime, count:long)['a long enough name', datetime(2024-01-01), 1, \
                 'another such name', datetime(2024-01-02), 2]";
    let expected = "\
datatable(name:string, when:datetime, count:long) [
    'a long enough name', datetime(2024-01-01), 1,
    'another such name', datetime(2024-01-02), 2
]
";
    assert_eq!(formatted(query), expected);
}

#[test]
fn comments_stay() {
    let query = "// first\n\n\n// second\nT // source\n| where a // why\n  and b\n// last\n";
    let expected = "\
// first

// second
T // source
| where a // why
    and b
// last
";
    assert_eq!(formatted(query), expected);
}

/// White space that means something: wildcards, arrows, signs of literals.
#[test]
fn meaning_stays() {
    let cases = [
        ("union T*,*_x", "union T*, *_x\n"),
        ("print a*b,-1", "print a * b, -1\n"),
        ("print a-1", "print a - 1\n"),
        (
            "G|graph-match(a)-[e*1..3]->(b)project a.x",
            "G\n| graph-match (a)-[e*1..3]->(b) project a.x\n",
        ),
        ("datatable(x:long)[-1]", "datatable(x:long) [-1]\n"),
        ("T|evaluate f():(*,a:long)", "T\n| evaluate f() : (*, a:long)\n"),
        ("T|where a.b['c'][0]=~\"x\"", "T\n| where a.b['c'][0] =~ \"x\"\n"),
        ("print dynamic({'a':[1,2]})", "print dynamic({'a': [1, 2]})\n"),
        ("T|scan with(step s:a=>b=1;)", "T\n| scan with (\n    step s: a => b = 1;\n)\n"),
    ];
    for (query, expected) in cases {
        assert_eq!(formatted(query), expected, "{query}");
    }
}

#[test]
fn what_cannot_be_read_is_not_formatted() {
    let errors = format("T | where").expect_err("an error");
    assert_eq!(errors[0].message, "expected an expression, found the end of the query");
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(formatted("  \n "), "");
    assert_eq!(formatted("// only this"), "// only this\n");
}

fn accepted() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/accepted.txt");
    let text = std::fs::read_to_string(path).expect("the cases stand beside the tests");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', "\\")).collect()
}

fn comments(text: &str) -> Vec<String> {
    let comments = tokens(text).comments;
    comments.iter().map(|span| text[span.range()].trim_end().to_owned()).collect()
}

/// What must hold for every query without errors.
fn holds(query: &str) {
    let once = formatted(query);
    assert_eq!(formatted(&once), once, "{query}");
    assert_eq!(comments(&once), comments(query), "{query}\n---\n{once}");
}

#[test]
fn every_case_of_the_grammar() {
    for query in accepted() {
        if !parse(&query).diagnostics.iter().any(|d| d.is_error()) {
            holds(&query);
        }
    }
}

/// A query with other white space, and comments, between tokens that do not touch.
fn scrambled() -> impl Strategy<Value = String> {
    let long = format!(" // {}\r\n", "a long comment ".repeat(20));
    let gaps = [
        " ",
        "\n",
        "   ",
        "\t",
        "\r\n",
        "\r\n\t\r\n",
        "\u{a0}",
        "\n\n\n",
        " // c\n",
        "\n// own line\n",
        "\n\n// after a blank\n",
        "\t// größe 漢字 🔍\r\n",
        &long,
    ];
    let gaps: Vec<String> = gaps.iter().map(|gap| (*gap).to_owned()).collect();
    (any::<Index>(), prop::collection::vec(select(gaps), 1..40)).prop_map(|(index, gaps)| {
        let queries = accepted();
        let query = index.get(&queries);
        let mut gaps = gaps.iter().cycle();
        let mut out = String::new();
        for token in tokens(query).tokens {
            if !token.glued {
                out.push_str(gaps.next().expect("cycles do not end"));
            }
            out.push_str(&query[token.span.range()]);
        }
        out
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn layout_does_not_matter(query in scrambled()) {
        if !parse(&query).diagnostics.iter().any(|d| d.is_error()) {
            holds(&query);
        }
    }

    /// Any text gives a tree and diagnostics whose places lie inside it.
    #[test]
    fn nothing_panics(text in "(T \\| |let |where |[a-z(){}\\[\\]|;,.=*'\"\\\\ \n-]|\\PC){0,60}") {
        for diagnostic in parse(&text).diagnostics {
            let span = diagnostic.span.expect("errors of syntax have places");
            prop_assert!(text.get(span.range()).is_some());
        }
        if format(&text).is_ok() {
            holds(&text);
        }
    }
}
