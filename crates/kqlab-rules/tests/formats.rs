//! Rule files of every language: what is read, and where it stands.

use std::path::Path;

use kqlab_rules::{Format, Grouping, Kind, Loaded, Operator, Rule, load};
use kqlab_syntax::{Diagnostic, Span};

fn read(name: &str, text: &str) -> Loaded {
    load(Path::new(name), text).expect("a rule file")
}

fn rule(name: &str, text: &str) -> Rule {
    let loaded = read(name, text);
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    let [rule] = <[Rule; 1]>::try_from(loaded.rules).expect("one rule");
    rule
}

/// The finding's code, message and text.
fn finding<'a>(loaded: &Loaded, text: &'a str) -> (&'static str, String, &'a str) {
    let [finding] = &loaded.findings[..] else { panic!("one finding: {:?}", loaded.findings) };
    told(finding, text)
}

fn told<'a>(d: &Diagnostic, text: &'a str) -> (&'static str, String, &'a str) {
    (d.code.id, d.message.clone(), d.span.map_or("", |span| &text[span.range()]))
}

/// What stands in the file where `word` stands in the rule's query.
fn placed<'a>(rule: &Rule, word: &str, text: &'a str) -> &'a str {
    let offset = |at: usize| u32::try_from(at).expect("a small file");
    let at = rule.query.text.find(word).expect("the word");
    let span = Span::new(offset(at), offset(at + word.len()));
    &text[rule.query.placement.place(span).range()]
}

const SENTINEL: &str = "\
id: 0777f138-e5d8-4eab-bec1-e11ddfbc2be2
name: 'A rule '
kind: Scheduled
severity: High
queryFrequency: 1h
queryPeriod: 14d
triggerOperator: gt
triggerThreshold: 3
eventGroupingSettings:
  aggregationKind: AlertPerResult
tactics: [CredentialAccess]
x-own-key: is passed over
query: |
  T
    | take 1
entityMappings:
  - entityType: Account
    fieldMappings:
      - identifier: FullName
        columnName: Upn
customDetails:
  Keys: KeyCount
alertDetailsOverride:
  alertDisplayNameFormat: 'Keys of {{Upn}}'
  alertSeverityColumnName: Level
";

const HOUR: i64 = 36_000_000_000;

#[test]
fn a_sentinel_rule_says_when_it_runs_and_what_it_makes() {
    let rule = rule("rule.yaml", SENTINEL);
    assert_eq!((rule.format, rule.kind), (Format::Sentinel, Kind::Scheduled));
    assert_eq!(rule.name.as_deref(), Some("A rule"));
    assert_eq!(rule.query.text, "T\n  | take 1\n");
    let schedule = rule.schedule.unwrap();
    assert_eq!((schedule.frequency, schedule.period), (HOUR, 14 * 24 * HOUR));
    assert_eq!((rule.trigger.operator, rule.trigger.threshold), (Operator::GreaterThan, 3));
    assert_eq!(rule.grouping, Grouping::PerRow);
    let columns: Vec<(&str, &str)> =
        rule.columns().map(|c| (c.name.as_str(), &SENTINEL[c.span.range()])).collect();
    let title = ("Upn", "'Keys of {{Upn}}'");
    assert_eq!(columns, [("Upn", "Upn"), ("KeyCount", "KeyCount"), ("Level", "Level"), title]);
    assert_eq!(rule.overrides.title.as_ref().unwrap().name, "Keys of {{Upn}}");
    assert_eq!(placed(&rule, "take", SENTINEL), "take");
}

#[test]
fn a_near_real_time_rule_sees_a_minute() {
    let rule = rule("rule.yml", "id: 1\nkind: NRT\nquery: T\n");
    assert_eq!(rule.kind, Kind::NearRealTime);
    assert_eq!(rule.schedule.map(|s| s.period), Some(HOUR / 60));
}

#[test]
fn a_rule_without_a_schedule_is_hunted_by_hand() {
    assert_eq!(rule("rule.yaml", "id: 1\nquery: T\n").kind, Kind::Hunting);
}

#[test]
fn queries_are_placed_however_they_are_written() {
    for text in [
        "query: |2\n\n    T\n\n  | take 1\n",
        "query: 'T | take 1'\n",
        "query: 'T | where a == ''x'' | take 1'\n",
        "query: \"T\\n| where a == \\\"\\u00e9\\\"\\n| take 1\"\n",
        "id: 1\nquery: >-\n  T\n  | where\n    a\n\n  | take 1\n",
        "query: T | where 'ä' == b\n  | take 1\nid: 1\n",
        "id: é\nlist:\n- query\nquery: |-  # a comment\n    T | take 1",
        "query: |\r\n  T\r\n  | take 1\r\nid: 1\r\n",
    ] {
        assert_eq!(placed(&rule("rule.yaml", text), "take", text), "take", "{text}");
    }
}

