//! `narrow`: a row a cell.

use std::sync::Arc;

use kqlab_columns::{Batch, Builder};
use kqlab_functions::Arg;
use kqlab_functions::cast::cast;
use kqlab_plan::Type;

use super::Args;
use crate::Result;
use crate::scope::Scope;

pub(super) fn run(_: &Scope<'_>, args: &Args<'_>, rows: Batch) -> Result<Batch> {
    let texts = rows
        .columns()
        .iter()
        .map(|column| cast(&Arg::Column(column.clone()), Type::String).into_column(rows.rows()));
    let texts: Vec<_> = texts.collect();
    let (mut row_numbers, mut names) = (Builder::new(Type::Long), Builder::new(Type::String));
    let mut values = Builder::new(Type::String);
    for row in 0..rows.rows() {
        for (field, text) in rows.schema().fields.iter().zip(&texts) {
            row_numbers.push_long(i64::try_from(row).unwrap_or(i64::MAX));
            names.push_text(&field.name);
            values.push_text(text.text(row).unwrap_or_default());
        }
    }
    let count = values.len();
    let columns = vec![row_numbers.finish(), names.finish(), values.finish()];
    Ok(Batch::new(Arc::clone(&args.plan.schema), columns, count))
}
