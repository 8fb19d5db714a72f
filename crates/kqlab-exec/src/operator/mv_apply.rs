//! `mv-apply`: a sub-pipeline over the expansion of each row. A row that expands to nothing gives nothing.

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_plan::plan::MvExpand;
use kqlab_plan::{Field, Plan, Schema};

use super::mv_expand::Expansion;
use crate::Result;
use crate::columns::Columns;
use crate::scope::Scope;
use crate::stream::Stream;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    expand: &MvExpand,
    body: &Plan,
    asked: &Columns,
) -> Result<Stream> {
    let input = scope.input(plan, asked)?;
    let expansion = Expansion::new(scope, expand, input.schema())?;
    let schema = asked.narrow(&plan.schema);
    let of_body = asked.within(&body.schema);
    let mut results = Vec::new();
    for batch in input.batches() {
        let expanded = expansion.apply(&batch?)?;
        let mut start = 0;
        for count in expanded.counts.into_iter().filter(|count| *count > 0) {
            let rows = expanded.rows.slice(start, count);
            start += count;
            let found = scope.over(rows.clone()).build(body, &of_body)?.collect_one()?;
            if found.rows() > 0 {
                results.push(beside(&found, &rows, &schema));
            }
        }
    }
    let all = Batch::concat(&schema, &results);
    Ok(Stream::of(schema, vec![all]))
}

/// The sub-pipeline's rows beside the values of the row that they come from.
fn beside(found: &Batch, origin: &Batch, schema: &Arc<Schema>) -> Batch {
    let rows = found.rows();
    let column = |field: &Field| -> Column {
        found.column(&field.name).cloned().unwrap_or_else(|| {
            let value = origin.column(&field.name).expect("invariant: a column of the row");
            value.take(&vec![0; rows])
        })
    };
    Batch::new(Arc::clone(schema), schema.fields.iter().map(column).collect(), rows)
}
