//! Percentiles by nearest rank, exactly: Kusto estimates them with a t-digest, within 1 % of the rank
//! (percentiles-aggregation-function), so the exact one is among its answers.

use kqlab_columns::{Builder, Column};
use kqlab_plan::{Type, Value};
use serde_json::Value as Json;

use super::{Fold, grouped};
use crate::core::{Arg, Double, EvalError, Long, Read, to_json};
use crate::{Accumulator, AggregateInit};

/// How the values of a group are kept and come back.
trait Kind: Send + 'static {
    type Read: Read;
    type Kept: Copy + Send;
    fn keep(item: <Self::Read as Read>::Item<'_>) -> Option<Self::Kept>;
    fn compare(a: &Self::Kept, b: &Self::Kept) -> std::cmp::Ordering;
    fn value(kept: Self::Kept, ty: Type) -> Value;
}

struct Ticks;
struct Reals;

impl Kind for Ticks {
    type Read = Long;
    type Kept = i64;

    fn keep(item: i64) -> Option<i64> {
        Some(item)
    }

    fn compare(a: &i64, b: &i64) -> std::cmp::Ordering {
        a.cmp(b)
    }

    fn value(kept: i64, ty: Type) -> Value {
        match ty {
            Type::Datetime => Value::Datetime(kept),
            Type::Timespan => Value::Timespan(kept),
            _ => Value::Long(kept),
        }
    }
}

impl Kind for Reals {
    type Read = Double;
    type Kept = f64;

    fn keep(item: f64) -> Option<f64> {
        (!item.is_nan()).then_some(item)
    }

    fn compare(a: &f64, b: &f64) -> std::cmp::Ordering {
        a.total_cmp(b)
    }

    fn value(kept: f64, _: Type) -> Value {
        Value::Real(kept)
    }
}

/// The values of a group with their weights; unweighted they are 1 and not kept.
struct Sample<T> {
    values: Vec<T>,
    weights: Vec<i64>,
}

struct Percentiles<K> {
    /// Percentiles from 0 to 100.
    ranks: Vec<f64>,
    weighted: bool,
    /// One array instead of a column a percentile.
    array: bool,
    ty: Type,
    kind: std::marker::PhantomData<K>,
}

impl<K: Kind> Percentiles<K> {
    /// The smallest value that is not below `percent` of the weight; of 0 % the smallest of all.
    fn nearest(sample: &[(K::Kept, i64)], total: i128, percent: f64) -> Option<K::Kept> {
        let rank = ((percent * total as f64 / 100.0).ceil() as i128).clamp(1, total.max(1));
        let mut below = 0;
        sample.iter().find_map(|(value, weight)| {
            below += i128::from(*weight);
            (below >= rank).then_some(*value)
        })
    }

    fn results(&self, sample: Sample<K::Kept>) -> Vec<Option<K::Kept>> {
        let Sample { mut values, weights } = sample;
        if !self.weighted {
            values.sort_unstable_by(K::compare);
            let count = values.len();
            return self
                .ranks
                .iter()
                .map(|percent| {
                    let rank = (percent * count as f64 / 100.0).ceil() as usize;
                    values.get(rank.clamp(1, count.max(1)) - 1).copied()
                })
                .collect();
        }
        let mut sample: Vec<(K::Kept, i64)> = values.into_iter().zip(weights).collect();
        sample.sort_by(|a, b| K::compare(&a.0, &b.0));
        let total = sample.iter().map(|(_, weight)| i128::from(*weight)).sum();
        self.ranks.iter().map(|percent| Self::nearest(&sample, total, *percent)).collect()
    }
}

impl<K: Kind> Fold for Percentiles<K> {
    type State = Sample<K::Kept>;

