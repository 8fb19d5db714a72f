//! What came out against what is expected. Only the columns that a case names are compared.

pub(super) mod alert;
mod matching;
mod row;

use std::collections::HashSet;

use kqlab::{Row, Span, Table};

use super::{Line, Mismatch, Side};
use crate::case::{Case, Expect, Expected, ExpectedCell};
use crate::run::Outcome;

pub(super) use matching::Matched;
pub(super) use row::Cells;
pub(crate) use row::json;

/// A mismatch, and the expected row whose way is worth following.
pub(super) struct Found {
    pub(super) told: Mismatch,
    pub(super) wanted: Option<Wanted>,
}

/// An expected row and the clock of its times.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) row: Expected,
    pub(super) now: i64,
}

/// Everything that is not as expected.
pub(super) fn compare(case: &Case, outcome: &Outcome, now: i64) -> Vec<Found> {
    let expect = &case.expect;
    let mut found = Vec::new();
    if let Some((code, span)) = &expect.error {
        found.push(said(
            format!("the error {code} is expected, and the query gave an answer"),
            *span,
        ));
        return found;
    }
    let Some(table) = outcome.answer.results.first() else {
        found.push(said("rows are expected, and the query gave no table".to_owned(), expect.span));
        return found;
    };
    let rows = Rows::new(table, now);
    rows.count(expect, &mut found);
    if let Some(expected) = &expect.rows {
        rows.all(expected, expect, &mut found);
    }
    rows.some(&expect.contains, &mut found);
    rows.none(&expect.none, &mut found);
    alert::compare(expect, &outcome.alerts, &mut found);
    found
}

fn said(message: String, span: Span) -> Found {
    Found { told: Mismatch { message, span, diff: Vec::new(), lost: None }, wanted: None }
}

/// The rows that came out.
pub(super) struct Rows<'a> {
    pub(super) table: &'a Table,
    pub(super) rows: Vec<Row<'a>>,
    now: i64,
}

impl<'a> Rows<'a> {
    pub(super) fn new(table: &'a Table, now: i64) -> Self {
        Self { table, rows: table.rows().collect(), now }
    }

    fn count(&self, expect: &Expect, found: &mut Vec<Found>) {
        let rows = self.rows.len();
        if expect.some && rows == 0 {
            let message = "a match is expected, and there is none".to_owned();
            found.push(Found { wanted: Some(self.any(expect.span)), ..said(message, expect.span) });
        }
        if let Some(count) = expect.count.filter(|count| *count != rows as u64) {
            let message =
                format!("{} expected, and {} found", rows_are(count), rows_are(rows as u64));
            let mut mismatch = said(message, expect.at(&["count", "none"]));
            if count == 0 {
                let all = columns(&[], self.table);
                mismatch.told.diff = (0..self.rows.len()).map(|at| self.line(at, &all)).collect();
            } else if rows == 0 {
                mismatch.wanted = Some(self.any(mismatch.told.span));
            }
            found.push(mismatch);
        }
    }

    /// A row of whatever values.
    fn any(&self, span: Span) -> Wanted {
        Wanted { row: Expected { cells: Vec::new(), span }, now: self.now }
    }

    /// All rows and no others, in order where that counts.
    fn all(&self, expected: &[Expected], expect: &Expect, found: &mut Vec<Found>) {
        if self.wrong_columns(expected, found) {
            return;
        }
        let matched = self.matched(expected);
        let missing: Vec<usize> =
            (0..expected.len()).filter(|at| matched.places[*at].is_none()).collect();
        let others = self.rows.len() + missing.len() - expected.len();
        if missing.is_empty() && others == 0 {
            let in_order = || expected.iter().enumerate().all(|(at, row)| self.is(at, row));
            if expect.ordered && !in_order() {
                self.disordered(expected, expect, found);
            }
            return;
        }
        let columns = columns(expected, self.table);
        let mut diff = Vec::new();
        for at in &missing {
            diff.push(Line { side: Side::Expected, text: row::written(&expected[*at]) });
            diff.extend(matched.near[*at].map(|near| self.line(near, &columns)));
        }
        diff.extend(matched.extra.iter().map(|at| self.line(*at, &columns)));
        let message = match missing.len() {
            0 => format!("{} more than expected", rows_are(others as u64)),
            missing => format!("{} of {} not found", missing, rows_are(expected.len() as u64)),
        };
        let first = missing.first().map(|at| &expected[*at]);
        let span = first.map_or(expect.at(&["rows"]), |row| row.span);
        let wanted = first.map(|row| Wanted { row: row.clone(), now: self.now });
        let told = Mismatch { message, span, diff, lost: None };
        found.push(Found { told, wanted });
    }

