//! `sort`, and `top`: sort and take.

mod key;

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::Plan;
use kqlab_plan::plan::SortKey;

use super::any_window;
use super::take::first;
use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::scope::Scope;
use crate::stream::Stream;
use key::Order;

/// An order and what it is computed from.
pub(crate) struct Keys(Vec<(Compiled, SortKey)>);

impl Keys {
    pub(crate) fn new(scope: &Scope<'_>, keys: &[SortKey]) -> Result<Self> {
        let one = |key: &SortKey| Ok((scope.compile(&key.expr)?, key.clone()));
        Ok(Self(keys.iter().map(one).collect::<Result<_>>()?))
    }

    /// The rows in order; equal ones stay as they were.
    fn sort(&self, batch: &Batch) -> Result<Batch> {
        Ok(batch.take(&self.order(batch)?))
    }

    /// The rows of a chunk that may be among the first `count`, as they stand.
    fn first(&self, batch: Batch, count: usize) -> Result<Batch> {
        if batch.rows() <= count {
            return Ok(batch);
        }
        let mut first = self.order(&batch)?;
        first.truncate(count);
        first.sort_unstable();
        Ok(batch.take(&first))
    }

    pub(crate) fn order(&self, batch: &Batch) -> Result<Vec<u32>> {
        let mut order = Order::default();
        for (expr, key) in &self.0 {
            order.push(&expr.column(batch)?, key.ascending, key.nulls_first);
        }
        Ok(order.positions(batch.rows()))
    }
}

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    keys: &[SortKey],
    asked: &Columns,
) -> Result<Stream> {
    let keys = Keys::new(scope, keys)?;
    let rows = scope.input(plan, asked)?.collect_one()?;
    let sorted = keys.sort(&rows)?;
    Ok(Stream::of(Arc::clone(rows.schema()), vec![sorted]))
}

/// Rows that are gathered before they are sorted and cut, at least.
const GATHERED: usize = 64 * 1024;

/// The first rows of the order: chunks are cut on their own cores, gathered, sorted and cut again, so no more than a
/// few times `count` are held.
pub(crate) fn top(
    scope: &Scope<'_>,
    plan: &Plan,
    keys: &[SortKey],
    count: usize,
    asked: &Columns,
) -> Result<Stream> {
    let compiled = Arc::new(Keys::new(scope, keys)?);
    if any_window(compiled.0.iter().map(|(expr, _)| expr)) {
        return Ok(first(build(scope, plan, keys, asked)?, count));
    }
    let keys = compiled;
    let input = scope.input(plan, asked)?;
    let schema = Arc::clone(input.schema());
    let of_chunk = Arc::clone(&keys);
    let mut gathered: Vec<Batch> = Vec::new();
    let mut rows = 0;
    let cut = |gathered: &[Batch]| -> Result<Batch> {
        let sorted = keys.sort(&Batch::concat(&schema, gathered))?;
        Ok(sorted.slice(0, count.min(sorted.rows())))
    };
    for batch in input.drive(move |batch| of_chunk.first(batch, count)) {
        let batch = batch?;
        rows += batch.rows();
        gathered.push(batch);
        if rows > GATHERED.max(count.saturating_mul(4)) {
            let best = cut(&gathered)?;
            rows = best.rows();
            gathered = vec![best];
        }
    }
    let best = cut(&gathered)?;
    Ok(Stream::of(schema, vec![best]))
}
