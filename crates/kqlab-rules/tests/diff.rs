//! What is new between two versions of a rule, and where they part ways.

use std::path::Path;

use kqlab::{Engine, Input, Options};
use kqlab_rules::{Apart, Change, Diff, Failed, Finds, Over, Rule, Text, Version, diff, load};

const OLD: &str = "name: Many keys
severity: Low
query: |
  let least = 2;
  Reads
  | where Result == \"Success\"
  | extend Who = tolower(User)
  | summarize Keys = dcount(Key) by Who
  | where Keys >= least
entityMappings:
  - entityType: Account
    fieldMappings: [{identifier: FullName, columnName: Who}]
";

const DATA: &str = r#"{"User": "Ann", "Key": "a", "Result": "Success"}
{"User": "ann", "Key": "b", "Result": "Success"}
{"User": "ann", "Key": "c", "Result": "Failure"}
{"User": "bob", "Key": "a", "Result": "Success"}
{"User": "bob", "Key": "b", "Result": "Failure"}
{"User": "cy", "Key": "a", "Result": "Success"}
{"User": "cy", "Key": "b", "Result": "Success"}
{"User": "cy", "Key": "c", "Result": "Success"}
"#;

fn rule(text: &str) -> Rule {
    load(Path::new("rule.yaml"), text).expect("a rule").rules.remove(0)
}

fn engine() -> Engine {
    let rows = Input::text(Path::new("Reads.json"), DATA.as_bytes().to_vec());
    let inputs = vec![("Reads".to_owned(), vec![rows])];
    Engine::new(Options { inputs, ..Options::default() }).expect("an engine")
}

fn compared(old: &str, new: &str) -> Diff {
    let (was, is) = (rule(old), rule(new));
    let version = |file, rule| Version { file, rule };
    let mut engine = engine();
    diff(version(old, &was), version(new, &is), Some((&mut engine, Over::Everything)))
}

/// The old rule with some of its text replaced.
fn with(from: &str, to: &str) -> Diff {
    assert!(OLD.contains(from), "{from}");
    compared(OLD, &OLD.replace(from, to))
}

fn finds(diff: Diff) -> Finds {
    diff.finds.expect("there is data").expect("both give an answer")
}

