//! `rows_near`: the rows around those for which a condition is true.

use kqlab_columns::Batch;
use kqlab_plan::Value;
use polars_arrow::bitmap::Bitmap;

use super::Args;
use crate::Result;
use crate::scope::Scope;

pub(super) fn run(scope: &Scope<'_>, args: &Args<'_>, rows: Batch) -> Result<Batch> {
    let condition = scope.compile(args.expr("Condition")?)?.column(&rows)?;
    let count = |name| -> Result<Option<usize>> {
        match args.value(scope, name)? {
            Some(Value::Int(count)) => Ok(usize::try_from(count).ok()),
            Some(Value::Long(count)) => Ok(usize::try_from(count).ok()),
            _ => Ok(None),
        }
    };
    let before = count("NumRows")?.ok_or_else(|| args.refuse("expected a number of rows"))?;
    let after = count("NumRowsAfter")?.unwrap_or(before);
    let mut near = vec![false; rows.rows()];
    for row in (0..rows.rows()).filter(|row| condition.bool(*row) == Some(true)) {
        let end = row.saturating_add(after).saturating_add(1).min(near.len());
        near[row.saturating_sub(before)..end].fill(true);
    }
    Ok(rows.filter(&Bitmap::from_iter(near)))
}
