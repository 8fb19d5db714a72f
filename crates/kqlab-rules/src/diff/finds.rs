//! What two versions find: rows, alerts, entities.

use std::hash::Hash;

use kqlab::{Engine, Table};
use serde_json::Value as Json;

use super::Failed;
use super::apart::{Apart, Ways};
use super::rows::{Both, Cells, without};
use crate::alert::{Alert, Entity};
use crate::rule::Rule;
use crate::run::{Outcome, Over, run};

/// So many rows are followed through the stages.
const FOLLOWED: usize = 50;

/// What is gone or new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<T> {
    /// Only the old version has it.
    Lost(T),
    /// Only the new version has it.
    Gained(T),
}

/// What two versions find, and what of it differs.
#[derive(Debug)]
pub struct Finds {
    /// How many rows the old and the new version find.
    pub row_counts: (usize, usize),
    /// Columns of only one.
    pub columns: Vec<Change<String>>,
    /// The columns of both, which are compared.
    pub rows: Rows,
    /// How many alerts the old and the new version make.
    pub alert_counts: (usize, usize),
    /// Alerts of only one.
    pub alerts: Vec<Change<Alert>>,
    /// Entities of only one, over all alerts.
    pub entities: Vec<Change<Entity>>,
}

/// Rows that differ.
#[derive(Debug, Default)]
pub struct Rows {
    /// The columns that are compared.
    pub columns: Vec<String>,
    /// The rows.
    pub changes: Vec<RowChange>,
}

/// A row that differs; it has its old cells, its new ones, or both.
#[derive(Debug)]
pub struct RowChange {
    /// As the old version finds it.
    pub old: Option<Vec<Json>>,
    /// As the new version finds it.
    pub new: Option<Vec<Json>>,
    /// Where the versions part ways over it.
    pub apart: Option<Apart>,
}

impl Finds {
    /// Whether both find the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
            && self.rows.changes.is_empty()
            && self.alerts.is_empty()
            && self.entities.is_empty()
            && self.row_counts.0 == self.row_counts.1
    }
}

pub(super) fn compare(
    engine: &mut Engine,
    old: &Rule,
    new: &Rule,
    over: Over,
) -> Result<Finds, Failed> {
    let was = run(engine, old, over).map_err(Failed::Old)?;
    let is = run(engine, new, over).map_err(Failed::New)?;
    let (was_entities, is_entities) = (entities(&was), entities(&is));
    let mut finds = Finds {
        row_counts: (count(&was), count(&is)),
        columns: Vec::new(),
        rows: Rows::default(),
        alert_counts: (was.alerts.len(), is.alerts.len()),
        alerts: changes(&was.alerts, &is.alerts),
        entities: changes(&was_entities, &is_entities),
    };
    let tables = |outcome: Outcome| outcome.answer.results;
    let (was, is) = (tables(was), tables(is));
    for (old_table, new_table) in was.iter().zip(&is).take(1) {
        let names =
            |table: &Table| table.schema.fields.iter().map(|f| f.name.to_string()).collect();
        let (old_names, new_names): (Vec<String>, Vec<String>) =
            (names(old_table), names(new_table));
        finds.columns = changes(&old_names, &new_names);
        let both = Both::new(old_table, new_table);
        let fields = old.entities.iter().flat_map(|entity| &entity.fields);
        let keys: Vec<&str> = fields.map(|(_, column)| column.name.as_str()).collect();
        finds.rows.changes = row_changes(&both, &keys);
        if !finds.rows.changes.is_empty() {
            let mut ways = Ways::new(engine, old, new, over, &both.columns);
            for change in finds.rows.changes.iter_mut().take(FOLLOWED) {
                change.apart = ways.apart(change);
            }
        }
        finds.rows.columns = both.columns;
    }
    Ok(finds)
}

fn count(outcome: &Outcome) -> usize {
    outcome.answer.results.iter().map(Table::row_count).sum()
}

fn entities(outcome: &Outcome) -> Vec<Entity> {
    crate::test::entities(&outcome.alerts).into_iter().cloned().collect()
}

/// What only one of two lists has; each stands for one.
fn changes<T: Clone + Eq + Hash>(old: &[T], new: &[T]) -> Vec<Change<T>> {
    let lost = without(old, new).cloned().map(Change::Lost);
    lost.chain(without(new, old).cloned().map(Change::Gained)).collect()
}

fn row_changes(both: &Both, keys: &[&str]) -> Vec<RowChange> {
    let pairs = both.pairs(keys);
    let change = |old: Option<&Cells>, new: Option<&Cells>| RowChange {
        old: old.cloned(),
        new: new.cloned(),
        apart: None,
    };
    let lost = both.lost.iter().enumerate().map(|(at, old)| {
        let pair = pairs.iter().find(|(lost, _)| *lost == at);
        change(Some(old), pair.map(|(_, gained)| &both.gained[*gained]))
    });
    let taken = |at: &usize| pairs.iter().any(|(_, gained)| gained == at);
    let gained = (0..both.gained.len()).filter(|at| !taken(at));
    let gained = gained.map(|at| change(None, Some(&both.gained[at])));
    lost.chain(gained).collect()
}
