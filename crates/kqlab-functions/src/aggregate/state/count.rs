//! `count`: rows of a group.

use kqlab_columns::Column;
use kqlab_plan::Type;

use super::{Fold, column, grouped};
use crate::core::{Arg, EvalError};
use crate::{Accumulator, AggregateInit};

struct Count;

impl Fold for Count {
    type State = i64;

    fn empty(&self) -> i64 {
        0
    }

    fn feed(&mut self, _: &[Arg], groups: &[u32], states: &mut [i64]) -> Result<(), EvalError> {
        for &group in groups {
            states[group as usize] += 1;
        }
        Ok(())
    }

    fn absorb(&mut self, into: &mut i64, from: i64) -> Result<(), EvalError> {
        *into += from;
        Ok(())
    }

    fn finish(self, states: Vec<i64>) -> Result<Vec<Column>, EvalError> {
        column(Type::Long, states)
    }
}

/// All rows count, nulls too.
pub(in crate::aggregate) fn count(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Count)
}