/// The rows that differ, as the values that they had and have.
fn rows(finds: &Finds) -> Vec<(Option<String>, Option<String>)> {
    let row = |row: &Option<Vec<serde_json::Value>>| {
        row.as_ref().map(|row| serde_json::Value::from(row.clone()).to_string())
    };
    finds.rows.changes.iter().map(|change| (row(&change.old), row(&change.new))).collect()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The operators at which the ways part over the only row that differs.
fn apart(finds: &Finds) -> (Option<&str>, Option<&str>) {
    let [change] = &finds.rows.changes[..] else { panic!("{:?}", finds.rows) };
    let Some(Apart { old, new }) = &change.apart else { return (None, None) };
    (old.as_ref().map(|o| o.text.as_str()), new.as_ref().map(|o| o.text.as_str()))
}

#[test]
fn the_text_is_the_same_or_differs_in_layout_keys_or_logic() {
    for (from, to, text) in [
        ("Many", "Many", Text::Same),
        ("  | extend", "  // who it was\n    |   extend", Text::Layout),
        ("severity: Low", "severity: Low  # for now", Text::Layout),
        ("severity: Low", "severity: High", Text::Metadata),
        ("columnName: Who", "columnName: Keys", Text::Metadata),
        ("least = 2", "least = 3", Text::Logic),
    ] {
        assert_eq!(with(from, to).text.most(), text, "{to}");
    }
}

#[test]
fn keys_are_told_by_their_path_with_both_values() {
    let diff = with("severity: Low\n", "severity: High\ntactics: [Impact]\n");
    let keys: Vec<_> = diff
        .text
        .keys
        .iter()
        .map(|k| (k.path.as_str(), k.old.as_deref(), k.new.as_deref()))
        .collect();
    assert_eq!(
        keys,
        [("severity", Some("Low"), Some("High")), ("tactics[0]", None, Some("Impact"))]
    );
}

#[test]
fn the_plan_s_operators_that_differ_are_told() {
    let diff = with("\"Success\"", "\"Failure\"");
    let (was, is) = ("| where (Result == \"Success\")", "| where (Result == \"Failure\")");
    assert_eq!(diff.plan, [Change::Lost(was.to_owned()), Change::Gained(is.to_owned())]);
    assert!(with("Many", "More").plan.is_empty());
}

#[test]
fn layout_and_keys_that_make_no_alerts_leave_the_results() {
    assert!(with("  | extend", "\n  | extend").same_results());
    assert!(with("name: Many keys", "name: Many keys\ntactics: [Impact]").same_results());
}

#[test]
fn rows_entities_and_alerts_are_lost_and_gained() {
    let finds = finds(with("least = 2", "least = 3"));
    assert_eq!(rows(&finds), [(some(r#"["ann",2]"#), None)]);
    assert_eq!((finds.row_counts, finds.alert_counts), ((2, 1), (1, 1)));
    let [Change::Lost(entity)] = &finds.entities[..] else { panic!("{:?}", finds.entities) };
    assert_eq!(entity.fields, [("FullName".to_owned(), "ann".to_owned())]);
    assert_eq!(finds.alerts.len(), 2);
}

#[test]
fn a_row_of_the_same_entity_has_changed() {
    let finds = finds(with("  | where Result == \"Success\"\n", ""));
    assert_eq!(
        rows(&finds),
        [(some(r#"["ann",2]"#), some(r#"["ann",3]"#)), (None, some(r#"["bob",2]"#))]
    );
}

#[test]
fn a_number_in_a_let_parts_the_ways_where_it_is_used() {
    let finds = finds(with("least = 2", "least = 3"));
    assert_eq!(apart(&finds), (Some("where Keys >= least"), Some("where Keys >= least")));
}

#[test]
fn an_operator_that_only_one_has_parts_the_ways() {
    let added = finds(with("  | extend", "  | where User != 'cy'\n  | extend"));
    assert_eq!(apart(&added), (None, Some("where User != 'cy'")));
    let removed =
        finds(compared(&OLD.replace("  | extend", "  | where User != 'cy'\n  | extend"), OLD));
    assert_eq!(apart(&removed), (Some("where User != 'cy'"), None));
}

#[test]
fn an_operator_that_changed_parts_the_ways_though_the_row_has_its_cells_only_later() {
    let finds =
        finds(with("Result == \"Success\"", "Result == \"Success\" and User !in ('Ann', 'ann')"));
    assert_eq!(rows(&finds), [(some(r#"["ann",2]"#), None)]);
    assert_eq!(
        apart(&finds),
        (
            Some("where Result == \"Success\""),
            Some("where Result == \"Success\" and User !in ('Ann', 'ann')")
        )
    );
}

#[test]
fn columns_of_one_version_are_told_and_the_others_compared() {
    let finds = finds(with("Keys >= least", "Keys >= least\n  | extend More = 1"));
    assert_eq!(finds.columns, [Change::Gained("More".to_owned())]);
    assert_eq!(rows(&finds), []);
    assert!(!finds.is_empty());
}

#[test]
fn a_version_that_gives_no_answer_is_told() {
    let diff = with("Keys >= least", "Kyes >= least");
    assert!(!diff.same_results());
    let Some(Err(Failed::New(diagnostics))) = &diff.finds else { panic!("{:?}", diff.finds) };
    assert_eq!(diagnostics[0].code.id, "KQL1001");
}

#[test]
fn without_data_other_logic_may_find_anything_else() {
    let compared = |new: &str| {
        let (was, is) = (rule(OLD), rule(new));
        diff(Version { file: OLD, rule: &was }, Version { file: new, rule: &is }, None)
    };
    assert!(compared(&OLD.replace("Low", "High")).same_results());
    assert!(!compared(&OLD.replace("least = 2", "least = 3")).same_results());
}
