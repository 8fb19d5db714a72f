//! Panther's rules in YAML. A detection is simple, match expressions under `Detection`, or Python, which is not run: it
//! stands beside the YAML in KQL, in the file of the same name that ends in `.kql`. Tables are named by log types: `Azure.MonitorActivity` is
//! `Azure_MonitorActivity`. <https://docs.panther.com/detections/rules>

use std::path::Path;

use kqlab_syntax::Diagnostic;
use kqlab_syntax::codes::rules::UNSUPPORTED_RULE;
use kqlab_syntax::{Phase, Span};
use serde_json::Value as Json;

use super::lower::quote;
use super::reader::Reader;
use super::sentinel::{finish, id};
use super::{File, Loaded};
use crate::Placement;
use crate::case::{Case, Expect, Given, Rows};
use crate::rule::{Format, Grouping, Kind, Query, Rule};
use kqlab_document::{Entry, Language, Node, Value};

const KEYS: [&str; 30] = [
    "AnalysisType",
    "RuleID",
    "PolicyID",
    "DisplayName",
    "Enabled",
    "Filename",
    "LogTypes",
    "ScheduledQueries",
    "ResourceTypes",
    "Severity",
    "Description",
    "Reports",
    "Tags",
    "Runbook",
    "Reference",
    "SummaryAttributes",
    "Threshold",
    "DedupPeriodMinutes",
    "Tests",
    "Detection",
    "InlineFilters",
    "CreateAlert",
    "AlertTitle",
    "AlertContext",
    "GroupBy",
    "OutputIds",
    "Status",
    "Suppressions",
    "DynamicSeverities",
    "BaseDetection",
];

const SEVERITIES: [(&str, &str); 5] = [
    ("Info", "Informational"),
    ("Low", "Low"),
    ("Medium", "Medium"),
    ("High", "High"),
    ("Critical", "Critical"),
];

/// What runs detections. Other analyses (data models, packs, helpers) are no rules.
const TYPES: [&str; 4] = ["rule", "policy", "scheduled_rule", "correlation_rule"];

/// Whether it is a Panther rule.
pub(super) fn is_rule(document: &Node) -> bool {
    match document.get("AnalysisType").and_then(Node::scalar) {
        Some(ty) => TYPES.iter().any(|known| ty.eq_ignore_ascii_case(known)),
        None => document.get("RuleID").is_some(),
    }
}

/// Reads a document.
pub(super) fn read(file: &File<'_>, document: &Node) -> Loaded {
    let mut findings = Vec::new();
    let mut keys = Reader::new(document, &mut findings);
    keys.misspelt(&KEYS);
    let rule = read_rule(file, document, &mut keys);
    finish(rule, findings)
}

fn read_rule(file: &File<'_>, document: &Node, keys: &mut Reader<'_>) -> Option<Rule> {
    let ty = keys.text("AnalysisType").unwrap_or("rule");
    if !ty.eq_ignore_ascii_case("rule") {
        let at = keys.get("AnalysisType").map_or(document.span, |node| node.span);
        let message = format!("a Panther analysis of the type `{ty}` is not supported");
        keys.findings.push(refused(at, message).with_hint("kqlab runs the type `rule`"));
        return None;
    }
    let id = keys.entry("RuleID").and_then(id);
    let name = keys.name("DisplayName").or_else(|| id.as_ref().map(|id| id.text.clone()));
    let severity = keys.choice("Severity", &SEVERITIES).map(str::to_owned);
    let tables = tables(keys);
    let tests = tests(keys, &tables);
    let at = id.as_ref().map_or(document.span, |id| id.span);
    let query = match keys.entry("Detection") {
        Some(entry) => simple(keys, entry, &tables)?,
        None if filters(keys)?.is_empty() => beside(file, at, keys.findings)?,
        None => {
            let at = keys.get("InlineFilters").map_or(at, |node| node.span);
            let message = "inline filters of a detection in KQL are not supported".to_owned();
            let hint = "write them as `where` of the detection";
            keys.findings.push(refused(at, message).with_hint(hint));
            return None;
        }
    };
    Some(Rule {
        id,
        name,
        severity,
        grouping: Grouping::PerRow,
        tests,
        ..Rule::new(Format::Panther, Kind::Scheduled, query)
    })
}

fn tables(keys: &mut Reader<'_>) -> Vec<String> {
    let types = keys.list("LogTypes").into_iter().filter_map(Node::scalar);
    let types: Vec<String> = types.map(table).collect();
    if types.is_empty() {
        keys.missing("LogTypes", "the log types name the tables that the detection reads");
    }
    types
}

