//! `mv-apply`: a sub-pipeline over the expansion of each row. A row that expands to nothing gives nothing.

mod whole;

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
    let carried = whole::carried(&expansion.schema);
    let mut results = Vec::new();
    if let Some(body) = whole::carrying(body, &carried) {
        let of_body = of_body.with(&carried.name);
        for batch in input.batches() {
            let rows = whole::numbered(&expansion.apply(&batch?)?.rows, &carried);
            let found = scope.over(rows.clone()).build(&body, &of_body)?.collect_one()?;
            results.push(beside(&found, &rows, &whole::origins(&found, &carried), &schema));
        }
        return Ok(all(schema, &results));
    }
    for batch in input.batches() {
        let expanded = expansion.apply(&batch?)?;
        let mut start = 0;
        for count in expanded.counts.into_iter().filter(|count| *count > 0) {
            let rows = expanded.rows.slice(start, count);
            start += count;
            let found = scope.over(rows.clone()).build(body, &of_body)?.collect_one()?;
            if found.rows() > 0 {
                results.push(beside(&found, &rows, &vec![0; found.rows()], &schema));
            }
        }
    }
    Ok(all(schema, &results))
}

fn all(schema: Arc<Schema>, results: &[Batch]) -> Stream {
    let all = Batch::concat(&schema, results);
    Stream::of(schema, vec![all])
}

/// The sub-pipeline's rows beside the values of the rows that they come from.
fn beside(found: &Batch, rows: &Batch, origins: &[u32], schema: &Arc<Schema>) -> Batch {
    let column = |field: &Field| -> Column {
        found.column(&field.name).cloned().unwrap_or_else(|| {
            let values = rows.column(&field.name).expect("invariant: a column of the row");
            values.take(origins)
        })
    };
    let columns = schema.fields.iter().map(column).collect();
    Batch::new(Arc::clone(schema), columns, found.rows())
}
