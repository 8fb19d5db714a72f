//! What came out against what is expected. Only the columns that a case names are compared.

mod alert;
mod row;

use std::collections::HashSet;

use kqlab::{Row, Table};

use super::{Line, Mismatch, Side};
use crate::case::{Case, Expect, Expected};
use crate::run::Outcome;

pub(super) use row::Cells;

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
    let rows = Rows { table, rows: table.rows().collect(), now };
    rows.count(expect, &mut found);
    if let Some(expected) = &expect.rows {
        rows.all(expected, expect, &mut found);
    }
    rows.some(&expect.contains, &mut found);
    rows.none(&expect.none, &mut found);
    alert::compare(expect, &outcome.alerts, &mut found);
    found
}

fn said(message: String, span: kqlab::Span) -> Found {
    Found { told: Mismatch { message, span, diff: Vec::new(), lost: None }, wanted: None }
}

struct Rows<'a> {
    table: &'a Table,
    rows: Vec<Row<'a>>,
    now: i64,
}

impl Rows<'_> {
    fn count(&self, expect: &Expect, found: &mut Vec<Found>) {
        let rows = self.rows.len();
        if expect.some && rows == 0 {
            found.push(said("a match is expected, and there is none".to_owned(), expect.span));
        }
        if let Some(count) = expect.count.filter(|count| *count != rows as u64) {
            let message =
                format!("{} expected, and {} found", rows_are(count), rows_are(rows as u64));
            let mut mismatch = said(message, expect.span);
            if count == 0 {
                let all: Vec<String> =
                    self.table.schema.fields.iter().map(|f| f.name.to_string()).collect();
                mismatch.told.diff = self.lines(self.rows.iter(), &all);
            }
            found.push(mismatch);
        }
    }

    /// All rows and no others, in order where that counts.
    fn all(&self, expected: &[Expected], expect: &Expect, found: &mut Vec<Found>) {
        if self.wrong_columns(expected, found) {
            return;
        }
        let mut left: Vec<usize> = (0..self.rows.len()).collect();
        let mut missing = Vec::new();
        let mut places = Vec::new();
        for row in expected {
            match left.iter().position(|at| self.is(*at, row)) {
                Some(at) => places.push(left.remove(at)),
                None => missing.push(row),
            }
        }
        if missing.is_empty() && left.is_empty() {
            if expect.ordered && !places.is_sorted() {
                self.disordered(expected, &places, expect, found);
            }
            return;
        }
        let columns = columns(expected, self.table);
        let mut diff = Vec::new();
        for row in &missing {
            diff.push(Line { side: Side::Expected, text: row::written(row) });
            // The row that is most like it stands below it.
            if let Some(at) = self.most_like(row, &left) {
                let near = left.remove(at);
                diff.extend(self.lines(std::iter::once(&self.rows[near]), &columns));
            }
        }
        let extra = left.len();
        diff.extend(self.lines(left.iter().map(|at| &self.rows[*at]), &columns));
        let message = match (missing.len(), extra) {
            (0, extra) => format!("{} more than expected", rows_are(extra as u64)),
            (missing, _) => format!("{} of {} not found", missing, rows_are(expected.len() as u64)),
        };
        let span = missing.first().map_or(expect.span, |row| row.span);
        let wanted = missing.first().map(|row| Wanted { row: (*row).clone(), now: self.now });
        let told = Mismatch { message, span, diff, lost: None };
        found.push(Found { told, wanted });
    }

    fn disordered(
        &self,
        expected: &[Expected],
        places: &[usize],
        expect: &Expect,
        found: &mut Vec<Found>,
    ) {
        let mut diff: Vec<Line> = expected
            .iter()
            .map(|row| Line { side: Side::Expected, text: row::written(row) })
            .collect();
        let mut places = places.to_vec();
        places.sort_unstable();
        let columns = columns(expected, self.table);
        diff.extend(self.lines(places.iter().map(|at| &self.rows[*at]), &columns));
        let message = "the rows come in another order".to_owned();
        let told = Mismatch { message, span: expect.span, diff, lost: None };
        found.push(Found { told, wanted: None });
    }

    /// Each of these, every one a row of its own.
    fn some(&self, expected: &[Expected], found: &mut Vec<Found>) {
        if self.wrong_columns(expected, found) {
            return;
        }
        let mut left: Vec<usize> = (0..self.rows.len()).collect();
        for row in expected {
            if let Some(at) = left.iter().position(|at| self.is(*at, row)) {
                left.remove(at);
                continue;
            }
            let mut diff = vec![Line { side: Side::Expected, text: row::written(row) }];
            if let Some(at) = self.most_like(row, &left) {
                let columns = columns(std::slice::from_ref(row), self.table);
                diff.extend(self.lines(std::iter::once(&self.rows[left[at]]), &columns));
            }
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
            let such = (0..self.rows.len()).filter(|at| self.is(*at, row)).map(|at| &self.rows[at]);
            let diff = self.lines(such, &columns);
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

    /// Of the rows that are left, the position of that with the most expected cells; at least one.
    fn most_like(&self, expected: &Expected, left: &[usize]) -> Option<usize> {
        let cells = Cells { table: self.table };
        let alike = |at: usize| {
            expected.cells.iter().filter(|cell| cells.equal(self.rows[at], cell, self.now)).count()
        };
        let scored = left.iter().enumerate().map(|(position, at)| (alike(*at), position));
        let best = scored
            .filter(|(alike, _)| *alike > 0)
            .max_by_key(|(alike, at)| (*alike, usize::MAX - at));
        best.map(|(_, position)| position)
    }

    fn lines<'r>(&self, rows: impl Iterator<Item = &'r Row<'r>>, columns: &[String]) -> Vec<Line> {
        let cells = Cells { table: self.table };
        rows.map(|row| Line { side: Side::Found, text: cells.written(*row, columns) }).collect()
    }
}

/// The columns that expected rows name, in the result's order.
fn columns(expected: &[Expected], table: &Table) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for cell in expected.iter().flat_map(|row| &row.cells) {
        if !names.contains(&cell.column) {
            names.push(cell.column.clone());
        }
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
