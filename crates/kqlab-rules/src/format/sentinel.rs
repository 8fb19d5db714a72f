//! Sentinel rules in YAML: scheduled, near real time and hunting. ARM templates hold the same keys.
//! <https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide>

use kqlab_syntax::Diagnostic;

use super::reader::Reader;
use super::{File, Loaded, no_query};
use crate::rule::{
    ColumnName, EntityMapping, Format, Grouping, Id, Kind, Operator, Overrides, Query, Rule,
    Schedule, Trigger, duration,
};
use kqlab_document::{Entry, Node, Value};

const KEYS: [&str; 28] = [
    "id",
    "name",
    "description",
    "kind",
    "severity",
    "version",
    "status",
    "query",
    "queryFrequency",
    "queryPeriod",
    "triggerOperator",
    "triggerThreshold",
    "suppressionEnabled",
    "suppressionDuration",
    "entityMappings",
    "sentinelEntitiesMappings",
    "customDetails",
    "alertDetailsOverride",
    "eventGroupingSettings",
    "incidentConfiguration",
    "requiredDataConnectors",
    "tactics",
    "relevantTechniques",
    "tags",
    "metadata",
    "enabled",
    "author",
    "subTechniques",
];

const SEVERITIES: [(&str, &str); 4] =
    [("Informational", "Informational"), ("Low", "Low"), ("Medium", "Medium"), ("High", "High")];

const KINDS: [(&str, Kind); 3] =
    [("Scheduled", Kind::Scheduled), ("NRT", Kind::NearRealTime), ("Hunting", Kind::Hunting)];

const GROUPINGS: [(&str, Grouping); 2] =
    [("SingleAlert", Grouping::Single), ("AlertPerResult", Grouping::PerRow)];

/// A near-real-time rule runs every minute over the minute before.
/// <https://learn.microsoft.com/azure/sentinel/near-real-time-rules>
const MINUTE: i64 = 600_000_000;

/// Reads a YAML document.
pub(super) fn read(file: &File<'_>, document: &Node) -> Loaded {
    let mut findings = Vec::new();
    let mut keys = Reader::new(document, &mut findings).any_case();
    keys.misspelt(&KEYS);
    let id = keys.entry("id");
    let name = keys.name("name");
    let kind = keys.choice("kind", &KINDS);
    let hint = "a Sentinel rule holds its query under the key `query:`";
    let query = query(file, &mut keys, "query", hint);
    let rule = rule(&mut keys, Format::Sentinel, id, name, kind, query);
    finish(rule, findings)
}

/// Reads the front matter of a query.
pub(super) fn front_matter(document: &Node, query: Query) -> Loaded {
    let mut findings = Vec::new();
    let mut keys = Reader::new(document, &mut findings).any_case();
    keys.misspelt(&KEYS);
    let id = keys.entry("id");
    let name = keys.name("name");
    let kind = keys.choice("kind", &KINDS);
    let rule = rule(&mut keys, Format::Query, id, name, kind, Some(query));
    finish(rule, findings)
}

/// The rule, unless something is wrong with it.
pub(super) fn finish(rule: Option<Rule>, findings: Vec<Diagnostic>) -> Loaded {
    let broken = findings.iter().any(Diagnostic::is_error);
    Loaded { rules: rule.filter(|_| !broken).into_iter().collect(), findings }
}

/// The keys that YAML and ARM share.
pub(super) fn rule(
    keys: &mut Reader<'_>,
    format: Format,
    id: Option<&Entry>,
    name: Option<String>,
    kind: Option<Kind>,
    query: Option<Query>,
) -> Option<Rule> {
    let schedule = schedule(keys, kind);
    let grouping = grouping(keys);
    keys.flag("suppressionEnabled");
    keys.duration("suppressionDuration", duration);
    Some(Rule {
        format,
        kind: kind.unwrap_or(if schedule.is_some() { Kind::Scheduled } else { Kind::Hunting }),
        id: id.and_then(self::id),
        name,
        severity: keys.choice("severity", &SEVERITIES).map(str::to_owned),
        schedule,
        trigger: trigger(keys),
        grouping,
        entities: entities(keys),
        details: details(keys),
        overrides: overrides(keys),
        tests: Vec::new(),
        query: query?,
    })
}

pub(super) fn id(entry: &Entry) -> Option<Id> {
    let text = entry.value.scalar()?.trim().to_owned();
    (!text.is_empty()).then_some(Id { text, span: entry.value.span })
}

/// The query under a key.
pub(super) fn query(
    file: &File<'_>,
    keys: &mut Reader<'_>,
    key: &str,
    hint: &str,
) -> Option<Query> {
    let Some(entry) = keys.entry(key) else {
        keys.missing(key, hint);
        return None;
    };
    let node = &entry.value;
    let fault = match &node.value {
        Value::Text(text) if text.text.trim().is_empty() => format!("`{key}` is empty"),
        Value::Text(text) => {
            let placement = text.placement(file.text, node.span);
            return Some(Query::within(text.text.clone(), placement));
        }
        _ => format!("`{key}` is expected to be text, and {} is found", node.kind()),
    };
    keys.findings.push(no_query(entry.at, &fault, hint));
    None
}

