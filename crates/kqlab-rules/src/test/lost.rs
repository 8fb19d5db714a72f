//! Where an expected row went: the stages of the query are run one after the other, and the last one after which a
//! row like it is still there is the one before it was lost.

use std::collections::{HashMap, HashSet};

use kqlab::{Engine, Span, Table};

use super::compare::{Cells, Wanted, json};
use crate::case::ExpectedCell;
use crate::run::Asked;
use crate::stage::{Stage, stages};

/// The stage that lost a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The operator as it is asked.
    pub operator: String,
    /// Where it stands in the rule's query.
    pub stage: Span,
    /// The rows before it, and after it.
    pub rows: (usize, usize),
    /// It is the source: no such row comes in.
    pub source: bool,
}

/// The stage before which a row like the wanted one was there for the last time; `None` where one is there to the end,
/// or the query cannot be run in stages. Where that stage drops no row, as one that makes a wanted column, an earlier one
/// is named without which the row would be there. Where no such row ever is, the last stage that makes other values of
/// the wanted columns is at fault, or else the source.
pub(super) fn lost(engine: &Engine, asked: &Asked<'_>, wanted: &Wanted) -> Option<Lost> {
    let (mut rows, mut lost, mut made) = (Vec::new(), None, None);
    let mut ever = false;
    let mut known = Values::new();
    let stages = stages(&asked.text);
    for (at, stage) in stages.iter().enumerate() {
        let table = table(engine, &stage.query)?;
        let now = values(&table, wanted);
        if has_new(&now, &known) {
            made = Some(at);
        }
        let there = is_there(&table, wanted);
        lost = if there { None } else { lost.or(Some(at)) };
        ever |= there;
        known = now;
        rows.push(table.row_count());
    }
    let at = if ever { lost } else { made.or(lost) }?;
    let drops = |at: usize| at > 0 && rows[at] < rows[at - 1];
    let found = |other: &usize| {
        let table = without(&stages, *other, at).and_then(|query| table(engine, &query));
        table.is_some_and(|table| is_there(&table, wanted))
    };
    let earlier = || (1..at).find(|other| drops(*other) && found(other));
    let at = if drops(at) { at } else { earlier().unwrap_or(at) };
    Some(Lost {
        operator: asked.text.get(stages[at].span.range()).unwrap_or_default().to_owned(),
        stage: asked.place_span(stages[at].span),
        rows: (at.checked_sub(1).map_or(0, |before| rows[before]), rows[at]),
        source: at == 0,
    })
}

/// The first result.
fn table(engine: &Engine, query: &str) -> Option<Table> {
    engine.run(query).ok()?.results.into_iter().next()
}

/// The query up to a stage without an earlier one of the same pipeline.
fn without(stages: &[Stage], left_out: usize, at: usize) -> Option<String> {
    let before = &stages[left_out.checked_sub(1)?].query;
    let rest = stages[at].query.strip_prefix(&stages[left_out].query)?;
    stages[left_out].query.starts_with(before.as_str()).then(|| format!("{before}{rest}"))
}

/// The values of the wanted columns.
type Values = HashMap<String, HashSet<String>>;

fn values(table: &Table, wanted: &Wanted) -> Values {
    let cells = Cells { table };
    let columns = wanted.row.cells.iter().map(|cell| &cell.column);
    let known = columns.filter(|column| cells.ty(column).is_some());
    let of = |column: &String| {
        let value = |row| cells.value(row, column).map(|value| json(&value).to_string());
        (column.clone(), table.rows().filter_map(value).collect())
    };
    known.map(of).collect()
}

/// Whether a column that was there before has a value that it had not.
fn has_new(now: &Values, before: &Values) -> bool {
    let new = |(column, values): (&String, &HashSet<String>)| {
        before.get(column).is_some_and(|before| !values.is_subset(before))
    };
    now.iter().any(new)
}

/// Whether some row has the wanted cells, as far as there are such columns already.
fn is_there(table: &Table, wanted: &Wanted) -> bool {
    let cells = Cells { table };
    let known = |cell: &&ExpectedCell| cells.ty(&cell.column).is_some();
    let wanted_cells: Vec<&ExpectedCell> = wanted.row.cells.iter().filter(known).collect();
    table.rows().any(|row| wanted_cells.iter().all(|cell| cells.equal(row, cell, wanted.now)))
}
