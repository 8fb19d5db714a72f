//! `summarize`, `distinct`, `count`: each core makes partial states of chunks that follow each other, which are merged in
//! order.

mod partial;

use std::sync::Arc;

use kqlab_plan::expr::NamedExpr;
use kqlab_plan::plan::AggregateCall;
use kqlab_plan::{Plan, Type};

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
    let types: Vec<Type> = keys.iter().map(|(field, _)| field.ty).collect();
    let (of_none, of_chunk) = (Arc::clone(&calls), Arc::clone(&calls));
    let partial_types = types.clone();
    let partials = input.fold(
        move || Groups::new(&of_none, partial_types.iter().copied()),
        move |groups, batch| {
            let keys = exprs.iter().map(|key| key.column(&batch)).collect::<Result<Vec<_>>>()?;
            groups.update(&of_chunk, &batch, &keys)
        },
    );
    let mut merged: Option<Groups> = None;
    for partial in partials {
        let partial = partial?;
        match &mut merged {
            None => merged = Some(partial),
            Some(merged) => merged.merge(partial, &calls)?,
        }
    }
    let merged = merged.map_or_else(|| Groups::new(&calls, types.into_iter()), Ok)?;
    let fields = keys.into_iter().map(|(field, _)| field).collect();
    let batch = merged.finish(&calls, fields)?;
    Ok(Stream::of(Arc::clone(batch.schema()), vec![batch]))
}