fn schedule(keys: &mut Reader<'_>, kind: Option<Kind>) -> Option<Schedule> {
    let frequency = keys.duration("queryFrequency", duration);
    let period = keys.duration("queryPeriod", duration);
    match (kind, frequency, period) {
        (Some(Kind::NearRealTime), ..) => Some(Schedule { frequency: MINUTE, period: MINUTE }),
        (_, Some(frequency), Some(period)) => Some(Schedule { frequency, period }),
        (Some(Kind::Scheduled), None, _) if keys.get("queryFrequency").is_none() => {
            keys.missing("queryFrequency", "a scheduled rule says how often it runs, such as 1h");
            None
        }
        (_, Some(_), None) if keys.get("queryPeriod").is_none() => {
            keys.missing("queryPeriod", "a scheduled rule says how far it looks back, such as 1d");
            None
        }
        _ => None,
    }
}

fn trigger(keys: &mut Reader<'_>) -> Trigger {
    let any = Trigger::default();
    let operator = keys.choice("triggerOperator", &Operator::NAMES);
    let threshold = keys.count("triggerThreshold");
    Trigger {
        operator: operator.unwrap_or(any.operator),
        threshold: threshold.unwrap_or(any.threshold),
    }
}

fn grouping(keys: &mut Reader<'_>) -> Grouping {
    let Some(settings) = keys.map("eventGroupingSettings") else { return Grouping::default() };
    keys.inner(settings).choice("aggregationKind", &GROUPINGS).unwrap_or_default()
}

/// `entityMappings`: a list of `entityType` and `fieldMappings`.
fn entities(keys: &mut Reader<'_>) -> Vec<EntityMapping> {
    let mappings = keys.list("entityMappings");
    mappings
        .into_iter()
        .filter_map(|mapping| {
            let mut keys = keys.inner(mapping);
            keys.misspelt(&["entityType", "fieldMappings"]);
            let kind = keys.name("entityType");
            if kind.is_none() {
                keys.missing("entityType", "an entity mapping names a type such as Account");
            }
            let fields = keys.list("fieldMappings");
            let fields = fields.into_iter().filter_map(|field| self::field(&mut keys.inner(field)));
            let fields = fields.collect();
            Some(EntityMapping { kind: kind?, fields })
        })
        .collect()
}

fn field(keys: &mut Reader<'_>) -> Option<(String, ColumnName)> {
    keys.misspelt(&["identifier", "columnName"]);
    let identifier = keys.name("identifier");
    let column = column(keys, "columnName");
    if column.is_none() {
        keys.missing("columnName", "a field mapping names a column of the query's result");
    }
    if identifier.is_none() {
        keys.missing("identifier", "a field mapping names an identifier such as FullName");
    }
    identifier.zip(column)
}

fn column(keys: &mut Reader<'_>, key: &str) -> Option<ColumnName> {
    let name = keys.name(key)?;
    let span = keys.get(key)?.span;
    Some(ColumnName { name, span })
}

fn details(keys: &mut Reader<'_>) -> Vec<(String, ColumnName)> {
    let Some(details) = keys.map("customDetails") else { return Vec::new() };
    let detail = |entry: &Entry| {
        let name = entry.value.scalar()?.trim().to_owned();
        Some((entry.key.clone(), ColumnName { name, span: entry.value.span }))
    };
    details.entries().iter().filter_map(detail).collect()
}

fn overrides(keys: &mut Reader<'_>) -> Overrides {
    let Some(settings) = keys.map("alertDetailsOverride") else { return Overrides::default() };
    let mut keys = keys.inner(settings);
    keys.misspelt(&[
        "alertDisplayNameFormat",
        "alertDescriptionFormat",
        "alertTacticsColumnName",
        "alertSeverityColumnName",
        "alertDynamicProperties",
    ]);
    let title = column(&mut keys, "alertDisplayNameFormat");
    let mut others: Vec<ColumnName> = title.iter().flat_map(places).collect();
    others.extend(column(&mut keys, "alertDescriptionFormat").iter().flat_map(places));
    others.extend(column(&mut keys, "alertTacticsColumnName"));
    for property in keys.list("alertDynamicProperties") {
        let mut keys = keys.inner(property);
        keys.misspelt(&["alertProperty", "value"]);
        others.extend(column(&mut keys, "value"));
    }
    Overrides { title, severity: column(&mut keys, "alertSeverityColumnName"), others }
}

/// The columns in the `{{places}}` of a format.
fn places(format: &ColumnName) -> Vec<ColumnName> {
    let parts = format.name.split("{{").skip(1).filter_map(|part| part.split_once("}}"));
    let column =
        |(name, _): (&str, &str)| ColumnName { name: name.trim().to_owned(), ..format.clone() };
    parts.map(column).collect()
}
