//! `dcount`, `count_distinct`, `hll`, `hll_merge`: distinct values of a group.

use kqlab_columns::Column;
use kqlab_plan::{Type, Value};
use serde_json::Value as JsonValue;

use super::{Fold, column, each, grouped};
use crate::core::{Arg, Bool, Double, Element, EvalError, Json, Long, Text};
use crate::sketch::distinct::{Distinct, Precision, hash_bits, hash_text};
use crate::{Accumulator, AggregateInit};

/// Up to so many distinct values of a group `dcount` is exact.
const DCOUNT_EXACT: usize = 1 << 20;
/// The same for `hll`, whose hashes become JSON.
const HLL_EXACT: usize = 1 << 16;

/// Calls `f` with the group and the hash of every value that is not null.
fn each_hash(arg: &Arg, groups: &[u32], mut f: impl FnMut(usize, u64)) {
    match arg.ty() {
        Type::Bool => each::<Bool>(arg, groups, |group, bit| f(group, hash_bits(u64::from(bit)))),
        Type::Int | Type::Long | Type::Datetime | Type::Timespan => {
            each::<Long>(arg, groups, |group, value| f(group, hash_bits(value as u64)));
        }
        // One hash for 0 and -0, and for all that is not a number.
        Type::Real => each::<Double>(arg, groups, |group, value| {
            let bits = if value.is_nan() { f64::NAN.to_bits() } else { (value + 0.0).to_bits() };
            f(group, hash_bits(bits));
        }),
        Type::String | Type::Decimal | Type::Guid => {
            each::<Text>(arg, groups, |group, text| f(group, hash_text(text)));
        }
        Type::Dynamic | Type::Unknown => {
            each::<Element>(arg, groups, |group, text| f(group, hash_text(&text)));
        }
    }
}

/// What the values are counted for.
#[derive(Clone, Copy)]
enum Output {
    Count,
    Sketch,
}

struct Distincts {
    precision: Precision,
    output: Output,
}

impl Fold for Distincts {
    type State = Distinct;

    fn empty(&self) -> Distinct {
        Distinct::new()
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Distinct],
    ) -> Result<(), EvalError> {
        let precision = self.precision;
        each_hash(&args[0], groups, |group, hash| states[group].insert(hash, precision));
        Ok(())
    }

    fn absorb(&mut self, into: &mut Distinct, from: Distinct) -> Result<(), EvalError> {
        into.merge(from, self.precision);
        Ok(())
    }

    fn finish(self, states: Vec<Distinct>) -> Result<Vec<Column>, EvalError> {
        match self.output {
            Output::Count => column(Type::Long, states.iter().map(Distinct::count)),
            Output::Sketch => {
                // Without values there is no sketch (summarize-operator, the aggregates of an empty table).
                let sketch =
                    |state: &Distinct| (!state.is_empty()).then(|| state.to_json(self.precision));
                column(Type::Dynamic, states.iter().map(sketch))
            }
        }
    }
}

fn precision(init: &AggregateInit<'_>, exact: usize) -> Result<Precision, EvalError> {
    let accuracy = match init.constants.get(1) {
        None => Some(1),
        Some(Some(Value::Int(accuracy))) => Some(i64::from(*accuracy)),
        Some(Some(Value::Long(accuracy))) => Some(*accuracy),
        Some(_) => None,
    };
    accuracy
        .and_then(|accuracy| Precision::of_accuracy(accuracy, exact))
        .ok_or_else(|| EvalError::argument("expected a constant accuracy from 0 to 4"))
}

/// The number of distinct values; exact up to 2^20 a group, an estimate of the accuracy asked for past that.
pub(in crate::aggregate) fn dcount(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Distincts { precision: precision(init, DCOUNT_EXACT)?, output: Output::Count })
}

/// The number of distinct values, always exact.
pub(in crate::aggregate) fn count_distinct(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    let precision = Precision { exact: usize::MAX, bits: 14 };
    grouped(Distincts { precision, output: Output::Count })
}

/// The sketch that `dcount_hll` counts.
pub(in crate::aggregate) fn hll(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Distincts { precision: precision(init, HLL_EXACT)?, output: Output::Sketch })
}

struct Merge;

impl Fold for Merge {
    type State = Option<(Distinct, Precision)>;

    fn empty(&self) -> Self::State {
        None
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Self::State],
    ) -> Result<(), EvalError> {
        let mut result = Ok(());
        each::<Json>(&args[0], groups, |group, json: JsonValue| {
            if result.is_ok() {
                result = parse_hll(&json).and_then(|other| merge(&mut states[group], other));
            }
        });
        result
    }

    fn absorb(&mut self, into: &mut Self::State, from: Self::State) -> Result<(), EvalError> {
        from.map_or(Ok(()), |from| merge(into, from))
    }

    fn finish(self, states: Vec<Self::State>) -> Result<Vec<Column>, EvalError> {
        let json = |state: Self::State| state.map(|(sketch, precision)| sketch.to_json(precision));
        column(Type::Dynamic, states.into_iter().map(json))
    }
}

/// The sketch of a dynamic.
pub(crate) fn parse_hll(json: &JsonValue) -> Result<(Distinct, Precision), EvalError> {
    Distinct::from_json(json)
        .ok_or_else(|| EvalError::argument("expected what hll() gives, found another dynamic"))
}

/// Adds a sketch to another; they must be of one accuracy (hll-merge-aggregation-function).
pub(crate) fn merge(
    into: &mut Option<(Distinct, Precision)>,
    (other, other_precision): (Distinct, Precision),
) -> Result<(), EvalError> {
    match into {
        None => *into = Some((other, other_precision)),
        Some((sketch, precision)) if *precision == other_precision => {
            sketch.merge(other, *precision);
        }
        Some(_) => {
            return Err(EvalError::argument("expected hll values of one accuracy, found two"));
        }
    }
    Ok(())
}

/// The sketch of all sketches of a group; null without one.
pub(in crate::aggregate) fn hll_merge(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Merge)
}
