//! `binary_all_and`, `binary_all_or`, `binary_all_xor`.

use kqlab_columns::Column;
use kqlab_plan::Type;

use super::{Fold, column, each, grouped, returned};
use crate::core::{Arg, EvalError, Long};
use crate::{Accumulator, AggregateInit};

struct Bits {
    ty: Type,
    combine: fn(i64, i64) -> i64,
}

impl Fold for Bits {
    type State = Option<i64>;

    fn empty(&self) -> Option<i64> {
        None
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Option<i64>],
    ) -> Result<(), EvalError> {
        each::<Long>(&args[0], groups, |group, value| {
            let state = &mut states[group];
            *state = Some(state.map_or(value, |bits| (self.combine)(bits, value)));
        });
        Ok(())
    }

    fn absorb(&mut self, into: &mut Option<i64>, from: Option<i64>) -> Result<(), EvalError> {
        *into = match (*into, from) {
            (Some(a), Some(b)) => Some((self.combine)(a, b)),
            (a, b) => a.or(b),
        };
        Ok(())
    }

    fn finish(self, states: Vec<Option<i64>>) -> Result<Vec<Column>, EvalError> {
        match self.ty {
            Type::Int => column(self.ty, states.into_iter().map(|bits| bits.map(|b| b as i32))),
            ty => column(ty, states),
        }
    }
}

fn bits(
    init: &AggregateInit<'_>,
    combine: fn(i64, i64) -> i64,
) -> Result<Box<dyn Accumulator>, EvalError> {
    match returned(init) {
        ty @ (Type::Int | Type::Long) => grouped(Bits { ty, combine }),
        ty => Err(EvalError::argument(format!("expected an int or a long, found a {ty}"))),
    }
}

/// The conjunction of all values; null without one.
pub(in crate::aggregate) fn all_and(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    bits(init, |a, b| a & b)
}

/// The disjunction of all values; null without one.
pub(in crate::aggregate) fn all_or(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    bits(init, |a, b| a | b)
}

/// The exclusive or of all values; null without one.
pub(in crate::aggregate) fn all_xor(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    bits(init, |a, b| a ^ b)
}
