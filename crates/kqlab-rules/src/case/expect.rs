//! Reading what a case expects.

use kqlab_syntax::codes::rules::MISSING_KEY;
use serde_json::Value as Json;

use super::keys::{Keys, Read, count, fault, list, map, text, wrong};
use super::{Expect, Expected, ExpectedAlert, ExpectedCell, ExpectedEntity};
use kqlab_document::{Entry, Node, Value};

const EXPECT: [&str; 9] = [
    "rows",
    "contains",
    "none",
    "count",
    "ordered",
    "alerts",
    "entities",
    "customDetails",
    "error",
];

/// Reads what is expected.
pub(super) fn expect(node: &Node) -> Read<Expect> {
    let keys = Keys::new(node, "`expect`", &EXPECT)?;
    let places = node.entries().iter().map(|entry| (entry.key.clone(), entry.at));
    let mut expect = Expect { span: node.span, keys: places.collect(), ..Expect::default() };
    if let Some(node) = keys.get("rows") {
        expect.rows = Some(rows(node, "rows")?);
    }
    if let Some(node) = keys.get("contains") {
        expect.contains = rows(node, "contains")?;
    }
    match keys.get("none") {
        Some(node) if matches!(node.value, Value::Bool(true)) => expect.count = Some(0),
        Some(node) => expect.none = rows(node, "none")?,
        None => {}
    }
    if let Some(number) = keys.count("count")? {
        expect.count = Some(number);
    }
    expect.ordered = keys.flag("ordered")?;
    match keys.get("alerts") {
        Some(node) if matches!(node.value, Value::List(_)) => {
            expect.alerts = Some(node.items().iter().map(alert).collect::<Read<_>>()?);
        }
        Some(node) => expect.alert_count = Some(count(node, "alerts")?),
        None => {}
    }
    expect.entities = keys.get("entities").map(entities).transpose()?;
    expect.details = details(keys.map("customDetails")?);
    if let Some(node) = keys.get("error") {
        expect.error = Some((text(node, "error")?.trim().to_owned(), node.span));
    }
    if node.entries().is_empty() {
        let hint = "say what is expected: rows, contains, none, count, alerts, entities, customDetails or error";
        return Err(
            fault(MISSING_KEY, node.span, "`expect` says nothing".to_owned()).with_hint(hint)
        );
    }
    Ok(expect)
}

fn rows(node: &Node, what: &str) -> Read<Vec<Expected>> {
    let row = |node: &Node| {
        let cell = |entry: &Entry| ExpectedCell {
            column: entry.key.clone(),
            value: entry.value.json(),
            span: entry.value.span,
        };
        match &node.value {
            Value::Map(entries) => {
                Ok(Expected { cells: entries.iter().map(cell).collect(), span: node.span })
            }
            _ => Err(wrong(node, what, "rows of columns and values")),
        }
    };
    list(node, what)?.iter().map(row).collect()
}

fn alert(node: &Node) -> Read<ExpectedAlert> {
    let keys =
        Keys::new(node, "an alert", &["title", "severity", "rows", "entities", "customDetails"])?;
    Ok(ExpectedAlert {
        title: keys.text("title")?.map(str::to_owned),
        severity: keys.text("severity")?.map(str::to_owned),
        rows: keys.count("rows")?,
        entities: keys.get("entities").map(entities).transpose()?,
        details: details(keys.map("customDetails")?),
        span: node.span,
    })
}

/// `- Account: {FullName: mallory@contoso.com}`
fn entities(node: &Node) -> Read<Vec<ExpectedEntity>> {
    let mut found = Vec::new();
    for item in list(node, "entities")? {
        for entry in map(item, "entities")? {
            let field =
                |field: &Entry| Ok((field.key.clone(), text(&field.value, &field.key)?.to_owned()));
            let fields = map(&entry.value, &entry.key)?.iter().map(field).collect::<Read<_>>()?;
            found.push(ExpectedEntity { kind: entry.key.clone(), fields, span: entry.at });
        }
    }
    Ok(found)
}

/// A value, or a list of values.
fn details(entries: &[Entry]) -> Vec<(String, Vec<Json>)> {
    let values = |node: &Node| match &node.value {
        Value::List(items) => items.iter().map(Node::json).collect(),
        _ => vec![node.json()],
    };
    entries.iter().map(|entry| (entry.key.clone(), values(&entry.value))).collect()
}
