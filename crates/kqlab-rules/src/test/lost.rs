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
/// or the query cannot be run in stages. Where none ever is, the last stage that makes other values of the wanted
/// columns is at fault, or else the source.
pub(super) fn lost(engine: &Engine, asked: &Asked<'_>, wanted: &Wanted) -> Option<Lost> {
    let (mut before, mut lost, mut made) = (None, None, None);
    let mut ever = false;
    let mut known = Values::new();
    for Stage { span, query } in stages(&asked.text) {
        let answer = engine.run(&query).ok()?;
        let table = answer.results.into_iter().next()?;
        let rows = table.row_count();
        let there = is_there(&table, wanted);
        let at = || Lost {
            operator: asked.text.get(span.range()).unwrap_or_default().to_owned(),
            stage: asked.place_span(span),
            rows: (before.unwrap_or(0), rows),
            source: before.is_none(),
        };
        let now = values(&table, wanted);
        if has_new(&now, &known) {
            made = Some(at());
        }
        if there {
            lost = None;
        } else if lost.is_none() {
            lost = Some(at());
        }
        ever |= there;
        known = now;
        before = Some(rows);
    }
    if ever { lost } else { made.or(lost) }
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