#[test]
fn an_arm_template_has_rules_among_its_resources() {
    let text = r#"{ // a template
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {"type": "Microsoft.Web/sites", "name": "other"},
    {"type": "Microsoft.OperationalInsights/workspaces/providers/alertRules", "kind": "Scheduled",
     "name": "[concat(parameters('workspace'),'/Microsoft.SecurityInsights/8cd003d2')]",
     "properties": {"displayName": "First", "query": "T\n| where a == \"\ud83d\ude00\"\n| take 1",
       "queryFrequency": "PT5M", "queryPeriod": "P1D", "triggerOperator": "GreaterThan",
       "triggerThreshold": 0, "severity": "Low",}},
    {"type": "Microsoft.SecurityInsights/alertRules", "kind": "NRT", "properties": {"query": "U"}}
  ]}"#;
    let loaded = read("rules.json", text);
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    let [first, second] = &loaded.rules[..] else { panic!("two rules") };
    assert_eq!((first.format, first.kind), (Format::Arm, Kind::Scheduled));
    assert_eq!(first.id.as_ref().map(|id| id.text.as_str()), Some("8cd003d2"));
    assert_eq!(first.name.as_deref(), Some("First"));
    assert_eq!(first.schedule.map(|s| (s.frequency, s.period)), Some((HOUR / 12, 24 * HOUR)));
    assert_eq!(placed(first, "take", text), "take");
    assert_eq!((second.kind, second.query.text.as_str()), (Kind::NearRealTime, "U"));
}

#[test]
fn a_defender_detection_looks_back_as_often_as_it_runs() {
    let text = "\
displayName: Reads keys
queryCondition:
  queryText: |
    T
    | take 1
schedule: {period: 12H}
detectionAction:
  alertTemplate:
    title: Keys
    severity: high
    impactedAssets:
      - '@odata.type': '#microsoft.graph.security.impactedUserAsset'
        identifier: accountObjectId
";
    let rule = rule("detection.yaml", text);
    assert_eq!(
        (rule.format, rule.kind, rule.grouping),
        (Format::Defender, Kind::Scheduled, Grouping::PerRow)
    );
    assert_eq!(rule.schedule.map(|s| s.period), Some(48 * HOUR));
    assert_eq!(rule.severity.as_deref(), Some("High"));
    assert_eq!(rule.entities[0].kind, "User");
    assert_eq!(rule.columns().next().unwrap().name, "AccountObjectId");
    let json = r#"{"displayName": "x", "queryCondition": {"queryText": "T"}, "schedule": {"period": "0"}}"#;
    assert_eq!(self::rule("detection.json", json).kind, Kind::NearRealTime);
}

#[test]
fn front_matter_stands_in_the_leading_comment() {
    let text = "\n// ---\n// name: Hunting\n// queryFrequency: 1h\n// queryPeriod: 1d\n// customDetails:\n//   Keys: KeyCount\n// ---\nT | take 1\n";
    let rule = rule("q.kql", text);
    assert_eq!((rule.format, rule.name.as_deref()), (Format::Query, Some("Hunting")));
    assert_eq!(rule.query.text, text);
    let column = rule.columns().next().unwrap();
    assert_eq!(&text[column.span.range()], "KeyCount");
}

#[test]
fn front_matter_may_stand_without_fences() {
    let text =
        "// id: 1\n// name: Hunting\n// queryFrequency: 1h\n// queryPeriod: 1d\n\nT | take 1\n";
    let rule = rule("q.kql", text);
    assert_eq!((rule.kind, rule.name.as_deref()), (Kind::Scheduled, Some("Hunting")));
    assert_eq!((rule.query.text.as_str(), rule.schedule.is_some()), (text, true));
    let wrong = "// queryPeriod: 1 fortnight\nT";
    assert_eq!(finding(&read("q.kql", wrong), wrong).0, "KQL4010");
}

#[test]
fn other_comments_are_no_front_matter() {
    for text in [
        "// severity: as it comes\n// see also: x: y\nT",
        "// id: 1\nT",
        "// name: x\nT",
        "T",
        "// ---\n// name: x\nT",
        "",
        "// ---\nT // ---",
    ] {
        let rule = rule("q.kql", text);
        assert_eq!((rule.name, rule.query.text.as_str()), (None, text));
    }
    let marked = "\u{feff}T";
    let rule = rule("q.csl", marked);
    assert_eq!((rule.query.text.as_str(), placed(&rule, "T", marked)), ("T", "T"));
}

#[test]
fn a_panther_rule_has_its_detection_beside_it_and_brings_its_tests() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.yml");
    let text = "\
AnalysisType: rule
RuleID: Azure.Keys
LogTypes: [Azure.MonitorActivity]
Tests:
  - Name: Read
    ExpectedResult: true
    Log: {operationName: read, n: 1}
