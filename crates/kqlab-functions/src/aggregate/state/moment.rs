//! `variance`, `stdev`, `covariance` and their kin: running means and products of deviations, which
//! merge without loss (Chan et al.).

use kqlab_columns::Column;
use kqlab_plan::Type;

use super::{Fold, column, grouped};
use crate::core::{Arg, Double, EvalError, Read};
use crate::{Accumulator, AggregateInit};

/// Means of two variables and the sum of the products of their deviations.
#[derive(Clone, Copy, Default)]
pub(super) struct Moments {
    count: f64,
    mean_x: f64,
    mean_y: f64,
    product: f64,
}

impl Moments {
    fn push(&mut self, x: f64, y: f64) {
        self.count += 1.0;
        let deviation = x - self.mean_x;
        self.mean_x += deviation / self.count;
        self.mean_y += (y - self.mean_y) / self.count;
        self.product += deviation * (y - self.mean_y);
    }

    fn merge(&mut self, other: Self) {
        if other.count == 0.0 {
            return;
        }
        let count = self.count + other.count;
        let (dx, dy) = (other.mean_x - self.mean_x, other.mean_y - self.mean_y);
        self.product += other.product + dx * dy * self.count * other.count / count;
        self.mean_x += dx * other.count / count;
        self.mean_y += dy * other.count / count;
        self.count = count;
    }

    /// Without values, or of one for a sample, 0 (measured).
    fn over(self, lost: f64) -> f64 {
        let degrees = self.count - lost;
        if degrees > 0.0 { self.product / degrees } else { 0.0 }
    }
}

struct Spread {
    /// Two variables are given, not one.
    pair: bool,
    finish: fn(Moments) -> f64,
}

impl Fold for Spread {
    type State = Moments;

    fn empty(&self) -> Moments {
        Moments::default()
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Moments],
    ) -> Result<(), EvalError> {
        let (x, y) = (Double::open(&args[0]), Double::open(&args[usize::from(self.pair)]));
        for (row, &group) in groups.iter().enumerate() {
            if let Some((x, y)) = Double::get(&x, row).zip(Double::get(&y, row)) {
                states[group as usize].push(x, y);
            }
        }
        Ok(())
    }

    fn absorb(&mut self, into: &mut Moments, from: Moments) -> Result<(), EvalError> {
        into.merge(from);
        Ok(())
    }

    fn finish(self, states: Vec<Moments>) -> Result<Vec<Column>, EvalError> {
        column(Type::Real, states.into_iter().map(self.finish))
    }
}

fn spread(pair: bool, finish: fn(Moments) -> f64) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Spread { pair, finish })
}

/// Variance of a sample.
pub(in crate::aggregate) fn variance(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    spread(false, |moments| moments.over(1.0))
}

/// Variance of a population.
pub(in crate::aggregate) fn variancep(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    spread(false, |moments| moments.over(0.0))
}

/// Standard deviation of a sample.
pub(in crate::aggregate) fn stdev(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    spread(false, |moments| moments.over(1.0).sqrt())
}

/// Standard deviation of a population.
pub(in crate::aggregate) fn stdevp(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    spread(false, |moments| moments.over(0.0).sqrt())
}

/// Covariance of a sample.
pub(in crate::aggregate) fn covariance(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    spread(true, |moments| moments.over(1.0))
}

/// Covariance of a population.
pub(in crate::aggregate) fn covariancep(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    spread(true, |moments| moments.over(0.0))
}
