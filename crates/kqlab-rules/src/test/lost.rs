//! Where an expected row went: the stages of the query are run one after the other, and the last one after which a
//! row like it is still there is the one before it was lost.

use kqlab::{Engine, Span, Table};

use super::compare::{Cells, Wanted};
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
/// or the query cannot be run in stages.
pub(super) fn lost(engine: &Engine, asked: &Asked<'_>, wanted: &Wanted) -> Option<Lost> {
    let (mut before, mut lost) = (None, None);
    for Stage { span, query } in stages(&asked.text) {
        let answer = engine.run(&query).ok()?;
        let table = answer.results.into_iter().next()?;
        let rows = table.row_count();
        if is_there(&table, wanted) {
            lost = None;
        } else if lost.is_none() {
            let source = before.is_none();
            let operator = asked.text.get(span.range()).unwrap_or_default().to_owned();
            let stage = asked.place_span(span);
            lost = Some(Lost { operator, stage, rows: (before.unwrap_or(0), rows), source });
        }
        before = Some(rows);
    }
    lost
}

/// Whether some row has the wanted cells, as far as there are such columns already.
fn is_there(table: &Table, wanted: &Wanted) -> bool {
    let cells = Cells { table };
    let known = |cell: &&ExpectedCell| cells.ty(&cell.column).is_some();
    let wanted_cells: Vec<&ExpectedCell> = wanted.row.cells.iter().filter(known).collect();
    table.rows().any(|row| wanted_cells.iter().all(|cell| cells.equal(row, cell, wanted.now)))
}
