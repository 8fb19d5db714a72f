//! Test files: what they may say, what a case comes to, and what is told of one that fails.

use std::path::Path;

use kqlab::Diagnostic;
use kqlab_rules::{Rule, Side, TestFile, Verdict, load, load_tests, run_case, update};

const RULE: &str = "let least = 2;\nT\n| where Code != 0\n| summarize Count = count() by User\n| where Count >= least\n| sort by User asc\n";

fn rule(query: &str) -> Rule {
    load(Path::new("rule.kql"), query).expect("a rule").rules.remove(0)
}

fn tests(text: &str) -> TestFile {
    load_tests(Path::new("rule.test.yaml"), text).expect("a test file")
}

/// A file whose one case gives these rows of `T` and expects this.
fn case(rows: &str, expect: &str) -> String {
    format!("cases:\n  - name: c\n    tables: {{T: [{rows}]}}\n    expect: {{{expect}}}\n")
}

const ROWS: &str = "{User: a, Code: 1}, {User: a, Code: 2}, {User: b, Code: 1}, {User: c, Code: 3}, {User: c, Code: 4}, {User: c, Code: 0}";

fn verdict(expect: &str) -> Verdict {
    let file = tests(&case(ROWS, expect));
    run_case(&rule(RULE), &file.cases[0])
}

/// The messages of a case that fails.
fn messages(expect: &str) -> Vec<String> {
    match verdict(expect) {
        Verdict::Failed(mismatches) => mismatches.into_iter().map(|m| m.message).collect(),
        other => panic!("{expect}: {other:?}"),
    }
}

#[test]
fn what_is_as_expected_passes() {
    for expect in [
        "rows: [{User: a, Count: 2}, {User: c, Count: 2}]",
        "rows: [{User: c}, {User: a}]",
        "rows: [{Count: 2}, {User: a}]",
        "rows: [{User: a}, {User: c}], ordered: true",
        "contains: [{User: c}]",
        "none: [{User: b}]",
        "count: 2",
        "count: 2, contains: [{Count: 2}, {Count: 2}]",
    ] {
        assert!(matches!(verdict(expect), Verdict::Passed), "{expect}: {:?}", verdict(expect));
    }
}

#[test]
fn what_is_not_as_expected_is_told() {
    for (expect, message) in [
        ("rows: [{User: a}]", "1 row is more than expected"),
        ("rows: [{User: a}, {User: b}]", "1 of 2 rows are not found"),
        ("rows: [{User: c}, {User: a}], ordered: true", "the rows come in another order"),
        ("contains: [{Count: 2}, {Count: 2}, {Count: 2}]", "a row is expected and not found"),
        ("none: [{User: a}]", "no such row is expected, and 1 row is found"),
        ("none: true", "no row is expected, and 2 rows are found"),
        ("count: 3", "3 rows are expected, and 2 rows are found"),
        ("error: KQL1001", "the error KQL1001 is expected, and the query gave an answer"),
        ("rows: [{Usr: a}]", "the result has no column `Usr`; it has User, Count"),
        ("rows: [{Count: many}]", "`Count` is long, and \"many\" cannot be one"),
        ("alerts: 0", "no alert is expected, and 1 alert is found"),
    ] {
        assert_eq!(messages(expect), [message], "{expect}");
    }
}

