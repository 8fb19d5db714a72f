//! `min`, `max`: the least and the greatest value that is not null.

use kqlab_columns::Column;
use kqlab_plan::Type;

use super::order::{Bools, Decimals, End, Ints, Least, Longs, Most, Order, Reals, Search, Texts};
use super::{Fold, column, each, grouped, returned};
use crate::core::{Arg, EvalError};
use crate::{Accumulator, AggregateInit};

struct Extreme<O, E> {
    ty: Type,
    search: std::marker::PhantomData<(O, E)>,
}

impl<O: Order, E: End> Fold for Extreme<O, E> {
    type State = Option<O::Kept>;

    fn empty(&self) -> Self::State {
        None
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Self::State],
    ) -> Result<(), EvalError> {
        each::<O::Read>(&args[0], groups, |group, item| {
            let state = &mut states[group];
            if state.as_ref().is_none_or(|best| Search::<O, E>::wins(&item, best)) {
                *state = Some(O::keep(&item));
            }
        });
        Ok(())
    }

    fn absorb(&mut self, into: &mut Self::State, from: Self::State) -> Result<(), EvalError> {
        if let Some(from) = from
            && into.as_ref().is_none_or(|best| Search::<O, E>::wins_kept(&from, best))
        {
            *into = Some(from);
        }
        Ok(())
    }

    fn finish(self, states: Vec<Self::State>) -> Result<Vec<Column>, EvalError> {
        column(self.ty, states)
    }
}

fn extreme<E: End>(init: &AggregateInit<'_>) -> Result<Box<dyn Accumulator>, EvalError> {
    fn of<O: Order, E: End>(ty: Type) -> Result<Box<dyn Accumulator>, EvalError> {
        grouped(Extreme::<O, E> { ty, search: std::marker::PhantomData })
    }
    match returned(init) {
        ty @ Type::Bool => of::<Bools, E>(ty),
        ty @ Type::Int => of::<Ints, E>(ty),
        ty @ (Type::Long | Type::Datetime | Type::Timespan) => of::<Longs, E>(ty),
        ty @ Type::Real => of::<Reals, E>(ty),
        ty @ (Type::String | Type::Guid) => of::<Texts, E>(ty),
        ty @ Type::Decimal => of::<Decimals, E>(ty),
        ty => Err(EvalError::argument(format!("values of type {ty} have no order"))),
    }
}

/// The least value, null without one.
pub(in crate::aggregate) fn min(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    extreme::<Least>(init)
}

/// The greatest value, null without one.
pub(in crate::aggregate) fn max(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    extreme::<Most>(init)
}
