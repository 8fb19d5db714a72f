//! The `-if` aggregates: the rows where a predicate is true enter another aggregate.

use std::any::Any;

use kqlab_columns::{Column, Data};
use kqlab_plan::Value;
use polars_arrow::bitmap::Bitmap;

use crate::core::{Arg, EvalError, Make};
use crate::{Accumulator, AggregateInit};

struct Conditional {
    /// Which argument is the predicate.
    predicate: usize,
    inner: Box<dyn Accumulator>,
}

/// The aggregate `make` over the rows where the argument at `predicate` is true; it is given the others.
pub(in crate::aggregate) fn conditional(
    init: &AggregateInit<'_>,
    predicate: usize,
    make: Make,
) -> Result<Box<dyn Accumulator>, EvalError> {
    let mut types = init.types.to_vec();
    let mut constants = init.constants.to_vec();
    types.remove(predicate);
    constants.remove(predicate);
    let inner = make(&AggregateInit { types: &types, constants: &constants, ..*init })?;
    Ok(Box::new(Conditional { predicate, inner }))
}

/// The rows that are true; null is not.
fn mask(predicate: &Arg, rows: usize) -> Bitmap {
    match predicate {
        Arg::Const(value) => Bitmap::new_with_value(*value == Value::Bool(true), rows),
        Arg::Column(column) => match column.data() {
            Data::Bool(array) => match array.validity() {
                Some(valid) => array.values() & valid,
                None => array.values().clone(),
            },
            _ => unreachable!("invariant: a predicate is a bool"),
        },
    }
}

impl Accumulator for Conditional {
    fn update(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        group_count: usize,
    ) -> Result<(), EvalError> {
        let mask = mask(&args[self.predicate], groups.len());
        let kept: Vec<Arg> = args
            .iter()
            .enumerate()
            .filter(|(position, _)| *position != self.predicate)
            .map(|(_, arg)| match arg {
                Arg::Const(value) => Arg::Const(value.clone()),
                Arg::Column(column) => Arg::Column(column.filter(&mask)),
            })
            .collect();
        let groups: Vec<u32> = mask.true_idx_iter().map(|row| groups[row]).collect();
        self.inner.update(&kept, &groups, group_count)
    }

    fn merge(
        &mut self,
        other: Box<dyn Accumulator>,
        groups: &[u32],
        group_count: usize,
    ) -> Result<(), EvalError> {
        let other = other.into_any().downcast::<Self>().expect("invariant: of the same call");
        self.inner.merge(other.inner, groups, group_count)
    }

    fn retain(&mut self, kept: &Bitmap) {
        self.inner.retain(kept);
    }

    fn finish(self: Box<Self>, group_count: usize) -> Result<Vec<Column>, EvalError> {
        self.inner.finish(group_count)
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
