//! `where`: the rows for which the predicate is true; null is not.

mod push;

use std::sync::Arc;

use kqlab_plan::{Expr, Plan};

use super::{any_window, row_wise};
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
        return scope.build(&pushed, asked);
    }
    let predicate = scope.compile(predicate)?;
    let input = scope.input(plan, asked)?;
    let schema = Arc::clone(input.schema());
    let windowed = any_window([&predicate]);
    Ok(row_wise(input, schema, windowed, move |batch| Ok(predicate.mask(&batch)?.apply(batch))))
}
