//! Custom detections of Defender XDR, as Microsoft Graph writes them, in JSON or YAML.
//! <https://learn.microsoft.com/graph/api/resources/security-detectionrule>

use super::reader::Reader;
use super::sentinel::{finish, id, query};
use super::{File, Loaded};
use crate::rule::{ColumnName, EntityMapping, Format, Grouping, Kind, Overrides, Rule, Schedule};
use kqlab_document::Node;

const KEYS: [&str; 12] = [
    "id",
    "displayName",
    "isEnabled",
    "createdBy",
    "createdDateTime",
    "lastModifiedDateTime",
    "lastModifiedBy",
    "detectorId",
    "queryCondition",
    "schedule",
    "detectionAction",
    "lastRunDetails",
];

const HOUR: i64 = 36_000_000_000;

/// How often a detection runs tells how far it looks back; `0` runs over what arrives.
/// <https://learn.microsoft.com/defender-xdr/custom-detection-rules#rule-frequency>
const PERIODS: [(&str, Schedule); 5] = [
    ("0", Schedule { frequency: HOUR / 60, period: HOUR / 60 }),
    ("1H", Schedule { frequency: HOUR, period: 4 * HOUR }),
    ("3H", Schedule { frequency: 3 * HOUR, period: 12 * HOUR }),
    ("12H", Schedule { frequency: 12 * HOUR, period: 48 * HOUR }),
    ("24H", Schedule { frequency: 24 * HOUR, period: 30 * 24 * HOUR }),
];

/// Reads a document.
pub(super) fn read(file: &File<'_>, document: &Node) -> Loaded {
    let mut findings = Vec::new();
    let mut keys = Reader::new(document, &mut findings);
    keys.misspelt(&KEYS);
    let name = keys.name("displayName");
    let id = keys.entry("id").and_then(id);
    let schedule =
        keys.map("schedule").and_then(|schedule| keys.inner(schedule).choice("period", &PERIODS));
    let hint = "a Defender detection holds its query under `queryCondition` as `queryText`";
    let query = keys
        .map("queryCondition")
        .and_then(|condition| query(file, &mut keys.inner(condition), "queryText", hint));
    let action = keys.map("detectionAction").cloned();
    let template =
        action.as_ref().and_then(|action| keys.inner(action).map("alertTemplate").cloned());
    let kind = if schedule == Some(PERIODS[0].1) { Kind::NearRealTime } else { Kind::Scheduled };
    let rule = query.map(|query| Rule {
        id,
        name,
        schedule,
        grouping: Grouping::PerRow,
        ..Rule::new(Format::Defender, kind, query)
    });
    let rule = rule.map(|rule| match &template {
        Some(template) => alert(rule, &mut keys.inner(template)),
        None => rule,
    });
    finish(rule, findings)
}

fn alert(rule: Rule, keys: &mut Reader<'_>) -> Rule {
    keys.misspelt(&[
        "title",
        "description",
        "severity",
        "category",
        "recommendedActions",
        "mitreTechniques",
        "impactedAssets",
    ]);
    let severities = [
        ("informational", "Informational"),
        ("low", "Low"),
        ("medium", "Medium"),
        ("high", "High"),
    ];
    let title = keys.name("title").zip(keys.get("title"));
    let title = title.map(|(name, node)| ColumnName { name, span: node.span });
    let severity = keys.choice("severity", &severities).map(str::to_owned);
    let assets = keys.list("impactedAssets");
    let entities = assets.into_iter().filter_map(|asset| self::asset(&mut keys.inner(asset)));
    let entities = entities.collect();
    Rule { severity, entities, overrides: Overrides { title, ..Overrides::default() }, ..rule }
}

/// `@odata.type` tells the kind of asset, `identifier` the column in lower camel case.
fn asset(keys: &mut Reader<'_>) -> Option<EntityMapping> {
    let kinds = [
        ("#microsoft.graph.security.impactedDeviceAsset", "Device"),
        ("#microsoft.graph.security.impactedUserAsset", "User"),
        ("#microsoft.graph.security.impactedMailboxAsset", "Mailbox"),
    ];
    let kind = keys.choice("@odata.type", &kinds)?;
    let Some(identifier) = keys.name("identifier") else {
        keys.missing("identifier", "an impacted asset names its column, such as deviceId");
        return None;
    };
    let span = keys.get("identifier")?.span;
    let mut characters = identifier.chars();
    let column: String = characters.next()?.to_uppercase().chain(characters).collect();
    let fields = vec![(identifier, ColumnName { name: column, span })];
    Some(EntityMapping { kind: kind.to_owned(), fields })
}
