//! The time that a query sees: rows of other times are not there for it. A table's time is its `TimeGenerated`, or its
//! `Timestamp`; a table without either is seen whole.

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_exec::{Result, Task, Tasks};
use kqlab_plan::{Schema, Type};
use kqlab_tables::Table;

/// A stretch of time in ticks: its start is part of it, its end is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeRange {
    /// The first tick.
    pub from: i64,
    /// The tick after the last.
    pub to: i64,
}

/// A range over a column of a scan.
pub(crate) struct Filter {
    range: TimeRange,
    column: usize,
}

impl TimeRange {
    /// Adds the table's time to the columns that are read, if it has one.
    pub(crate) fn of(self, table: &Table, columns: &mut Vec<Arc<str>>) -> Result<Option<Filter>> {
        let schema = match table.early_schema() {
            Some(early) if early.get("TimeGenerated").is_some() => early,
            _ => table.schema().map_err(Box::new)?,
        };
        let is_time = |name: &&str| schema.get(name).is_some_and(|f| f.ty == Type::Datetime);
        let Some(name) = ["TimeGenerated", "Timestamp"].into_iter().find(is_time) else {
            return Ok(None);
        };
        let column = columns.iter().position(|column| &**column == name);
        let column = column.unwrap_or_else(|| {
            columns.push(name.into());
            columns.len() - 1
        });
        Ok(Some(Filter { range: self, column }))
    }

    fn holds(self, time: Option<i64>) -> bool {
        time.is_some_and(|time| (self.from..self.to).contains(&time))
    }
}

impl Filter {
    /// The rows within the range, with the columns of `schema` only.
    pub(crate) fn tasks(self, tasks: Tasks, schema: Arc<Schema>) -> Tasks {
        let Self { range, column } = self;
        Box::new(tasks.map(move |task| {
            let (task, schema) = (task?, Arc::clone(&schema));
            let filtered = move || {
                let within = |batch| within(batch, range, column, &schema);
                Ok(task()?.into_iter().map(within).collect())
            };
            Ok(Box::new(filtered) as Task)
        }))
    }
}

fn within(batch: Batch, range: TimeRange, column: usize, schema: &Arc<Schema>) -> Batch {
    let times = &batch.columns()[column];
    let rows = 0..u32::try_from(batch.rows()).expect("invariant: a batch has fewer rows than 2^32");
    let kept: Vec<u32> = rows.filter(|row| range.holds(times.long(*row as usize))).collect();
    let batch = if kept.len() == batch.rows() { batch } else { batch.take(&kept) };
    let rows = batch.rows();
    let columns = batch.into_columns().into_iter().take(schema.fields.len()).collect();
    Batch::new(Arc::clone(schema), columns, rows)
}
