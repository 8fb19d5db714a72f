//! `partition`: a sub-pipeline over the rows of each value of a column, in order of first appearance.

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::Plan;

use crate::Result;
use crate::columns::Columns;
use crate::group::{Grouper, members};
use crate::rows::select;
use crate::scope::Scope;
use crate::stream::Stream;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    by: &str,
    body: &Plan,
    asked: &Columns,
) -> Result<Stream> {
    let rows = scope.input(plan, asked)?.collect_one()?;
    let key = rows.column(by).expect("invariant: the key is a column of the input").clone();
    let schema = asked.narrow(&plan.schema);
    let of_body = asked.within(&body.schema);
    let mut results: Vec<Batch> = Vec::new();
    for group in members(&Grouper::default().assign(&[key], rows.rows())) {
        let found = scope.over(rows.take(&group)).build(body, &of_body)?;
        for batch in found.batches() {
            results.push(select(&batch?, &schema));
        }
    }
    Ok(Stream::of(Arc::clone(&schema), results))
}