    fn disordered(&self, expected: &[Expected], expect: &Expect, found: &mut Vec<Found>) {
        let written = |row| Line { side: Side::Expected, text: row::written(row) };
        let columns = columns(expected, self.table);
        let mut diff: Vec<Line> = expected.iter().map(written).collect();
        diff.extend((0..self.rows.len()).map(|at| self.line(at, &columns)));
        let message = "the rows come in another order".to_owned();
        let told = Mismatch { message, span: expect.at(&["ordered", "rows"]), diff, lost: None };
        found.push(Found { told, wanted: None });
    }

    /// Each of these, every one a row of its own.
    fn some(&self, expected: &[Expected], found: &mut Vec<Found>) {
        if self.wrong_columns(expected, found) {
            return;
        }
        let matched = self.matched(expected);
        for (at, row) in expected.iter().enumerate().filter(|(at, _)| matched.places[*at].is_none())
        {
            let mut diff = vec![Line { side: Side::Expected, text: row::written(row) }];
            let columns = columns(std::slice::from_ref(row), self.table);
            diff.extend(matched.near[at].map(|near| self.line(near, &columns)));
            let message = "a row is expected and not found".to_owned();
            let told = Mismatch { message, span: row.span, diff, lost: None };
            let wanted = Some(Wanted { row: row.clone(), now: self.now });
            found.push(Found { told, wanted });
        }
    }

    /// None of these.
    fn none(&self, unwanted: &[Expected], found: &mut Vec<Found>) {
        if self.wrong_columns(unwanted, found) {
            return;
        }
        for row in unwanted {
            let columns = columns(std::slice::from_ref(row), self.table);
            let such = (0..self.rows.len()).filter(|at| self.is(*at, row));
            let diff: Vec<Line> = such.map(|at| self.line(at, &columns)).collect();
            if !diff.is_empty() {
                let message =
                    format!("no such row is expected, and {} found", rows_are(diff.len() as u64));
                let told = Mismatch { message, span: row.span, diff, lost: None };
                found.push(Found { told, wanted: None });
            }
        }
    }

    /// Columns that are not there, and values that their columns cannot have.
    fn wrong_columns(&self, expected: &[Expected], found: &mut Vec<Found>) -> bool {
        let before = found.len();
        let cells = Cells { table: self.table };
        let mut told = HashSet::new();
        for cell in expected.iter().flat_map(|row| &row.cells) {
            let message = match cells.ty(&cell.column) {
                None if told.insert(cell.column.clone()) => {
                    let known: Vec<&str> =
                        self.table.schema.fields.iter().map(|f| &*f.name).collect();
                    format!(
                        "the result has no column `{}`; it has {}",
                        cell.column,
                        known.join(", ")
                    )
                }
                Some(ty) if !super::value::fits(&cell.value, ty, self.now) => {
                    format!("`{}` is {ty}, and {} cannot be one", cell.column, cell.value)
                }
                None | Some(_) => continue,
            };
            found.push(said(message, cell.span));
        }
        found.len() > before
    }

    fn is(&self, at: usize, expected: &Expected) -> bool {
        let cells = Cells { table: self.table };
        expected.cells.iter().all(|cell| cells.equal(self.rows[at], cell, self.now))
    }

    /// Which row is which.
    pub(super) fn matched(&self, expected: &[Expected]) -> Matched {
        let cells = Cells { table: self.table };
        matching::matched(expected.len(), self.rows.len(), |row, at| {
            let wanted = &expected[row].cells;
            let equal = |cell: &&ExpectedCell| cells.equal(self.rows[at], cell, self.now);
            let alike = wanted.iter().filter(equal).count();
            (alike < wanted.len()).then_some(alike)
        })
    }

    fn line(&self, at: usize, columns: &[String]) -> Line {
        let text = Cells { table: self.table }.written(self.rows[at], columns);
        Line { side: Side::Found, text }
    }
}

/// The columns that expected rows name, in the result's order; all of it where they name none.
pub(super) fn columns(expected: &[Expected], table: &Table) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for cell in expected.iter().flat_map(|row| &row.cells) {
        if !names.contains(&cell.column) {
            names.push(cell.column.clone());
        }
    }
    if names.is_empty() {
        names.extend(table.schema.fields.iter().map(|field| field.name.to_string()));
    }
    names.sort_by_key(|name| table.schema.position(name).unwrap_or(usize::MAX));
    names
}

fn rows_are(count: u64) -> String {
    match count {
        0 => "no row is".to_owned(),
        1 => "1 row is".to_owned(),
        count => format!("{count} rows are"),
    }
}
