//! Expressions over a column of few distinct values: computed once a value, not once a row.

use std::sync::Arc;

use kqlab_columns::{Batch, Codes, Column};
use kqlab_plan::{Expr, ExprKind, Schema};

use super::{Evaluator, Failure, GROWTH, RED_ZONE};
use crate::Arg;

impl Evaluator<'_> {
    /// The values of an expression that depends on such a column alone; `None` for others.
    pub(super) fn by_value(&self, expr: &Expr, batch: &Batch) -> Result<Option<Arg>, Failure> {
        if let ExprKind::Literal(_) | ExprKind::Column(_) = expr.kind {
            return Ok(None);
        }
        let mut name = None;
        let column = match of_one_column(expr, &mut name).then_some(name).flatten() {
            Some(name) => batch.column(name),
            None => None,
        };
        let Some((column, codes)) = column.and_then(|c| c.codes().map(|codes| (c, codes))) else {
            return Ok(None);
        };
        let values = self.eval(expr, &distinct(batch, column, codes))?;
        Ok(Some(match values {
            Arg::Const(value) => Arg::Const(value),
            Arg::Column(values) => Arg::Column(codes.spread(&values).coded_as(codes)),
        }))
    }
}

/// A row for each distinct value of the column.
fn distinct(batch: &Batch, column: &Column, codes: &Codes) -> Batch {
    let is_it = |candidate: &Column| std::ptr::eq(candidate, column);
    let position = batch.columns().iter().position(is_it);
    let position = position.expect("invariant: a column of the batch");
    let schema = Schema::new(vec![batch.schema().fields[position].clone()]);
    let values = column.take(codes.first());
    let rows = values.len();
    Batch::new(Arc::new(schema), vec![values], rows)
}

/// Whether the value is a function of no more than one column, which is left in `name`.
fn of_one_column<'e>(expr: &'e Expr, name: &mut Option<&'e str>) -> bool {
    stacker::maybe_grow(RED_ZONE, GROWTH, || match &expr.kind {
        ExprKind::Literal(_) => true,
        ExprKind::Column(column) => *name.get_or_insert(column) == &**column,
        ExprKind::Call { def, args, .. } => {
            def.deterministic && args.iter().all(|arg| of_one_column(arg, name))
        }
        ExprKind::Path(base, _) => of_one_column(base, name),
        ExprKind::Element(base, index) => of_one_column(base, name) && of_one_column(index, name),
        ExprKind::Convert(inner) => of_one_column(inner, name),
        ExprKind::InQuery { value, .. } => of_one_column(value, name),
        ExprKind::ScalarQuery(_) | ExprKind::ScanState { .. } => false,
    })
}
