//! Elastic Security's rules in TOML, `language = "kuery"`: types query, threshold and new_terms.
//! <https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule>

mod lower;
mod suppress;
mod types;

use kqlab_elastic::Kuery;
use kqlab_syntax::codes::rules::UNSUPPORTED_RULE;
use kqlab_syntax::{Diagnostic, Phase, Span};

use super::reader::Reader;
use super::sentinel::{finish, id};
use super::{File, Loaded};
use crate::Placement;
use crate::rule::{Format, Grouping, Kind, Query, Rule, Schedule, duration};
use kqlab_document::{Node, Value};

use types::Type;

const KEYS: [&str; 37] = [
    "actions",
    "alert_suppression",
    "anomaly_threshold",
    "author",
    "building_block_type",
    "description",
    "enabled",
    "exceptions_list",
    "false_positives",
    "filters",
    "from",
    "index",
    "interval",
    "investigation_fields",
    "language",
    "license",
    "max_signals",
    "name",
    "new_terms",
    "note",
    "output_index",
    "query",
    "references",
    "risk_score",
    "risk_score_mapping",
    "rule_id",
    "rule_name_override",
    "setup",
    "severity",
    "severity_mapping",
    "tags",
    "threat",
    "threshold",
    "timeline_id",
    "timeline_title",
    "timestamp_override",
    "type",
];

const SEVERITIES: [(&str, &str); 4] =
    [("low", "Low"), ("medium", "Medium"), ("high", "High"), ("critical", "Critical")];

const MINUTE: i64 = 600_000_000;

/// Reads a document.
pub(super) fn read(file: &File<'_>, document: &Node) -> Loaded {
    let mut findings = Vec::new();
    let Some(rule) = document.get("rule") else { return Loaded::default() };
    let mut keys = Reader::new(rule, &mut findings);
    keys.misspelt(&KEYS);
    let rule = read_rule(file, &mut keys);
    finish(rule, findings)
}

fn read_rule(file: &File<'_>, keys: &mut Reader<'_>) -> Option<Rule> {
    let ty = keys.text("type").unwrap_or("query");
    let written = keys.text("language");
    let language = written.unwrap_or("kuery");
    if language != "kuery" || !matches!(ty, "query" | "threshold" | "new_terms") {
        let at = keys
            .get("type")
            .or_else(|| keys.get("language"))
            .map_or(Span::default(), |node| node.span);
        let of = written.map(|language| format!(" in the language `{language}`"));
        let of = of.unwrap_or_default();
        let message = format!("an Elastic rule of type `{ty}`{of} is not supported");
        keys.findings.push(refused(at, &message).with_hint(
            "kqlab runs the types query, threshold and new_terms in the language kuery",
        ));
        return None;
    }
    let name = keys.name("name");
    let rule_id = keys.entry("rule_id").and_then(id);
    let severity = keys.choice("severity", &SEVERITIES).map(str::to_owned);
    let period = keys.duration("from", since).unwrap_or(6 * MINUTE);
    let frequency = keys.duration("interval", duration).unwrap_or(5 * MINUTE);
    let ty = types::read(keys, ty)?;
    let query = query(file, keys, &ty, period)?;
    Some(Rule {
        id: rule_id,
        name,
        severity,
        schedule: Some(Schedule { frequency, period }),
        grouping: Grouping::PerRow,
        ..Rule::new(Format::Elastic, Kind::Scheduled, query)
    })
}

/// The ticks from `now-9m` to now.
fn since(text: &str) -> Option<i64> {
    duration(text.trim().strip_prefix("now-")?)
}

fn refused(at: Span, message: &str) -> Diagnostic {
    Diagnostic::error(Phase::Syntax, UNSUPPORTED_RULE, at, message)
}

/// The rule's query in KQL.
fn query(file: &File<'_>, keys: &mut Reader<'_>, ty: &Type, period: i64) -> Option<Query> {
    let hint = "an Elastic rule holds its query under `[rule]` as `query`";
    let written = super::sentinel::query(file, keys, "query", hint)?;
    let kuery = match Kuery::parse(&written.text) {
        Ok(kuery) => kuery,
        Err(mut fault) => {
            fault.span = fault.span.map(|span| written.placement.place(span));
            keys.findings.push(fault);
            return None;
        }
    };
    let filters = filters(keys)?;
    let at = keys.get("query").map_or(0, |node| node.span.start);
    let parts = kuery.conjuncts.iter().map(|part| written.text[part.span.range()].to_owned());
    let source = lower::Source {
        index: keys
            .list("index")
            .into_iter()
            .filter_map(|node| node.scalar().map(str::to_owned))
            .collect(),
        kuery: parts.collect(),
        filters,
        time: keys.name("timestamp_override"),
        suppression: suppress::read(keys, ty)?,
    };
    let windowed = lower::lower(&source, ty, true);
    let text = match ty {
        Type::NewTerms { .. } => crate::run::over_period(&windowed, period),
        Type::Query | Type::Threshold { .. } => lower::lower(&source, ty, false),
    };
    let query = Query::within(text, Placement::whole(at));
    Some(Query { windowed: Some(windowed), original: false, ..query })
}

/// `[[rule.filters]]` as JSON text, each read once to be sure that it can be.
fn filters(keys: &mut Reader<'_>) -> Option<Vec<String>> {
    let mut texts = Some(Vec::new());
    for node in keys.list("filters") {
        let json = node.json();
        match kqlab_elastic::filter(&json) {
            Ok(_) => texts
                .as_mut()
                .into_iter()
                .for_each(|texts: &mut Vec<String>| texts.push(json.to_string())),
            Err(message) => {
                keys.findings.push(refused(filter_span(node), &message));
                texts = None;
            }
        }
    }
    texts
}

/// A filter is often spread over several tables: its first key tells best where it stands.
fn filter_span(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |entry| entry.at),
        _ => node.span,
    }
}
