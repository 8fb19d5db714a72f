//! The axis of a series: which bin a value falls into.

use kqlab_columns::{Builder, Column};
use kqlab_plan::plan::MakeSeries;
use kqlab_plan::{Type, Value};
use kqlab_syntax::codes::execution;
use polars_arrow::bitmap::Bitmap;

use crate::Result;
use crate::fault::fault;
use crate::scope::Scope;

/// Equal bins from a base on. A bin's number counts from the base.
pub(super) struct Axis {
    ty: Type,
    scale: Scale,
    /// The base is the first bin; else each series starts at its own first.
    starts: Option<i64>,
    /// The number after the last bin; else each series ends at its own last.
    end: Option<i64>,
}

/// Integers and ticks are exact, reals are not.
enum Scale {
    Exact { base: i64, step: i64, from: Option<i64>, to: Option<i64> },
    Real { base: f64, step: f64, from: Option<f64>, to: Option<f64> },
}

impl Axis {
    /// The axis of an operator. `bin_at` from the start on, or in the form `in range` plain `bin`, the end included
    /// (`make-series-operator`, "Alternate Syntax").
    pub(super) fn new(scope: &Scope<'_>, series: &MakeSeries) -> Result<Self> {
        let value = |expr: &kqlab_plan::Expr| scope.compile(expr)?.value();
        let step = value(&series.step)?;
        let from = series.from.as_ref().map(value).transpose()?;
        let to = series.to.as_ref().map(value).transpose()?;
        let refuse = |message: &str| fault(execution::BAD_ARGUMENT, series.step.span, message);
        let ends = [&from, &to].into_iter().flatten();
        if ends.clone().any(Value::is_null) || step.is_null() {
            return Err(refuse("the start, end and step of a series must not be null"));
        }
        let is_real = ends.chain([&step]).any(|value| matches!(value, Value::Real(_)));
        let ty = series.on.expr.ty;
        let scale = if is_real || ty == Type::Real {
            let (from, to) = (from.as_ref().map(real), to.as_ref().map(real));
            let base = if series.in_range { 0.0 } else { from.unwrap_or(0.0) };
            Scale::Real { base, step: real(&step), from, to }
        } else {
            let (from, to) = (from.as_ref().map(exact), to.as_ref().map(exact));
            let base = if series.in_range { 0 } else { from.unwrap_or(0) };
            Scale::Exact { base, step: exact(&step), from, to }
        };
        if !scale.goes_forward() {
            return Err(refuse("the step of a series must be greater than 0"));
        }
        let (starts, end) = scale.limits(series.in_range);
        Ok(Self { ty, scale: scale.closed_for(series.in_range), starts, end })
    }

    /// The bins of the rows that fall into one, and which rows do.
    pub(super) fn bins(&self, values: &Column) -> (Column, Bitmap) {
        let mut bins = Builder::new(Type::Long);
        let inside = (0..values.len()).map(|row| {
            let bin = match &self.scale {
                Scale::Exact { .. } => values.long(row).and_then(|value| self.exact_bin(value)),
                Scale::Real { .. } => values.real(row).and_then(|value| self.real_bin(value)),
            };
            bin.inspect(|bin| bins.push_long(*bin)).is_some()
        });
        let inside = Bitmap::from_iter(inside.collect::<Vec<bool>>());
        (bins.finish(), inside)
    }

    fn exact_bin(&self, value: i64) -> Option<i64> {
        let Scale::Exact { base, step, from, to } = self.scale else { return None };
        let inside = from.is_none_or(|from| value >= from) && to.is_none_or(|to| value < to);
        let bin = (i128::from(value) - i128::from(base)).div_euclid(i128::from(step));
        inside.then(|| i64::try_from(bin).ok()).flatten()
    }

    fn real_bin(&self, value: f64) -> Option<i64> {
        let Scale::Real { base, step, from, to } = self.scale else { return None };
        let inside = from.is_none_or(|from| value >= from) && to.is_none_or(|to| value < to);
        (inside && value.is_finite()).then(|| ((value - base) / step).floor() as i64)
    }

    /// The first bin of a series and the number after its last.
    pub(super) fn extent(&self, bins: impl Iterator<Item = i64> + Clone) -> (i64, i64) {
        let first = self.starts.or_else(|| bins.clone().min()).unwrap_or(0);
        let end = self.end.or_else(|| bins.max().map(|last| last + 1)).unwrap_or(first);
        (first, end.max(first))
    }

    /// Where a bin begins, as a value of the axis.
    pub(super) fn value(&self, bin: i64) -> Value {
        match self.scale {
            Scale::Real { base, step, .. } => Value::Real(base + bin as f64 * step),
            Scale::Exact { base, step, .. } => {
                let value = base.saturating_add(bin.saturating_mul(step));
                match self.ty {
                    Type::Datetime => Value::Datetime(value),
                    Type::Timespan => Value::Timespan(value),
                    _ => Value::Long(value),
                }
            }
        }
    }
}

impl Scale {
    fn goes_forward(&self) -> bool {
        match self {
            Self::Exact { step, .. } => *step > 0,
            Self::Real { step, .. } => *step > 0.0,
        }
    }

    /// The first bin and the number after the last, where they are given.
    fn limits(&self, in_range: bool) -> (Option<i64>, Option<i64>) {
        match *self {
            Self::Exact { base, step, from, to } => {
                let bin = |value: i64| {
                    (i128::from(value) - i128::from(base)).div_euclid(i128::from(step))
                };
                let narrow = |bin: i128| i64::try_from(bin).unwrap_or(i64::MAX / 4);
                let end = |to: i64| if in_range { bin(to) + 1 } else { bin(to - 1) + 1 };
                (from.map(|from| narrow(bin(from))), to.map(|to| narrow(end(to))))
            }
            Self::Real { base, step, from, to } => {
                let bin = |value: f64| (value - base) / step;
                let end = |to: f64| {
                    if in_range { bin(to).floor() as i64 + 1 } else { bin(to).ceil() as i64 }
                };
                (from.map(|from| bin(from).floor() as i64), to.map(end))
            }
        }
    }

    /// In the form `in range` the end itself is inside.
    fn closed_for(self, in_range: bool) -> Self {
        match self {
            Self::Exact { base, step, from, to } if in_range => {
                Self::Exact { base, step, from, to: to.map(|to| to.saturating_add(1)) }
            }
            Self::Real { base, step, from, to } if in_range => {
                Self::Real { base, step, from, to: to.map(f64::next_up) }
            }
            other => other,
        }
    }
}

fn exact(value: &Value) -> i64 {
    match value {
        Value::Int(value) => i64::from(*value),
        Value::Long(value) | Value::Datetime(value) | Value::Timespan(value) => *value,
        other => unreachable!("invariant: an axis of integers or times, not {other:?}"),
    }
}

fn real(value: &Value) -> f64 {
    match value {
        Value::Real(value) => *value,
        other => exact(other) as f64,
    }
}
