//! Digests of a distribution: every distinct value with its weight. Kusto's t-digest thins the values out and
//! is an estimate; this one is exact, and refused past its limit.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use kqlab_plan::{Type, Value};
use serde_json::{Number, Value as Json};

use crate::core::{EvalError, to_json};

/// The most distinct values of a digest.
const LIMIT: usize = 1 << 20;

/// A value of a digest: longs and ticks stay exact.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Point {
    /// A long or ticks.
    Whole(i64),
    /// A real.
    Real(f64),
}

impl Point {
    fn real(self) -> f64 {
        match self {
            Self::Whole(value) => value as f64,
            Self::Real(value) => value,
        }
    }
}

impl Ord for Point {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a.cmp(b),
            (a, b) => a.real().total_cmp(&b.real()),
        }
    }
}

impl PartialOrd for Point {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Point {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Point {}

/// A digest of values of one type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Digest {
    ty: Option<Type>,
    points: BTreeMap<Point, i64>,
}

/// The number that stands for a type in a digest's JSON; that of long is the page's (tdigest-aggregation-function).
const CODES: [(Type, u64); 4] =
    [(Type::Long, 7), (Type::Real, 8), (Type::Datetime, 9), (Type::Timespan, 10)];

impl Digest {
    /// A digest of values of that type; int is taken as long.
    pub(crate) fn new(ty: Type) -> Self {
        let ty = if ty == Type::Int { Type::Long } else { ty };
        Self { ty: Some(ty), points: BTreeMap::new() }
    }

    /// Adds a value.
    pub(crate) fn add(&mut self, point: Point, weight: i64) -> Result<(), EvalError> {
        *self.points.entry(point).or_insert(0) += weight;
        if self.points.len() > LIMIT {
            return Err(EvalError::limit(format!(
                "a digest takes at most {LIMIT} distinct values"
            ))
            .with_hint("summarize smaller groups, or round the values with bin()"));
        }
        Ok(())
    }

    /// Adds another's values.
    pub(crate) fn merge(&mut self, other: Self) -> Result<(), EvalError> {
        match (self.ty, other.ty) {
            (Some(a), Some(b)) if a != b => {
                return Err(EvalError::argument(format!(
                    "expected digests of one type, found one of {a} and one of {b}"
                )));
            }
            (a, b) => self.ty = a.or(b),
        }
        other.points.into_iter().try_for_each(|(point, weight)| self.add(point, weight))
    }

    /// Whether there are no values.
    pub(crate) fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    fn total(&self) -> i128 {
        self.points.values().map(|weight| i128::from(*weight)).sum()
    }

    /// The value of nearest rank; null of an empty digest.
    pub(crate) fn percentile(&self, percent: f64) -> Value {
        let total = self.total();
        let rank = ((percent * total as f64 / 100.0).ceil() as i128).clamp(1, total.max(1));
        let mut below = 0;
        let found = self.points.iter().find_map(|(point, weight)| {
            below += i128::from(*weight);
            (below >= rank).then_some(*point)
        });
        match (found, self.ty) {
            (None, _) => Value::Null(Type::Dynamic),
            (Some(Point::Real(value)), _) => Value::Real(value),
            (Some(Point::Whole(ticks)), Some(Type::Datetime)) => Value::Datetime(ticks),
            (Some(Point::Whole(ticks)), Some(Type::Timespan)) => Value::Timespan(ticks),
            (Some(Point::Whole(value)), _) => Value::Long(value),
        }
    }

    /// How many members are not above `point`.
    pub(crate) fn rank(&self, point: Point) -> i64 {
        let below: i128 = self.points.range(..=point).map(|(_, weight)| i128::from(*weight)).sum();
        i64::try_from(below).unwrap_or(i64::MAX)
    }

    /// The same in percent of all members; null of an empty digest.
    pub(crate) fn percent_rank(&self, point: Point) -> Option<f64> {
        let total = self.total();
        (total > 0).then(|| self.rank(point) as f64 * 100.0 / total as f64)
    }

    /// `[[type], [values], [weights]]`
    pub(crate) fn to_json(&self) -> Json {
        let code = CODES.iter().find(|(ty, _)| Some(*ty) == self.ty).map_or(0, |(_, code)| *code);
        let value = |point: &Point| match point {
            Point::Whole(value) => Json::from(*value),
            Point::Real(value) => to_json(&Value::Real(*value)),
        };
        Json::from(vec![
            Json::from(vec![code]),
            Json::from(self.points.keys().map(value).collect::<Vec<_>>()),
            Json::from(self.points.values().copied().collect::<Vec<_>>()),
        ])
    }

    /// What [`Self::to_json`] wrote, or Kusto's own, whose values are in no order.
    pub(crate) fn from_json(json: &Json) -> Option<Self> {
        let [code, values, weights] = json.as_array()?.as_slice() else { return None };
        let code = code.get(0)?.as_u64()?;
        let ty = CODES.iter().find(|(_, known)| *known == code).map(|(ty, _)| *ty);
        let (values, weights) = (values.as_array()?, weights.as_array()?);
        let mut digest = Self { ty, points: BTreeMap::new() };
        for (value, weight) in values.iter().zip(weights) {
            digest.add(point(value.as_number()?)?, weight.as_i64()?).ok()?;
        }
        (values.len() == weights.len()).then_some(digest)
    }
}

fn point(number: &Number) -> Option<Point> {
    number.as_i64().map(Point::Whole).or_else(|| number.as_f64().map(Point::Real))
}