fn table(log_type: &str) -> String {
    log_type.trim().replace(['.', '-'], "_")
}

fn refused(at: Span, message: String) -> Diagnostic {
    Diagnostic::error(Phase::Syntax, UNSUPPORTED_RULE, at, message)
}

/// A simple detection in KQL, over the events as they are: a key that is missing is not one that is empty.
fn simple(keys: &mut Reader<'_>, entry: &Entry, tables: &[String]) -> Option<Query> {
    let mut all = filters(keys)?;
    all.extend(expressions(&entry.value, keys.findings)?);
    let detection = quote(&Json::Array(all).to_string());
    let events = quote(&format!("documents:{}", tables.join(",")));
    let text = format!("[{events}]\n| where __panther(_source, {detection})\n");
    let query = Query::within(text, Placement::whole(entry.at.start));
    Some(Query { original: false, ..query })
}

/// `InlineFilters`: events that do not match are not looked at. An empty group filters nothing.
fn filters(keys: &mut Reader<'_>) -> Option<Vec<Json>> {
    let Some(node) = keys.get("InlineFilters") else { return Some(Vec::new()) };
    let filters = expressions(node, keys.findings)?;
    let empty = |filter: &Json| {
        filter.get("All").is_some_and(|all| all.as_array().is_some_and(Vec::is_empty))
    };
    Some(filters.into_iter().filter(|filter| !empty(filter)).collect())
}

/// Match expressions, each read once to be sure that it can be.
fn expressions(list: &Node, findings: &mut Vec<Diagnostic>) -> Option<Vec<Json>> {
    let items = match &list.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(list),
    };
    let mut read = Some(Vec::new());
    for item in items {
        let json = item.json();
        match kqlab_panther::Detection::parse(&json) {
            Ok(_) => read.as_mut().into_iter().for_each(|read| read.push(json.clone())),
            Err(message) => {
                findings.push(refused(item.span, message));
                read = None;
            }
        }
    }
    read
}

/// The detection in KQL.
fn beside(file: &File<'_>, at: Span, findings: &mut Vec<Diagnostic>) -> Option<Query> {
    let path = file.path.with_extension("kql");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(Query { file: Some((path, text.clone())), ..Query::plain(&text, 0) }),
        Err(error) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let message = format!(
                "the detection in KQL is expected beside the rule, and {name} cannot be read: {error}"
            );
            let hint = format!(
                "kqlab runs no Python: write the detection as {name}, over the table that LogTypes names"
            );
            findings.push(refused(at, message).with_hint(hint));
            None
        }
    }
}

/// Whether a query is the detection of the Panther rule beside it.
#[must_use]
pub fn is_detection(query: &Path) -> bool {
    query.extension().is_some_and(|e| e == "kql")
        && ["yml", "yaml"].iter().any(|ending| {
            let rule = query.with_extension(ending);
            let text = std::fs::read_to_string(&rule).unwrap_or_default();
            let documents = kqlab_document::parse(Language::Yaml, &text).unwrap_or_default();
            documents.iter().any(is_rule)
        })
}

/// `Tests`: one log each, which matches or does not.
fn tests(keys: &mut Reader<'_>, tables: &[String]) -> Vec<Case> {
    let tests = keys.list("Tests");
    tests.into_iter().filter_map(|test| self::test(&mut keys.inner(test), test, tables)).collect()
}

fn test(keys: &mut Reader<'_>, node: &Node, tables: &[String]) -> Option<Case> {
    keys.misspelt(&["Name", "ExpectedResult", "Log", "Mocks", "Resource"]);
    let name = keys.name("Name");
    if name.is_none() {
        keys.missing("Name", "a test has a name");
    }
    let matches = keys.flag("ExpectedResult");
    if keys.get("ExpectedResult").is_none() {
        keys.missing("ExpectedResult", "say whether the log is expected to match: true or false");
    }
    let log = keys.map("Log")?;
    let own = log.get("p_log_type").and_then(Node::scalar).map(table);
    let table = own.or_else(|| tables.first().cloned())?;
    let given =
        Given { tables: vec![(table, vec![Rows::Inline(vec![log.json()])])], ..Given::default() };
    let expect = if matches? { Expect::some() } else { Expect::nothing() };
    let span = keys.get("ExpectedResult").map_or(node.span, |result| result.span);
    let expect = Expect { span, ..expect };
    Some(Case { name: name?, span: node.span, given, expect })
}
