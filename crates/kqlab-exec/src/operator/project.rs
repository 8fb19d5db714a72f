//! `project`: the named expressions and nothing else.

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::expr::NamedExpr;
use kqlab_plan::{Plan, Schema};

use super::{any_window, row_wise};
use crate::Result;
use crate::columns::Columns;
use crate::scope::Scope;
use crate::stream::Stream;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    columns: &[NamedExpr],
    asked: &Columns,
) -> Result<Stream> {
    let columns = scope.compile_named(&asked.select(columns))?;
    let input = scope.input(plan, asked)?;
    let fields = columns.iter().map(|(field, _)| field.clone()).collect();
    let schema = Arc::new(Schema::new(fields));
    let windowed = any_window(columns.iter().map(|(_, expr)| expr));
    let out = Arc::clone(&schema);
    Ok(row_wise(input, schema, windowed, move |batch| {
        let made = columns.iter().map(|(_, expr)| expr.column(&batch));
        Ok(Batch::new(Arc::clone(&out), made.collect::<Result<_>>()?, batch.rows()))
    }))
}
