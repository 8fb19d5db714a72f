//! `take`: some rows, here the first. After `sort` it is `top`, which keeps only so many rows.

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::{Expr, Plan, PlanNode, Value};
use kqlab_syntax::codes::execution;

use super::sort;
use crate::Result;
use crate::columns::Columns;
use crate::fault::fault;
use crate::scope::Scope;
use crate::stream::Stream;

pub(crate) fn build(
    scope: &Scope<'_>,
    input: &Plan,
    count: &Expr,
    asked: &Columns,
) -> Result<Stream> {
    let count = row_count(scope, count)?;
    if let PlanNode::Sort { keys, .. } = &input.node {
        return sort::top(scope, input, keys, count, asked);
    }
    Ok(first(scope.build(input, asked)?, count))
}

/// The first rows of a stream; the rest is not computed.
pub(crate) fn first(stream: Stream, count: usize) -> Stream {
    let schema = Arc::clone(stream.schema());
    let mut left = count;
    let mut batches = (count > 0).then(|| stream.batches());
    Stream::sequential(
        schema,
        std::iter::from_fn(move || {
            let batch = batches.as_mut()?.next()?;
            Some(batch.map(|batch| {
                let batch = cut(batch, left);
                left -= batch.rows();
                if left == 0 {
                    batches = None;
                }
                batch
            }))
        }),
    )
}

fn cut(batch: Batch, rows: usize) -> Batch {
    if batch.rows() > rows { batch.slice(0, rows) } else { batch }
}

/// A number of rows: a long without columns, not negative.
pub(crate) fn row_count(scope: &Scope<'_>, count: &Expr) -> Result<usize> {
    let value = scope.compile(count)?.value()?;
    let number = match value {
        Value::Int(number) => Some(i64::from(number)),
        Value::Long(number) => Some(number),
        _ => None,
    };
    number.and_then(|number| usize::try_from(number).ok()).ok_or_else(|| {
        let message = format!("expected a number of rows, found {value:?}");
        fault(execution::BAD_ARGUMENT, count.span, message)
    })
}
