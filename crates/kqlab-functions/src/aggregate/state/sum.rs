//! `sum` and `avg`.

use std::marker::PhantomData;

use bigdecimal::BigDecimal;
use kqlab_columns::Column;
use kqlab_plan::Type;

use super::{Fold, column, each, grouped, returned};
use crate::core::{Arg, Double, EvalError, Long, Text};
use crate::decimal;
use crate::{Accumulator, AggregateInit};

/// A sum of longs or ticks wraps like Kusto's integer arithmetic.
struct Wrapping {
    ty: Type,
}

impl Fold for Wrapping {
    type State = i64;

    fn empty(&self) -> i64 {
        0
    }

    fn feed(&mut self, args: &[Arg], groups: &[u32], states: &mut [i64]) -> Result<(), EvalError> {
        each::<Long>(&args[0], groups, |group, value| {
            states[group] = states[group].wrapping_add(value);
        });
        Ok(())
    }

    fn absorb(&mut self, into: &mut i64, from: i64) -> Result<(), EvalError> {
        *into = into.wrapping_add(from);
        Ok(())
    }

    fn finish(self, states: Vec<i64>) -> Result<Vec<Column>, EvalError> {
        column(self.ty, states)
    }
}

struct Floating;

impl Fold for Floating {
    type State = f64;

    fn empty(&self) -> f64 {
        0.0
    }

    fn feed(&mut self, args: &[Arg], groups: &[u32], states: &mut [f64]) -> Result<(), EvalError> {
        each::<Double>(&args[0], groups, |group, value| states[group] += value);
        Ok(())
    }

    fn absorb(&mut self, into: &mut f64, from: f64) -> Result<(), EvalError> {
        *into += from;
        Ok(())
    }

    fn finish(self, states: Vec<f64>) -> Result<Vec<Column>, EvalError> {
        column(Type::Real, states)
    }
}

/// A sum of decimals and how many values it has; the finish makes texts of it.
struct Exact {
    finish: fn(&BigDecimal, i64) -> Option<String>,
}

impl Fold for Exact {
    type State = (BigDecimal, i64);

    fn empty(&self) -> Self::State {
        (BigDecimal::default(), 0)
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Self::State],
    ) -> Result<(), EvalError> {
        each::<Text>(&args[0], groups, |group, text| {
            if let Some(value) = decimal::parse(text) {
                let (total, count) = &mut states[group];
                *total = decimal::add(total, &value);
                *count += 1;
            }
        });
        Ok(())
    }

    fn absorb(&mut self, into: &mut Self::State, from: Self::State) -> Result<(), EvalError> {
        into.0 = decimal::add(&into.0, &from.0);
        into.1 += from.1;
        Ok(())
    }

    fn finish(self, states: Vec<Self::State>) -> Result<Vec<Column>, EvalError> {
        column(Type::Decimal, states.iter().map(|(total, count)| (self.finish)(total, *count)))
    }
}

/// The sum, 0 without rows.
pub(in crate::aggregate) fn sum(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    match returned(init) {
        Type::Real => grouped(Floating),
        Type::Decimal => grouped(Exact { finish: |total, _| Some(decimal::text(total)) }),
        ty @ (Type::Long | Type::Timespan | Type::Datetime) => grouped(Wrapping { ty }),
        ty => Err(EvalError::argument(format!("values of type {ty} cannot be summed"))),
    }
}

/// What a mean is divided of: exact for integers, floating for reals.
trait Total: Default + Copy + Send + std::ops::AddAssign + 'static {
    type Read: crate::core::Read;
    fn of(item: <Self::Read as crate::core::Read>::Item<'_>) -> Self;
}

impl Total for f64 {
    type Read = Double;
    fn of(item: f64) -> f64 {
        item
    }
}

impl Total for i128 {
    type Read = Long;
    fn of(item: i64) -> i128 {
        i128::from(item)
    }
}

/// A running total and how many values it has.
type Mean<T> = (T, i64);

/// Turns totals and counts into the result.
type Finish<T> = fn(Vec<Mean<T>>) -> Result<Vec<Column>, EvalError>;

struct Average<T> {
    finish: Finish<T>,
    total: PhantomData<T>,
}

impl<T: Total> Fold for Average<T> {
    type State = Mean<T>;

    fn empty(&self) -> Mean<T> {
        (T::default(), 0)
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Mean<T>],
    ) -> Result<(), EvalError> {
        each::<T::Read>(&args[0], groups, |group, value| {
            let (total, count) = &mut states[group];
            *total += T::of(value);
            *count += 1;
        });
        Ok(())
    }

    fn absorb(&mut self, into: &mut Mean<T>, from: Mean<T>) -> Result<(), EvalError> {
        into.0 += from.0;
        into.1 += from.1;
        Ok(())
    }

    fn finish(self, states: Vec<Mean<T>>) -> Result<Vec<Column>, EvalError> {
        (self.finish)(states)
    }
}

fn ticks(ty: Type, states: Vec<Mean<i128>>) -> Result<Vec<Column>, EvalError> {
    let mean = |(total, count): Mean<i128>| {
        total.checked_div(i128::from(count)).and_then(|mean| i64::try_from(mean).ok())
    };
    column(ty, states.into_iter().map(mean))
}

/// The mean. Without values it is NaN (measured), of times null.
pub(in crate::aggregate) fn avg(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    let real = init.types.first() == Some(&Type::Real);
    match returned(init) {
        Type::Real if real => grouped(Average::<f64> {
            finish: |states| {
                column(Type::Real, states.into_iter().map(|(total, count)| total / count as f64))
            },
            total: PhantomData,
        }),
        Type::Real => grouped(Average::<i128> {
            finish: |states| {
                let mean = |(total, count): Mean<i128>| total as f64 / count as f64;
                column(Type::Real, states.into_iter().map(mean))
            },
            total: PhantomData,
        }),
        Type::Decimal => grouped(Exact {
            finish: |total, count| {
                decimal::divide(total, &BigDecimal::from(count)).map(|mean| decimal::text(&mean))
            },
        }),
        Type::Timespan => grouped(Average::<i128> {
            finish: |states| ticks(Type::Timespan, states),
            total: PhantomData,
        }),
        Type::Datetime => grouped(Average::<i128> {
            finish: |states| ticks(Type::Datetime, states),
            total: PhantomData,
        }),
        ty => Err(EvalError::argument(format!("values of type {ty} have no mean"))),
    }
}
