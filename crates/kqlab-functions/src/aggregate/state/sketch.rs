//! `tdigest` and `tdigest_merge`.

use kqlab_columns::Column;
use kqlab_plan::Type;

use super::{Fold, column, grouped};
use crate::core::{Arg, Double, EvalError, Json, Long, Read};
use crate::sketch::digest::{Digest, Point};
use crate::{Accumulator, AggregateInit};

struct Digests {
    /// The type of the values; `None` where they are digests already.
    ty: Option<Type>,
}

impl Digests {
    fn values(ty: Type, arg: &Arg, row: usize) -> Option<Point> {
        match ty {
            Type::Real => Double::get(&Double::open(arg), row)
                .filter(|value| !value.is_nan())
                .map(Point::Real),
            _ => Long::get(&Long::open(arg), row).map(Point::Whole),
        }
    }
}

impl Fold for Digests {
    type State = Digest;

    fn empty(&self) -> Digest {
        self.ty.map_or_else(Digest::default, Digest::new)
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Digest],
    ) -> Result<(), EvalError> {
        let Some(ty) = self.ty else {
            let source = Json::open(&args[0]);
            return groups.iter().enumerate().try_for_each(|(row, &group)| {
                Json::get(&source, row)
                    .map_or(Ok(()), |json| states[group as usize].merge(parse_digest(&json)?))
            });
        };
        let weights = args.get(1).map(Long::open);
        groups.iter().enumerate().try_for_each(|(row, &group)| {
            let weight = weights.as_ref().map_or(Some(1), |weights| Long::get(weights, row));
            match (Self::values(ty, &args[0], row), weight.filter(|weight| *weight > 0)) {
                (Some(point), Some(weight)) => states[group as usize].add(point, weight),
                _ => Ok(()),
            }
        })
    }

    fn absorb(&mut self, into: &mut Digest, from: Digest) -> Result<(), EvalError> {
        into.merge(from)
    }

    fn finish(self, states: Vec<Digest>) -> Result<Vec<Column>, EvalError> {
        // Without values there is no digest (summarize-operator, the aggregates of an empty table).
        let digest = |digest: &Digest| (!digest.is_empty()).then(|| digest.to_json());
        column(Type::Dynamic, states.iter().map(digest))
    }
}

/// The digest of a dynamic.
pub(crate) fn parse_digest(json: &serde_json::Value) -> Result<Digest, EvalError> {
    Digest::from_json(json)
        .ok_or_else(|| EvalError::argument("expected what tdigest() gives, found another dynamic"))
}

/// The digest of a group's values, weighted by a second argument.
pub(in crate::aggregate) fn tdigest(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    match init.types.first().copied().unwrap_or(Type::Dynamic) {
        ty @ (Type::Int | Type::Long | Type::Real | Type::Datetime | Type::Timespan) => {
            grouped(Digests { ty: Some(ty) })
        }
        Type::Decimal => grouped(Digests { ty: Some(Type::Real) }),
        ty => Err(EvalError::argument(format!(
            "expected numbers or times, found values of type {ty}"
        ))),
    }
}

/// The digest of a group's digests.
pub(in crate::aggregate) fn tdigest_merge(
    _: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Digests { ty: None })
}
