//! `summarize`, `distinct`, `count`: each core makes partial states of chunks that follow each other, which are merged in
//! order.

mod early;
mod partial;

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_plan::expr::NamedExpr;
use kqlab_plan::plan::AggregateCall;
use kqlab_plan::{Field, Plan};

use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::inputs::asked_aggregates;
use crate::scope::Scope;
use crate::stream::{Fold, Stream};
pub(crate) use partial::{Calls, Groups};

/// What the groups are made by.
#[derive(Clone)]
struct Keys(Arc<[(Field, Compiled)]>);

/// The groups' rows; `having` is a filter that follows: what a group is dropped for is computed first.
pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    keys: &[NamedExpr],
    aggregates: &[AggregateCall],
    mut having: Option<&Compiled>,
    asked: &Columns,
) -> Result<Stream> {
    let asked_calls: Vec<AggregateCall> = asked_aggregates(aggregates, asked).cloned().collect();
    let keys = Keys(scope.compile_named(keys)?.into());
    let calls = Calls::new(scope, &asked_calls)?;
    let mut input = scope.input(plan, asked)?;
    let windowed = super::any_window(keys.exprs().chain(calls.exprs()));
    if let Some(filter) = having
        && !windowed
        && input.is_in_memory()
        && let Some(deciding) = early::deciding(scope, plan, &keys, &asked_calls, filter)?
    {
        input = early::left(input.twice()?, &keys, &deciding, filter)?;
        having = None;
    }
    let whole = input.schema().clone();
    let input = super::row_wise(input, whole, windowed, Ok);
    let batch = fold(input, &keys, &calls)?.finish(&calls, keys.fields(), having)?;
    Ok(Stream::of(Arc::clone(batch.schema()), vec![batch]))
}

/// The groups of all rows.
fn fold(input: Stream, keys: &Keys, calls: &Calls) -> Result<Groups> {
    input.fold(&Fold {
        init: || Groups::new(calls, keys.0.iter().map(|(field, _)| field.ty)),
        feed: |groups: &mut Groups, batch: Batch| {
            groups.update(calls, &batch, &keys.columns(&batch)?)
        },
        merge: |groups: &mut Groups, later| groups.merge(later, calls),
    })
}

impl Keys {
    fn exprs(&self) -> impl Iterator<Item = &Compiled> {
        self.0.iter().map(|(_, expr)| expr)
    }

    fn fields(&self) -> Vec<Field> {
        self.0.iter().map(|(field, _)| field.clone()).collect()
    }

    fn columns(&self, batch: &Batch) -> Result<Vec<Column>> {
        self.exprs().map(|key| key.column(batch)).collect()
    }
}
