//! Long queries on the small stack of a thread: an answer or an error, never an overflow.

#![expect(clippy::unwrap_used, reason = "a test program")]

use kqlab::{Engine, Options};

/// Runs on a stack of 2 MiB, as threads have it: the rows, or the first error's code.
fn on_a_small_stack(query: String) -> Result<usize, &'static str> {
    let body = move || {
        let engine = Engine::new(Options::default()).unwrap();
        match engine.run(&query) {
            Ok(answer) => Ok(answer.results[0].row_count()),
            Err(diagnostics) => Err(diagnostics[0].code.id),
        }
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(body).unwrap();
    thread.join().expect("no overflow")
}

const TOO_DEEP: Result<usize, &str> = Err("KQL0004");

#[test]
fn a_pipeline_of_many_operators_is_run() {
    for operator in [
        "where x > 0",
        "extend x = x + 1",
        "summarize x = sum(x)",
        "sort by x asc",
        "join kind=inner (print x = 1) on x | project x",
        "mv-expand y = dynamic([1]) | project x",
    ] {
        let operators = operator.matches('|').count() + 1;
        let query = format!("print x = 1{}", format!(" | {operator}").repeat(1_400 / operators));
        assert_eq!(on_a_small_stack(query), Ok(1), "{operator}");
    }
}

#[test]
fn a_pipeline_has_an_end() {
    let query = format!("print x = 1{}", " | extend x = x + 1".repeat(100_000));
    assert_eq!(on_a_small_stack(query), TOO_DEEP);
}

/// What is named is counted where it is used.
#[test]
fn named_tables_and_functions_are_counted_along() {
    let tables = |count: usize| {
        let lets: String =
            (1..count).map(|n| format!("let t{n} = t{} | where x > 0;\n", n - 1)).collect();
        format!("let t0 = print x = 1;\n{lets}t{}", count - 1)
    };
    assert_eq!(on_a_small_stack(tables(1_400)), Ok(1));
    assert_eq!(on_a_small_stack(tables(20_000)), TOO_DEEP);
    let body = " | where x > 0".repeat(300);
    let called = |times: usize| {
        format!(
            "let f = (T: (x: long)) {{ T{body} }};\nprint x = 1{}",
            " | invoke f()".repeat(times)
        )
    };
    assert_eq!(on_a_small_stack(called(4)), Ok(1));
    assert_eq!(on_a_small_stack(called(6)), TOO_DEEP);
    let side = format!("print x = 1{body}{body}");
    let beside = format!("{side}\n| join ({side}) on x\n| join ({side}) on x\n| project x");
    assert_eq!(on_a_small_stack(beside), Ok(1), "what stands beside does not add up");
}
