//! Deep and long queries on the small stack of a thread: an error or a tree, never an overflow.

use kqlab_syntax::{codes::syntax, parse};

const MANY: usize = 10_000;

/// Parses, copies, compares and drops on a stack of 2 MB; the codes found.
fn on_a_small_stack(query: String) -> Vec<&'static str> {
    let body = move || {
        let parsed = parse(&query);
        let copy = parsed.query.clone();
        assert!(copy == parsed.query);
        parsed.diagnostics.iter().map(|d| d.code.id).collect()
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(body).expect("a thread");
    thread.join().expect("no overflow")
}

fn nested(open: &str, close: &str) -> String {
    format!("print x = {}1{}", open.repeat(MANY), close.repeat(MANY))
}

#[test]
fn nesting_has_an_end() {
    let pairs = [
        ("(", ")"),
        ("f(", ")"),
        ("a[", "]"),
        ("[", "]"),
        ("toscalar(print ", ")"),
        ("dynamic(", ")"),
        ("x in (", ")"),
        ("dynamic({'a':[", "]})"),
    ];
    for (open, close) in pairs {
        assert_eq!(on_a_small_stack(nested(open, close)), [syntax::TOO_DEEP.id], "{open}");
    }
}

#[test]
fn brackets_that_only_open_or_only_close() {
    for bracket in ["(", "[", "f("] {
        let query = format!("T | where {}", bracket.repeat(MANY));
        assert_eq!(on_a_small_stack(query), [syntax::TOO_DEEP.id], "{bracket}");
    }
    let query = format!("T | where x{}", ")".repeat(MANY));
    assert_eq!(on_a_small_stack(query), [syntax::UNEXPECTED.id]);
}

#[test]
fn three_hundred_levels_are_read() {
    let query = format!("print {}1{}", "(".repeat(300), ")".repeat(300));
    assert_eq!(on_a_small_stack(query), [""; 0]);
}

#[test]
fn long_conditions_are_read() {
    for word in ["or", "and"] {
        let terms: Vec<String> = (0..5_000).map(|n| format!("a == {n}")).collect();
        let query = format!("T | where {}", terms.join(&format!(" {word} ")));
        assert_eq!(on_a_small_stack(query), [""; 0], "{word}");
    }
}

#[test]
fn long_pipelines_and_lists_are_read() {
    let pipes = format!("T {}", "| where a == 1 ".repeat(MANY));
    assert_eq!(on_a_small_stack(pipes), [""; 0]);
    let list = format!("T | where a in ({})", vec!["'x'"; MANY].join(", "));
    assert_eq!(on_a_small_stack(list), [""; 0]);
}

/// A sum is read from left to right, so its tree is as deep as it is long.
#[test]
fn long_sums_have_an_end() {
    assert_eq!(on_a_small_stack(format!("print {}", vec!["1"; 500].join(" + "))), [""; 0]);
    assert_eq!(
        on_a_small_stack(format!("print {}", vec!["1"; MANY].join(" + "))),
        [syntax::TOO_DEEP.id]
    );
    assert_eq!(on_a_small_stack(format!("print a{}", ".b".repeat(MANY))), [syntax::TOO_DEEP.id]);
}
