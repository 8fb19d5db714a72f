//! Sentinel rules as resources of an ARM template: the keys of YAML below `properties`, durations in ISO 8601.
//! <https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules>

use super::reader::Reader;
use super::sentinel::{self, finish};
use super::{File, Loaded, no_query};
use crate::rule::{Format, Id, Kind};
use kqlab_document::{Entry, Node};

const KEYS: [&str; 28] = [
    "displayName",
    "description",
    "severity",
    "enabled",
    "query",
    "queryFrequency",
    "queryPeriod",
    "triggerOperator",
    "triggerThreshold",
    "suppressionDuration",
    "suppressionEnabled",
    "startTimeUtc",
    "tactics",
    "techniques",
    "subTechniques",
    "alertRuleTemplateName",
    "incidentConfiguration",
    "eventGroupingSettings",
    "alertDetailsOverride",
    "customDetails",
    "entityMappings",
    "sentinelEntitiesMappings",
    "templateVersion",
    "status",
    "version",
    "requiredDataConnectors",
    "category",
    "tags",
];

/// Whether it is a template with rules, or one of its resources alone.
pub(super) fn is_rule(document: &Node) -> bool {
    resources(document).iter().any(|resource| kind(resource).is_some())
}

/// Reads a template.
pub(super) fn read(file: &File<'_>, document: &Node) -> Loaded {
    let mut loaded = Loaded::default();
    for resource in resources(document) {
        let Some(kind) = kind(resource) else { continue };
        let one = self::resource(file, resource, kind);
        loaded.rules.extend(one.rules);
        loaded.findings.extend(one.findings);
    }
    loaded
}

fn resources(document: &Node) -> Vec<&Node> {
    match document.get("resources") {
        Some(resources) => resources.items().iter().collect(),
        None => vec![document],
    }
}

/// What runs the resource, if it is a rule with a query.
fn kind(resource: &Node) -> Option<Kind> {
    let lower = |key: &str| resource.get(key).and_then(Node::scalar).map(str::to_ascii_lowercase);
    let of_sentinel = |ty: &str| ty.ends_with("/alertrules") || ty.ends_with("/alertruletemplates");
    match (lower("type"), lower("kind").as_deref()) {
        (Some(ty), _) if ty.ends_with("/savedsearches") => {
            let category = resource.get("properties").and_then(|p| p.get("category"));
            (category.and_then(Node::scalar) == Some("Hunting Queries")).then_some(Kind::Hunting)
        }
        (Some(ty), _) if !of_sentinel(&ty) => None,
        (_, Some("scheduled")) => Some(Kind::Scheduled),
        (_, Some("nrt")) => Some(Kind::NearRealTime),
        _ => None,
    }
}

fn resource(file: &File<'_>, resource: &Node, kind: Kind) -> Loaded {
    let mut findings = Vec::new();
    let Some(properties) = resource.get("properties") else {
        let hint = "a rule holds its query under `properties`";
        return finish(None, vec![no_query(resource.span, "the rule has no `properties`", hint)]);
    };
    let mut keys = Reader::new(properties, &mut findings).any_case();
    keys.misspelt(&KEYS);
    let name = keys.name("displayName");
    let hint = "a rule holds its query under `properties` as `query`";
    let query = sentinel::query(file, &mut keys, "query", hint);
    let mut rule = sentinel::rule(&mut keys, Format::Arm, None, name, Some(kind), query);
    if let Some(rule) = &mut rule {
        rule.id = resource.entry("name").or_else(|| resource.entry("id")).and_then(id);
    }
    finish(rule, findings)
}

/// The last part of a name such as `[concat(parameters('workspace'),'/Microsoft.SecurityInsights/<id>')]`.
fn id(entry: &Entry) -> Option<Id> {
    let mut id = sentinel::id(entry)?;
    let text = id.text.trim_end_matches([']', ')', '\'', ' ']);
    let last = text.rsplit(['/', '\'', '(']).next().unwrap_or(text);
    id.text = last.to_owned();
    (!id.text.is_empty()).then_some(id)
}
