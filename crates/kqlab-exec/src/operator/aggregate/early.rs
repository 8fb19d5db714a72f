//! Rows in memory whose group a filter after `summarize` will drop: the aggregates that the filter reads come first, and
//! the others see only the rows of the groups that are left.

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::Plan;
use kqlab_plan::plan::AggregateCall;

use super::{Calls, Keys, fold};
use crate::Result;
use crate::analysis::is_random;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::group::Grouper;
use crate::inputs::asked_aggregates;
use crate::scope::Scope;
use crate::stream::Stream;

/// The calls that decide which groups are left, if it pays to begin with them: there are others, and whatever is
/// computed a second time is the same again. Without keys there is one group, even of no rows.
pub(super) fn deciding(
    scope: &Scope<'_>,
    plan: &Plan,
    keys: &Keys,
    calls: &[AggregateCall],
    having: &Compiled,
) -> Result<Option<Calls>> {
    let read = Columns::of([having.expr()]);
    let first: Vec<AggregateCall> = asked_aggregates(calls, &read).cloned().collect();
    let pays = !keys.0.is_empty() && !first.is_empty() && first.len() < calls.len();
    (pays && !is_random(plan)).then(|| Calls::new(scope, &first)).transpose()
}

/// The rows of the groups that are left; both streams have the same rows.
pub(super) fn left(
    (input, again): (Stream, Stream),
    keys: &Keys,
    deciding: &Calls,
    having: &Compiled,
) -> Result<Stream> {
    let groups = fold(input, keys, deciding)?.finish(deciding, keys.fields(), Some(having))?;
    let mut known = Grouper::default();
    known.assign(&groups.columns()[..keys.0.len()], groups.rows());
    let (schema, keys) = (Arc::clone(again.schema()), keys.clone());
    Ok(again.stage(schema, move |batch: Batch| {
        let kept = known.knows(&keys.columns(&batch)?, batch.rows());
        Ok(batch.filter(&kept))
    }))
}
