//! `summarize`, `distinct`, `count`: each core makes partial states of chunks that follow each other, which are merged in
//! order.

mod partial;

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::Plan;
use kqlab_plan::expr::NamedExpr;
use kqlab_plan::plan::AggregateCall;

use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::inputs::asked_aggregates;
use crate::scope::Scope;
use crate::stream::{Fold, Stream};
pub(crate) use partial::{Calls, Groups};

/// The groups' rows; `having` is a filter that follows: what a group is dropped for is computed first.
pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    keys: &[NamedExpr],
    aggregates: &[AggregateCall],
    having: Option<&Compiled>,
    asked: &Columns,
) -> Result<Stream> {
    let asked_calls: Vec<AggregateCall> = asked_aggregates(aggregates, asked).cloned().collect();
    let keys = scope.compile_named(keys)?;
    let calls = Calls::new(scope, &asked_calls)?;
    let input = scope.input(plan, asked)?;
    let windowed = super::any_window(keys.iter().map(|(_, expr)| expr).chain(calls.exprs()));
    let whole = input.schema().clone();
    let input = super::row_wise(input, whole, windowed, Ok);

    let exprs: Vec<_> = keys.iter().map(|(_, expr)| expr.clone()).collect();
    let types = || keys.iter().map(|(field, _)| field.ty);
    let merged = input.fold(&Fold {
        init: || Groups::new(&calls, types()),
        feed: |groups: &mut Groups, batch: Batch| {
            let keys = exprs.iter().map(|key| key.column(&batch)).collect::<Result<Vec<_>>>()?;
            groups.update(&calls, &batch, &keys)
        },
        merge: |groups: &mut Groups, later| groups.merge(later, &calls),
    })?;
    let fields = keys.iter().map(|(field, _)| field.clone()).collect();
    let batch = merged.finish(&calls, fields, having)?;
    Ok(Stream::of(Arc::clone(batch.schema()), vec![batch]))
}
