//! `summarize`, `distinct`, `count`: each chunk makes partial states on its own core, which are merged in order.

mod partial;

use std::sync::Arc;

use kqlab_plan::Plan;
use kqlab_plan::expr::NamedExpr;
use kqlab_plan::plan::AggregateCall;

use crate::Result;
use crate::columns::Columns;
use crate::inputs::asked_aggregates;
use crate::scope::Scope;
use crate::stream::Stream;
pub(crate) use partial::{Calls, Groups};

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    keys: &[NamedExpr],
    aggregates: &[AggregateCall],
    asked: &Columns,
) -> Result<Stream> {
    let asked_calls: Vec<AggregateCall> = asked_aggregates(aggregates, asked).cloned().collect();
    let keys = scope.compile_named(keys)?;
    let calls = Arc::new(Calls::new(scope, &asked_calls)?);
    let input = scope.input(plan, asked)?;
    let windowed = super::any_window(keys.iter().map(|(_, expr)| expr).chain(calls.exprs()));
    let whole = input.schema().clone();
    let input = super::row_wise(input, whole, windowed, Ok);

    let exprs: Vec<_> = keys.iter().map(|(_, expr)| expr.clone()).collect();
    let of_chunk = Arc::clone(&calls);
    let partials = input.drive(move |batch| {
        let keys = exprs.iter().map(|key| key.column(&batch)).collect::<Result<Vec<_>>>()?;
        let mut groups = Groups::new(&of_chunk, keys.iter().map(kqlab_columns::Column::ty))?;
        groups.update(&of_chunk, &batch, &keys)?;
        Ok(groups)
    });
    let mut merged: Option<Groups> = None;
    for partial in partials {
        let partial = partial?;
        match &mut merged {
            None => merged = Some(partial),
            Some(merged) => merged.merge(partial, &calls)?,
        }
    }
    let types = keys.iter().map(|(field, _)| field.ty);
    let merged = merged.map_or_else(|| Groups::new(&calls, types), Ok)?;
    let fields = keys.into_iter().map(|(field, _)| field).collect();
    let batch = merged.finish(&calls, fields)?;
    Ok(Stream::of(Arc::clone(batch.schema()), vec![batch]))
}
