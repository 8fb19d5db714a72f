//! Alerts, entities and custom details against what is expected of them.

use indexmap::IndexSet;
use serde_json::Value as Json;

use super::{Found, said};
use crate::alert::{Alert, Entity};
use crate::case::{Expect, ExpectedAlert, ExpectedEntity};
use crate::test::{Line, Side};

pub(super) fn compare(expect: &Expect, alerts: &[Alert], found: &mut Vec<Found>) {
    if let Some(count) = expect.alert_count.filter(|count| *count != alerts.len() as u64) {
        let message = format!(
            "{} expected, and {} found",
            alerts_are(count),
            alerts_are(alerts.len() as u64)
        );
        found.push(said(message, expect.at(&["alerts"])));
    }
    if let Some(expected) = &expect.alerts {
        compare_alerts(expected, alerts, expect, found);
    }
    if let Some(expected) = &expect.entities {
        let diff = unlike(expected, &entities(alerts), is_entity, written_entity, shown_entity);
        if !diff.is_empty() {
            let at = expect.at(&["entities"]);
            let mut mismatch = said("the alerts have other entities".to_owned(), at);
            mismatch.told.diff = diff;
            found.push(mismatch);
        }
    }
    for (name, values) in &expect.details {
        let at = expect.at(&["customDetails"]);
        compare_details(name, values, detail(alerts, name), at, found);
    }
}

/// The entities of the alerts, each once.
pub(crate) fn entities(alerts: &[Alert]) -> Vec<&Entity> {
    let entities: IndexSet<&Entity> = alerts.iter().flat_map(|alert| &alert.entities).collect();
    entities.into_iter().collect()
}

/// The values of a custom detail of the alerts, each once.
pub(in crate::test) fn detail(alerts: &[Alert], name: &str) -> Vec<String> {
    let mut all: Vec<String> = alerts.iter().flat_map(|alert| details(alert, name)).collect();
    all.sort();
    all.dedup();
    all
}

fn compare_alerts(
    expected: &[ExpectedAlert],
    alerts: &[Alert],
    expect: &Expect,
    found: &mut Vec<Found>,
) {
    let alerts: Vec<&Alert> = alerts.iter().collect();
    let diff = unlike(expected, &alerts, is_alert, written_alert, shown_alert);
    if !diff.is_empty() {
        let mut mismatch = said("the alerts are others".to_owned(), expect.at(&["alerts"]));
        mismatch.told.diff = diff;
        found.push(mismatch);
    }
}

/// What is expected and not there, and what is there and not expected; each stands for one.
fn unlike<E, F: Copy>(
    expected: &[E],
    found: &[F],
    is: impl Fn(&E, F) -> bool,
    written: impl Fn(&E) -> String,
    shown: impl Fn(F) -> String,
) -> Vec<Line> {
    let mut left: Vec<F> = found.to_vec();
    let mut lines = Vec::new();
    for wanted in expected {
        match left.iter().position(|found| is(wanted, *found)) {
            Some(at) => {
                left.remove(at);
            }
            None => lines.push(Line { side: Side::Expected, text: written(wanted) }),
        }
    }
    lines.extend(left.into_iter().map(|found| Line { side: Side::Found, text: shown(found) }));
    lines
}

fn is_entity(expected: &ExpectedEntity, found: &Entity) -> bool {
    let held = |field: &(String, String)| found.fields.contains(field);
    expected.kind == found.kind && expected.fields.iter().all(held)
}

fn written_entity(entity: &ExpectedEntity) -> String {
    fields(&entity.kind, &entity.fields)
}

fn shown_entity(entity: &Entity) -> String {
    fields(&entity.kind, &entity.fields)
}

fn fields(kind: &str, fields: &[(String, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("{kind}: {{{}}}", fields.join(", "))
}

fn is_alert(expected: &ExpectedAlert, found: &Alert) -> bool {
    let entities: Vec<&Entity> = found.entities.iter().collect();
    let told =
        |expected: &Option<String>, found: &Option<String>| expected.is_none() || expected == found;
    told(&expected.title, &found.title)
        && told(&expected.severity, &found.severity)
        && expected.rows.is_none_or(|rows| rows == found.rows as u64)
        && expected.entities.as_ref().is_none_or(|expected| {
            unlike(expected, &entities, is_entity, written_entity, shown_entity).is_empty()
        })
        && expected.details.iter().all(|(name, values)| same(values, &details(found, name)))
}

fn written_alert(alert: &ExpectedAlert) -> String {
    let entities = alert.entities.iter().flatten().map(written_entity);
    let title = alert.title.as_deref();
    described(title, alert.severity.as_deref(), alert.rows, entities.collect())
}

fn shown_alert(alert: &Alert) -> String {
    let entities = alert.entities.iter().map(shown_entity).collect();
    described(alert.title.as_deref(), alert.severity.as_deref(), Some(alert.rows as u64), entities)
}

fn described(
    title: Option<&str>,
    severity: Option<&str>,
    rows: Option<u64>,
    entities: Vec<String>,
) -> String {
    let title = title.map(|title| format!("title: {title}"));
    let severity = severity.map(|severity| format!("severity: {severity}"));
    let rows = rows.map(|rows| format!("rows: {rows}"));
    let parts: Vec<String> =
        [title, severity, rows].into_iter().flatten().chain(entities).collect();
    parts.join(", ")
}

fn details(alert: &Alert, name: &str) -> Vec<String> {
    let values = alert.details.iter().find(|(known, _)| known == name);
    values.map(|(_, values)| values.clone()).unwrap_or_default()
}

fn compare_details(
    name: &str,
    expected: &[Json],
    all: Vec<String>,
    span: kqlab::Span,
    found: &mut Vec<Found>,
) {
    if same(expected, &all) {
        return;
    }
    let mut mismatch = said(format!("the custom detail `{name}` has other values"), span);
    let expected = expected.iter().map(|value| Line { side: Side::Expected, text: plain(value) });
    let actual = all.into_iter().map(|text| Line { side: Side::Found, text });
    mismatch.told.diff = expected.chain(actual).collect();
    found.push(mismatch);
}

/// The same values, in any order.
fn same(expected: &[Json], found: &[String]) -> bool {
    let mut expected: Vec<String> = expected.iter().map(plain).collect();
    let mut found = found.to_vec();
    expected.sort();
    found.sort();
    expected == found
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn alerts_are(count: u64) -> String {
    match count {
        0 => "no alert is".to_owned(),
        1 => "1 alert is".to_owned(),
        count => format!("{count} alerts are"),
    }
}