    fn empty(&self) -> Self::State {
        Sample { values: Vec::new(), weights: Vec::new() }
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Self::State],
    ) -> Result<(), EvalError> {
        let values = K::Read::open(&args[0]);
        let weights = self.weighted.then(|| Long::open(&args[1]));
        for (row, &group) in groups.iter().enumerate() {
            let Some(value) = K::Read::get(&values, row).and_then(K::keep) else { continue };
            let state = &mut states[group as usize];
            match &weights {
                None => state.values.push(value),
                Some(weights) => {
                    if let Some(weight) = Long::get(weights, row).filter(|weight| *weight > 0) {
                        state.values.push(value);
                        state.weights.push(weight);
                    }
                }
            }
        }
        Ok(())
    }

    fn absorb(&mut self, into: &mut Self::State, from: Self::State) -> Result<(), EvalError> {
        into.values.extend(from.values);
        into.weights.extend(from.weights);
        Ok(())
    }

    fn finish(self, states: Vec<Self::State>) -> Result<Vec<Column>, EvalError> {
        let columns = if self.array { 1 } else { self.ranks.len() };
        let ty = if self.array { Type::Dynamic } else { self.ty };
        let mut builders: Vec<Builder> = (0..columns).map(|_| Builder::new(ty)).collect();
        for sample in states {
            let is_empty = sample.values.is_empty();
            let results = self.results(sample);
            let value = |kept: Option<K::Kept>| {
                kept.map_or(Value::null(self.ty), |kept| K::value(kept, self.ty))
            };
            if !self.array {
                for (builder, kept) in builders.iter_mut().zip(results) {
                    builder.push(&value(kept));
                }
            } else if is_empty {
                builders[0].push_null();
            } else {
                let items = results.into_iter().map(|kept| to_json(&value(kept))).collect();
                builders[0].push(&Value::dynamic(Json::Array(items)));
            }
        }
        Ok(builders.into_iter().map(Builder::finish).collect())
    }
}

/// The percentile that a constant argument asks for.
fn percent(constant: &Option<Value>) -> Result<f64, EvalError> {
    let percent = match constant {
        Some(Value::Int(value)) => f64::from(*value),
        Some(Value::Long(value)) => *value as f64,
        Some(Value::Real(value)) => *value,
        Some(Value::Decimal(text)) => text.parse().unwrap_or(f64::NAN),
        _ => return Err(EvalError::argument("expected a constant percentile")),
    };
    check(percent)
}

fn check(percent: f64) -> Result<f64, EvalError> {
    if (0.0..=100.0).contains(&percent) {
        Ok(percent)
    } else {
        Err(EvalError::argument(format!("expected a percentile from 0 to 100, found {percent}")))
    }
}

/// The percentiles of the arguments from `position` on, or of one dynamic array.
fn ranks(init: &AggregateInit<'_>, position: usize) -> Result<Vec<f64>, EvalError> {
    match &init.constants[position..] {
        [Some(Value::Dynamic(json))] => match &**json {
            Json::Array(items) => items
                .iter()
                .map(|item| {
                    let found =
                        || EvalError::argument(format!("expected a percentile, found {item}"));
                    check(item.as_f64().ok_or_else(found)?)
                })
                .collect(),
            json => {
                Err(EvalError::argument(format!("expected an array of percentiles, found {json}")))
            }
        },
        constants => constants.iter().map(percent).collect(),
    }
}

fn percentiles(
    init: &AggregateInit<'_>,
    weighted: bool,
    array: bool,
) -> Result<Box<dyn Accumulator>, EvalError> {
    let ranks = ranks(init, if weighted { 2 } else { 1 })?;
    let kind = std::marker::PhantomData::<Ticks>;
    match init.types.first().copied().unwrap_or(Type::Dynamic) {
        Type::Int | Type::Long => {
            grouped(Percentiles { ranks, weighted, array, ty: Type::Long, kind })
        }
        ty @ (Type::Datetime | Type::Timespan) => {
            grouped(Percentiles { ranks, weighted, array, ty, kind })
        }
        Type::Real | Type::Decimal => {
            let ty = Type::Real;
            let kind = std::marker::PhantomData::<Reals>;
            grouped(Percentiles { ranks, weighted, array, ty, kind })
        }
        ty => Err(EvalError::argument(format!(
            "expected numbers or times, found values of type {ty}"
        ))),
    }
}

/// `percentile(x, p ..)`, a column a percentile.
pub(in crate::aggregate) fn plain(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    percentiles(init, false, false)
}

/// `percentiles_array(x, p ..)`, one array.
pub(in crate::aggregate) fn plain_array(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    percentiles(init, false, true)
}

/// `percentilew(x, weight, p ..)`: each value stands so often as its weight says.
pub(in crate::aggregate) fn weighted(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    percentiles(init, true, false)
}

/// `percentilesw_array(x, weight, p ..)`
pub(in crate::aggregate) fn weighted_array(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    percentiles(init, true, true)
}
