//! `where`: the rows for which the predicate is true; null is not.

mod push;

use std::sync::Arc;

use kqlab_plan::{Expr, Plan, PlanNode};

use super::{aggregate, any_window, row_wise};
use crate::Result;
use crate::columns::Columns;
use crate::scope::Scope;
use crate::stream::Stream;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    predicate: &Expr,
    asked: &Columns,
) -> Result<Stream> {
    if let Some(pushed) = push::down(plan, &scope.cx()) {
        let pushed = scope.executor.hold(pushed);
        return scope.build(&pushed, asked);
    }
    let predicate = scope.compile(predicate)?;
    let windowed = any_window([&predicate]);
    let [(input, columns)] = &crate::inputs::inputs(plan, asked)[..] else {
        unreachable!("invariant: a filter has one input")
    };
    let input = match (scope.part(input, columns)?, &input.node) {
        (Some(rows), _) => rows,
        (None, PlanNode::Aggregate { keys, aggregates, .. }) if !windowed => {
            return aggregate::build(scope, input, keys, aggregates, Some(&predicate), columns);
        }
        (None, _) => scope.build_apart(input, columns)?,
    };
    let schema = Arc::clone(input.schema());
    Ok(row_wise(input, schema, windowed, move |batch| Ok(predicate.mask(&batch)?.apply(batch))))
}