#[test]
fn the_stage_that_lost_a_row_is_named() {
    let lost = |expect| match verdict(expect) {
        Verdict::Failed(mismatches) => {
            let lost = mismatches[0].lost.clone().unwrap();
            (&RULE[lost.stage.range()], lost.rows, lost.source)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(lost("contains: [{User: b}]"), ("where Count >= least", (3, 2), false));
    assert_eq!(lost("contains: [{User: d}]"), ("T", (0, 6), true));
    assert_eq!(lost("contains: [{User: a, Count: 3}]").0, "summarize Count = count() by User");
}

#[test]
fn the_stage_that_lost_every_row_is_named_where_some_are_counted() {
    let lost = |rows| {
        let file = tests(&case(rows, "count: 2"));
        match run_case(&rule(RULE), &file.cases[0]) {
            Verdict::Failed(mismatches) => mismatches[0]
                .lost
                .clone()
                .map(|lost| (RULE[lost.stage.range()].to_owned(), lost.rows)),
            other => panic!("{other:?}"),
        }
    };
    let last = "where Count >= least".to_owned();
    assert_eq!(lost("{User: a, Code: 1}, {User: b, Code: 2}"), Some((last, (2, 0))));
    assert_eq!(lost("{User: a, Code: 0}"), Some(("where Code != 0".to_owned(), (1, 0))));
    assert_eq!(lost("{User: a, Code: 1}, {User: a, Code: 2}"), None, "which of them is not said");
}

#[test]
fn a_column_that_is_made_anew_is_not_looked_for_at_the_source() {
    let lost = |query: &str, expect| {
        let file = tests(&case(ROWS, expect));
        match run_case(&rule(query), &file.cases[0]) {
            Verdict::Failed(mismatches) => mismatches[0].lost.clone().unwrap().operator,
            other => panic!("{other:?}"),
        }
    };
    let upper = "T | extend User = toupper(User) | where User != 'B'";
    assert_eq!(lost(upper, "contains: [{User: B}]"), "where User != 'B'");
    assert_eq!(lost(upper, "contains: [{User: d}]"), "extend User = toupper(User)");
    assert_eq!(lost("T | where Code > 0 | take 9", "contains: [{User: d}]"), "T");
}

/// The wanted column is made after the filter: without the filter the row is there.
#[test]
fn a_filter_that_lost_a_row_is_named_though_its_columns_come_later() {
    let lost = |query: &str| {
        let file = tests(&case(ROWS, "contains: [{Upper: B}]"));
        match run_case(&rule(query), &file.cases[0]) {
            Verdict::Failed(mismatches) => mismatches[0].lost.clone().unwrap().operator,
            other => panic!("{other:?}"),
        }
    };
    let rest = "extend Upper = toupper(User) | project Upper | distinct Upper";
    assert_eq!(lost(&format!("T | where User != 'b' | {rest}")), "where User != 'b'");
    let second = "where User in ('a', 'c')";
    assert_eq!(lost(&format!("T | where User != 'z' | {second} | {rest}")), second);
    // Nobody made it.
    assert_eq!(lost("T | where User != 'c' | extend Upper = User"), "extend Upper = User");
}

#[test]
fn the_row_that_is_most_like_stands_below_the_missing_one() {
    let Verdict::Failed(mismatches) = verdict("rows: [{User: a, Count: 3}, {User: c}]") else {
        panic!()
    };
    let diff: Vec<(Side, &str)> =
        mismatches[0].diff.iter().map(|l| (l.side, l.text.as_str())).collect();
    assert_eq!(
        diff,
        [(Side::Expected, "User: \"a\", Count: 3"), (Side::Found, "User: \"a\", Count: 2")]
    );
}

#[test]
fn a_query_that_gives_no_answer_may_be_what_is_expected() {
    let file = tests(&case("{User: a}", "error: KQL1001"));
    assert!(matches!(run_case(&rule("T | where Nope == 1"), &file.cases[0]), Verdict::Passed));
    let Verdict::Failed(other) = run_case(&rule("Nope | count"), &file.cases[0]) else { panic!() };
    assert_eq!(other[0].message, "another error is expected");
    assert!(other[0].diff[1].text.starts_with("KQL1002: "), "{other:?}");
}

#[test]
fn times_are_relative_to_the_clock_that_the_case_sets() {
    let file = tests(
        "now: 2026-04-22T09:00:00Z\nschemas: {T: {At: datetime}}\ncases:\n  - name: c\n    tables: {T: [{At: t-15m}, {At: t-2h}]}\n    \
         expect: {rows: [{At: 2026-04-22T08:45:00Z, Now: t-0s}]}\n",
    );
    let verdict = run_case(&rule("T | where At > ago(1h) | extend Now = now()"), &file.cases[0]);
    assert!(matches!(verdict, Verdict::Passed), "{verdict:?}");
}

fn faults(text: &str) -> Vec<Diagnostic> {
    load_tests(Path::new("rule.test.yaml"), text).expect_err("something is wrong")
}

#[test]
fn what_is_wrong_with_a_test_file_is_told_where_it_is() {
    for (text, at, message, hint) in [
        (
            "cases:\n- name: c\n  expct: {}\n",
            "expct",
            "`expct` is no key of a case",
            "did you mean `expect`?",
        ),
        (
            "cases:\n- name: c\n  expect: {row: []}\n",
            "row",
            "`row` is no key of `expect`",
            "did you mean `rows`?",
        ),
        (
            "cases:\n- name: c\n  expect: {count: many}\n",
            "many",
            "`count` is expected to be a number of 0 or more, and `many` is found",
            "",
        ),
        (
            "cases:\n- name: c\n  expect: {rows: [1]}\n",
            "1",
            "`rows` is expected to be rows of columns and values, and `1` is found",
            "",
        ),
        (
            "now: tomorrow\ncases: []\n",
            "tomorrow",
            "`now` is expected to be a datetime such as 2026-04-22T09:00:00Z, and `tomorrow` is found",
            "",
        ),
        (
            "cases:\n- name: c\n  tables: {T: 5}\n  expect: {count: 0}\n",
            "5",
            "`T` is expected to be a list, and `5` is found",
            "",
        ),
        (
            "cases:\n- name: c\n  schemas: {T: {a: strng}}\n  expect: {count: 0}\n",
            "strng",
            "`a` is expected to be a type such as string, long or datetime, and `strng` is found",
            "",
        ),
    ] {
        let found = faults(text);
        let [fault] = &found[..] else { panic!("{text}: {found:?}") };
        assert_eq!(fault.message, message);
        assert_eq!(&text[fault.span.unwrap().range()], at, "{text}");
        assert_eq!(fault.hint.as_deref().unwrap_or_default(), hint, "{text}");
    }
}

#[test]
fn two_cases_have_two_names() {
    let text = "cases:\n- {name: c, expect: {count: 0}}\n- {name: c, expect: {count: 1}}\n";
    assert_eq!(faults(text)[0].labels.len(), 1);
}

#[test]
fn an_update_writes_what_came_out_and_leaves_the_rest() {
    let head = "# about\ncases:\n  - name: c  # the only one\n    tables:\n";
    let file = format!(
        "{head}      T: [{ROWS}]\n    expect:\n      rows:\n        # the first\n        - {{User: a, Count: 2}}   # stays\n        - User: c\n          Count: 9\n        - {{User: x, Count: 1}}\n      count: 7  # rows\n"
    );
    let read = tests(&file);
    let new = update(&rule(RULE), &read.cases[0], &file).unwrap();
    let expected = format!(
        "{head}      T: [{ROWS}]\n    expect:\n      rows:\n        # the first\n        - {{User: a, Count: 2}}   # stays\n        - User: c\n          Count: 2\n      count: 2  # rows\n"
    );
    assert_eq!(new, expected);
    assert!(matches!(run_case(&rule(RULE), &tests(&new).cases[0]), Verdict::Passed));
}

#[test]
fn an_update_adds_rows_in_the_style_of_the_others() {
    let of = |rows: &str| {
        let file =
            format!("cases:\n- name: c\n  tables: {{T: [{ROWS}]}}\n  expect:\n    rows:{rows}\n");
        let new = update(&rule(RULE), &tests(&file).cases[0], &file).unwrap();
        let (_, after) = new.split_once("    rows:").unwrap();
        after.to_owned()
    };
    assert_eq!(of(" []"), "\n      - {User: a, Count: 2}\n      - {User: c, Count: 2}\n");
    assert_eq!(of("\n    - User: a"), "\n    - User: a\n    - User: c\n");
    assert_eq!(of("\n    - {User: a}"), "\n    - {User: a}\n    - {User: c}\n");
    assert_eq!(of(" [{User: x}]"), "\n      - {User: a}\n      - {User: c}\n");
}

#[test]
fn an_update_keeps_the_ends_of_lines() {
    let file = format!(
        "cases:\r\n- name: c\r\n  tables: {{T: [{ROWS}]}}\r\n  expect:\r\n    rows:\r\n    - User: a\r\n      Count: 3\r\n"
    );
    let new = update(&rule(RULE), &tests(&file).cases[0], &file).unwrap();
    let rows =
        "    rows:\r\n    - User: a\r\n      Count: 2\r\n    - User: c\r\n      Count: 2\r\n";
    assert!(new.ends_with(rows), "{new:?}");
}

#[test]
fn an_update_quotes_what_would_be_read_as_something_else() {
    let query = "print a = 'true', b = '1', c = 'x: y', d = '', e = 'plain text', f = dynamic({'k': ['v', 1]}), g = long(null)";
    let file = "cases:\n- name: c\n  expect:\n    rows: []\n";
    let new = update(&rule(query), &tests(file).cases[0], file).unwrap();
    let row =
        "{a: \"true\", b: \"1\", c: \"x: y\", d: \"\", e: plain text, f: {k: [v, 1]}, g: null}";
    assert!(new.ends_with(&format!("      - {row}\n")), "{new}");
    assert!(matches!(run_case(&rule(query), &tests(&new).cases[0]), Verdict::Passed));
}

#[test]
fn a_case_is_given_watchlists_functions_and_external_data() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.csv"), "ip\n192.0.2.1\n").unwrap();
    std::fs::write(folder.path().join("admins.csv"), "Upn,Team\nann,blue\n").unwrap();
    let text = "cases:\n  - name: c\n    watchlists: {vips: [{Upn: ann, Rank: 1}, {Upn: bob}], admins: admins.csv}\n    \
                functions: {Named(x:string): \"print y = x\"}\n    external: {https://example.com/a/list.csv: list.csv}\n    \
                expect: {rows: [{Upn: ann, Rank: \"1\", SearchKey: ann, Team: blue, y: z, ip: 192.0.2.1}]}\n";
    let file = load_tests(&folder.path().join("rule.test.yaml"), text).unwrap();
    let query = "_GetWatchlist('vips') | project Upn, Rank, SearchKey\n\
                 | join kind=inner (_GetWatchlist('admins') | project Upn, Team) on Upn\n\
                 | extend y = toscalar(Named('z')), \
                 ip = toscalar(externaldata(ip:string)['https://example.com/a/list.csv'] with (format='csv', ignoreFirstRecord=true))";
    let verdict = run_case(&rule(query), &file.cases[0]);
    assert!(matches!(verdict, Verdict::Passed), "{verdict:?}");
}
