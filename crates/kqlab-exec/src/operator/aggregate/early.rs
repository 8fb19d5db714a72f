//! Rows in memory whose group a filter after `summarize` will drop: the aggregates that the filter reads come first, and
//! the others see only the rows of the groups that are left.

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::Expr;
use kqlab_plan::plan::AggregateCall;

use super::{Calls, Keys, fold};
use crate::Result;
use crate::analysis::is_random_expr;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::group::Grouper;
use crate::scope::Scope;
use crate::stream::Stream;

/// The calls that decide which groups are left, if it pays to begin with them: there are others, and whatever is
/// computed a second time is the same again. Without keys there is one group, even of no rows.
pub(super) fn deciding(
    scope: &Scope<'_>,
    keys: &Keys,
    calls: &[AggregateCall],
    having: &Compiled,
) -> Result<Option<Calls>> {
    let read = Columns::of([having.expr()]);
    let is_read = |call: &&AggregateCall| call.outputs.iter().any(|output| read.has(&output.name));
    let first: Vec<AggregateCall> = calls.iter().filter(is_read).cloned().collect();
    let mut again =
        keys.exprs().map(Compiled::expr).chain(first.iter().flat_map(|call| &call.args));
    let pays = keys.len() > 0 && !first.is_empty() && first.len() < calls.len();
    let pays = pays && !again.any(|expr: &Expr| is_random_expr(expr));
    pays.then(|| Calls::new(scope, &first)).transpose()
}

/// The rows of the groups that are left.
pub(super) fn left(
    input: Stream,
    keys: &Keys,
    deciding: &Calls,
    having: &Compiled,
) -> Result<Stream> {
    let schema = Arc::clone(input.schema());
    let rows = input.collect()?;
    let groups = fold(Stream::of(Arc::clone(&schema), rows.clone()), keys, deciding)?;
    let groups = groups.finish(deciding, keys.fields(), Some(having))?;
    let mut known = Grouper::default();
    known.assign(&groups.columns()[..keys.len()], groups.rows());
    let keys = keys.clone();
    let stage = move |batch: Batch| {
        let kept = known.knows(&keys.columns(&batch)?, batch.rows());
        Ok(batch.filter(&kept))
    };
    Ok(Stream::of(Arc::clone(&schema), rows).stage(schema, stage))
}
