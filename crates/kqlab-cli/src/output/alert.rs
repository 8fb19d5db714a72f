//! Alerts: for people below the rows, for programs as one object beside them.

use std::io::{Result, Write};

use kqlab_rules::{Alert, Entity};
use serde_json::{Map, Value as Json, json};

use super::{counted, markdown};

/// Below a table of rows: a line an alert, then its entities and custom details.
pub(super) fn text(out: &mut impl Write, alerts: &[Alert]) -> Result<()> {
    writeln!(out, "\n{}", counted(alerts.len() as u64, "alert"))?;
    for alert in alerts {
        writeln!(out, "  {}", head(alert))?;
        let about = about(alert);
        let width = about.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        for (label, value) in about {
            writeln!(out, "    {label:width$}  {value}")?;
        }
    }
    Ok(())
}

/// Below a table of rows: a list.
pub(super) fn markdown(out: &mut impl Write, alerts: &[Alert]) -> Result<()> {
    writeln!(out, "\n**{}**\n", counted(alerts.len() as u64, "alert"))?;
    for alert in alerts {
        writeln!(out, "- {}", markdown::escape(&head(alert)))?;
        for (label, value) in about(alert) {
            writeln!(out, "  - {}: {}", markdown::escape(&label), markdown::escape(&value))?;
        }
    }
    Ok(())
}

/// Its name, severity and number of rows.
pub(crate) fn head(alert: &Alert) -> String {
    let title = alert.title.as_deref().unwrap_or("an alert without a name");
    let severity = alert.severity.as_ref().map(|severity| format!(" ({severity})"));
    format!("{title}{}: {}", severity.unwrap_or_default(), counted(alert.rows as u64, "row"))
}

/// Labels and values: entities, then custom details.
fn about(alert: &Alert) -> Vec<(String, String)> {
    let detail = |(name, values): &(String, Vec<String>)| (name.clone(), values.join(", "));
    alert.entities.iter().map(entity).chain(alert.details.iter().map(detail)).collect()
}

/// An entity's kind and its identifiers.
pub(crate) fn entity(entity: &Entity) -> (String, String) {
    let fields = entity.fields.iter().map(|(name, value)| format!("{name} = {value}"));
    (entity.kind.clone(), fields.collect::<Vec<_>>().join(", "))
}

/// An entity as a program reads it.
pub(crate) fn entity_object(entity: &Entity) -> Json {
    let mut object = Map::new();
    object.insert("type".to_owned(), entity.kind.clone().into());
    object.extend(entity.fields.iter().map(|(name, value)| (name.clone(), value.clone().into())));
    Json::Object(object)
}

/// As a program reads it.
pub(crate) fn object(alert: &Alert) -> Json {
    let detail = |(name, values): &(String, Vec<String>)| (name.clone(), json!(values));
    json!({
        "title": alert.title,
        "severity": alert.severity,
        "rows": alert.rows,
        "entities": alert.entities.iter().map(entity_object).collect::<Vec<_>>(),
        "customDetails": alert.details.iter().map(detail).collect::<Map<_, _>>(),
    })
}
