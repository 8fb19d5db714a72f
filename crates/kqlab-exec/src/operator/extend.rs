//! `extend`: computed columns; one of a name that is there takes its place. They see the input's columns only.

use kqlab_plan::Plan;
use kqlab_plan::expr::NamedExpr;

use super::{any_window, row_wise};
use crate::Result;
use crate::columns::Columns;
use crate::rows::{extended, extended_schema};
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
    let schema = extended_schema(input.schema(), columns.iter().map(|(field, _)| field));
    let windowed = any_window(columns.iter().map(|(_, expr)| expr));
    let out = schema.clone();
    Ok(row_wise(input, schema, windowed, move |batch| {
        let made = columns.iter().map(|(field, expr)| Ok((&*field.name, expr.column(&batch)?)));
        Ok(extended(&batch, &out, made.collect::<Result<_>>()?))
    }))
}
