//! From rows to alerts: the trigger, the grouping, and what an alert takes from its rows.

use indexmap::IndexSet;
use kqlab::{Row, Table};

use crate::rule::{Format, Grouping, Kind, Rule};

/// An alert.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alert {
    /// Its name.
    pub title: Option<String>,
    /// Its severity.
    pub severity: Option<String>,
    /// How many rows it is of.
    pub rows: usize,
    /// Whom and what it is about, each once.
    pub entities: Vec<Entity>,
    /// Custom details: names and the values of its rows, each once.
    pub details: Vec<(String, Vec<String>)>,
}

/// Whom or what an alert is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entity {
    /// `Account`, `IP` ...
    pub kind: String,
    /// Identifiers and their values; those without a value are left out.
    pub fields: Vec<(String, String)>,
}

const SEVERITIES: [&str; 4] = ["Informational", "Low", "Medium", "High"];

/// The alerts that a run with these rows makes.
#[must_use]
pub(crate) fn alerts(rule: &Rule, table: &Table) -> Vec<Alert> {
    let rows: Vec<Row<'_>> = table.rows().collect();
    if !rule.trigger.fires(rows.len() as u64) {
        return Vec::new();
    }
    let alert = |rows: &[Row<'_>]| Maker { rule, table }.alert(rows);
    match rule.grouping {
        Grouping::Single => vec![alert(&rows)],
        Grouping::PerRow => match most(rule) {
            Some(most) if rows.len() > most => {
                let single = rows.chunks(1).take(most - 1).map(alert);
                single.chain([alert(&rows)]).collect()
            }
            _ => rows.chunks(1).map(alert).collect(),
        },
    }
}

/// Where a run would make more alerts than this, the last one is of all rows.
/// <https://learn.microsoft.com/azure/sentinel/create-analytics-rules#event-grouping>,
/// <https://learn.microsoft.com/azure/sentinel/near-real-time-rules>
fn most(rule: &Rule) -> Option<usize> {
    match (rule.format, rule.kind) {
        (Format::Sentinel | Format::Arm | Format::Query, Kind::NearRealTime) => Some(30),
        (Format::Sentinel | Format::Arm | Format::Query | Format::Defender, _) => Some(150),
        (Format::Elastic | Format::Panther, _) => None,
    }
}

struct Maker<'a> {
    rule: &'a Rule,
    table: &'a Table,
}

impl Maker<'_> {
    fn alert(&self, rows: &[Row<'_>]) -> Alert {
        let first = rows.first();
        let severity = self.rule.overrides.severity.as_ref().zip(first);
        let severity = severity.and_then(|(column, row)| self.value(&column.name, row));
        let known = |found: String| SEVERITIES.iter().find(|s| s.eq_ignore_ascii_case(&found));
        Alert {
            title: first.and_then(|row| self.title(row)).or_else(|| self.rule.name.clone()),
            severity: severity
                .and_then(known)
                .map(|known| (*known).to_owned())
                .or_else(|| self.rule.severity.clone()),
            rows: rows.len(),
            entities: self.entities(rows),
            details: self.details(rows),
        }
    }

    /// The column's value, if there is such a column.
    fn value(&self, column: &str, row: &Row<'_>) -> Option<String> {
        self.table.schema.position(column).map(|at| row.text(at))
    }

    /// The name with the first row's values; `None` where a column is not there: the rule's own name stays then.
    fn title(&self, row: &Row<'_>) -> Option<String> {
        let mut rest = self.rule.overrides.title.as_ref()?.name.as_str();
        let mut title = String::new();
        while let Some((before, after)) = rest.split_once("{{") {
            let (column, after) = after.split_once("}}")?;
            title.push_str(before);
            title.push_str(&self.value(column.trim(), row)?);
            rest = after;
        }
        title.push_str(rest);
        Some(title.trim().to_owned())
    }

    fn entities(&self, rows: &[Row<'_>]) -> Vec<Entity> {
        let mut found: IndexSet<Entity> = IndexSet::new();
        for row in rows {
            for mapping in &self.rule.entities {
                let field = |(identifier, column): &(String, crate::rule::ColumnName)| {
                    let value = self.value(&column.name, row).filter(|value| !value.is_empty())?;
                    Some((identifier.clone(), value))
                };
                let fields: Vec<_> = mapping.fields.iter().filter_map(field).collect();
                let entity = Entity { kind: mapping.kind.clone(), fields };
                if !entity.fields.is_empty() {
                    found.insert(entity);
                }
            }
        }
        found.into_iter().collect()
    }

    fn details(&self, rows: &[Row<'_>]) -> Vec<(String, Vec<String>)> {
        let detail = |(name, column): &(String, crate::rule::ColumnName)| {
            let values = rows.iter().filter_map(|row| self.value(&column.name, row));
            let values: IndexSet<String> = values.filter(|value| !value.is_empty()).collect();
            (name.clone(), values.into_iter().collect())
        };
        self.rule.details.iter().map(detail).collect()
    }
}