";
    let alone = load(&path, text).unwrap();
    assert!(alone.rules.is_empty());
    let (code, message, at) = finding(&alone, text);
    assert_eq!((code, at), ("KQL4011", "Azure.Keys"));
    assert!(
        message.starts_with("the detection in KQL is expected beside the rule, and keys.kql"),
        "{message}"
    );
    std::fs::write(folder.path().join("keys.kql"), "Azure_MonitorActivity | take 1").unwrap();
    let loaded = load(&path, text).unwrap();
    let rule = &loaded.rules[0];
    assert_eq!((rule.format, rule.name.as_deref()), (Format::Panther, Some("Azure.Keys")));
    let case = &rule.tests[0];
    assert_eq!((case.name.as_str(), case.expect.some), ("Read", true));
    assert_eq!(&text[case.expect.span.range()], "true", "where a fault is told");
    assert_eq!(case.given.tables[0].0, "Azure_MonitorActivity");
}

#[test]
fn a_simple_detection_of_panther_is_lowered() {
    let text = "\
AnalysisType: rule
RuleID: GitHub.Archived
LogTypes: [GitHub.Audit]
Severity: Critical
Detection:
  - Key: action
    Condition: Equals
    Value: repo.archived
Tests:
  - Name: Archived
    ExpectedResult: true
    Log: {action: repo.archived, p_log_type: GitHub.Audit}
";
    let rule = rule("r.yml", text);
    assert_eq!((rule.severity.as_deref(), rule.tests.len()), (Some("Critical"), 1));
    assert!(rule.query.text.starts_with("['documents:GitHub_Audit']"), "{}", rule.query.text);
    let cases = [
        ("    Condition: Sounds\n    Value: x\n", "the condition `Sounds` is not supported"),
        ("    Condition: Equals\n    Valu: x\n", "`Valu` in a match expression is not supported"),
    ];
    for (condition, message) in cases {
        let text = format!("RuleID: a\nLogTypes: [b]\nDetection:\n  - Key: x\n{condition}");
        let (code, found, at) = {
            let loaded = read("r.yml", &text);
            let (code, found, at) = finding(&loaded, &text);
            (code, found, at.to_owned())
        };
        assert_eq!((code, found.as_str()), ("KQL4011", message));
        assert!(at.starts_with("Key: x"), "{at}");
    }
}

#[test]
fn what_panther_has_beside_rules_is_refused_or_none() {
    let policy = "AnalysisType: policy\nPolicyID: a\nResourceTypes: [b]\n";
    assert_eq!(finding(&read("p.yml", policy), policy).2, "policy");
    let pack = "AnalysisType: pack\nPackID: a\n";
    assert_eq!(load(Path::new("p.yml"), pack).unwrap_err().code.id, "KQL4005");
}

#[test]
fn what_is_broken_is_told_where_it_is() {
    let cases = [
        ("r.yaml", "query: \"x\n", "KQL4001", ""),
        ("r.yaml", "query: T\nquery: U\n", "KQL4001", "query"),
        ("r.toml", "[rule\n", "KQL4007", ""),
        ("r.json", "{\"resources\": [}", "KQL4006", "}"),
        ("r.json", "{\"a\": 1}", "KQL4005", ""),
        ("r.yaml", "name: x\n", "KQL4005", ""),
        ("r.yaml", " \n", "KQL4002", ""),
        ("r.yaml", "# id: 1\n", "KQL4005", ""),
        ("r.toml", "", "KQL4002", ""),
        ("r.exe", "", "KQL4003", ""),
    ];
    for (name, text, code, at) in cases {
        let fault = load(Path::new(name), text).unwrap_err();
        let (found, message, place) = told(&fault, text);
        assert_eq!((found, place.trim()), (code, at), "{name}: {text}: {message}");
    }
    for deep in ["[", "{\"a\":", "- "] {
        for name in ["r.yaml", "r.json", "r.toml"] {
            assert!(load(Path::new(name), &deep.repeat(100_000)).is_err());
        }
    }
}

#[test]
fn keys_that_are_missing_misspelt_or_wrong_are_found() {
    let cases = [
        ("queryFrequncy: 1h\nquery: T\n", "KQL4008", "queryFrequncy"),
        ("queryFrequency: 1 fortnight\nqueryPeriod: 1d\nquery: T\n", "KQL4010", "1 fortnight"),
        ("triggerOperator: above\nquery: T\n", "KQL4010", "above"),
        ("triggerThreshold: -1\nquery: T\n", "KQL4010", "-1"),
        ("severity: Huge\nquery: T\n", "KQL4010", "Huge"),
        ("kind: Scheduled\nqueryPeriod: 1d\nquery: T\n", "KQL4009", ""),
        ("queryPeriod: 1d\nkind: Hunting\n", "KQL4009", ""),
        ("query: [1]\n", "KQL4002", "query"),
        ("query: ' '\n", "KQL4002", "query"),
        ("query: T\nentityMappings:\n- fieldMappings: []\n", "KQL4009", ""),
    ];
    for (text, code, at) in cases {
        let (found, message, place) = finding(&read("r.yaml", text), text);
        assert_eq!((found, place), (code, at), "{text}: {message}");
    }
    let near = read("r.yaml", "queryFrequncy: 1h\nquery: T\n");
    assert_eq!(near.findings[0].hint.as_deref(), Some("did you mean `queryFrequency`?"));
    assert_eq!(near.rules.len(), 1, "a warning keeps the rule");
}
