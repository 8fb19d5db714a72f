//! Where an expected row went: the stages of the query are run one after the other, and the last one after which a
//! row like it is still there is the one before it was lost.

use kqlab::{Engine, Span, Table};

use super::compare::{Cells, Wanted};
use crate::case::ExpectedCell;
use crate::stage::{Stage, stages};

/// The stage that lost a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The operator, in the query.
    pub stage: Span,
    /// The rows before it, and after it.
    pub rows: (usize, usize),
}

/// The stage after which no row is like the wanted one any more; `None` where there never was one, or the query
/// cannot be run in stages.
pub(super) fn lost(engine: &mut Engine, query: &str, wanted: Wanted) -> Option<Lost> {
    let mut before: Option<usize> = None;
    for Stage { span, query } in stages(query) {
        let answer = engine.run(&query).ok()?;
        let table = answer.results.into_iter().next()?;
        let rows = table.row_count();
        match (is_there(&table, &wanted), before) {
            (true, _) => before = Some(rows),
            (false, Some(before)) => return Some(Lost { stage: span, rows: (before, rows) }),
            (false, None) => return Some(Lost { stage: span, rows: (0, rows) }),
        }
    }
    None
}

/// Whether some row has the wanted cells, as far as there are such columns already.
fn is_there(table: &Table, wanted: &Wanted) -> bool {
    let cells = Cells { table };
    let known = |cell: &&ExpectedCell| cells.ty(&cell.column).is_some();
    let wanted_cells: Vec<&ExpectedCell> = wanted.row.cells.iter().filter(known).collect();
    table.rows().any(|row| wanted_cells.iter().all(|cell| cells.equal(row, cell, wanted.now)))
}
