//! Rows that are written in the query: `datatable`, and the one row of `print`.

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_plan::{Field, Plan, Value};

use crate::columns::Columns;
use crate::stream::Stream;

pub(crate) fn build(plan: &Plan, rows: &[Vec<Value>], asked: &Columns) -> Stream {
    let schema = asked.narrow(&plan.schema);
    let fields = plan.schema.fields.iter().enumerate();
    let column = |(position, field): (usize, &Field)| {
        Column::from_values(field.ty, rows.iter().map(|row| &row[position]))
    };
    let columns = fields.filter(|(_, field)| asked.has(&field.name)).map(column).collect();
    let batch = Batch::new(Arc::clone(&schema), columns, rows.len());
    Stream::of(schema, vec![batch])
}
