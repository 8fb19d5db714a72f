//! `union`, `search`, `find`: one table after the other, mapped onto one schema.

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_plan::plan::UnionInput;
use kqlab_plan::{Field, Plan, Schema};

use super::{any_window, row_wise};
use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::inputs::inputs as inputs_of;
use crate::scope::Scope;
use crate::stream::Stream;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    inputs: &[UnionInput],
    asked: &Columns,
) -> Result<Stream> {
    let schema = asked.narrow(&plan.schema);
    let mut streams = Vec::with_capacity(inputs.len());
    for (input, (table, columns)) in inputs.iter().zip(inputs_of(plan, asked)) {
        let mut fills = Vec::with_capacity(schema.fields.len());
        for (at, field) in plan.schema.fields.iter().enumerate() {
            if asked.has(&field.name) {
                let expr = input.columns.iter().find(|(position, _)| *position == at);
                let expr = expr.map(|(_, expr)| scope.compile(expr)).transpose()?;
                fills.push((field.clone(), expr));
            }
        }
        let stream = scope.build(table, &columns)?;
        streams.push(mapped(stream, fills, &schema));
    }
    Ok(Stream::chain(schema, streams))
}

fn mapped(input: Stream, fills: Vec<(Field, Option<Compiled>)>, schema: &Arc<Schema>) -> Stream {
    let windowed = any_window(fills.iter().filter_map(|(_, expr)| expr.as_ref()));
    let out = Arc::clone(schema);
    row_wise(input, Arc::clone(schema), windowed, move |batch| {
        let column = |(field, expr): &(Field, Option<Compiled>)| match expr {
            Some(expr) => expr.column(&batch),
            None => Ok(Column::nulls(field.ty, batch.rows())),
        };
        let columns = fills.iter().map(column).collect::<Result<_>>()?;
        Ok(Batch::new(Arc::clone(&out), columns, batch.rows()))
    })
}
