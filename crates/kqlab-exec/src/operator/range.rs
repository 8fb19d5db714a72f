//! `range`: equal steps from a bound to another, the end included.

use std::sync::Arc;

use kqlab_columns::{Batch, Builder};
use kqlab_plan::{Expr, Plan, Schema, Type, Value};
use kqlab_syntax::Span;
use kqlab_syntax::codes::execution;

use crate::fault::fault;
use crate::scope::Scope;
use crate::stream::Stream;
use crate::{Fault, Result};

/// The rows of a chunk.
const CHUNK: u64 = 64 * 1024;

pub(crate) fn build(scope: &Scope<'_>, plan: &Plan, bounds: [&Expr; 3]) -> Result<Stream> {
    let [from, to, step] = bounds.map(|bound| scope.compile(bound)?.value());
    let ty = plan.schema.fields.first().map_or(Type::Long, |field| field.ty);
    let steps = match (from?, to?, step?) {
        (Value::Null(_), _, _) | (_, Value::Null(_), _) | (_, _, Value::Null(_)) => None,
        (Value::Real(from), Value::Real(to), Value::Real(step)) => {
            Some(Steps::reals(from, to, step, plan.span)?)
        }
        (from, to, step) => {
            let [from, to, step] = [from, to, step].map(|bound| ticks(&bound));
            Some(Steps::longs(from, to, step, plan.span)?)
        }
    };
    Ok(stream(&plan.schema, ty, steps))
}

fn ticks(value: &Value) -> i64 {
    match value {
        Value::Int(value) => i64::from(*value),
        Value::Long(value) | Value::Datetime(value) | Value::Timespan(value) => *value,
        value => {
            unreachable!("invariant: the bounds of a range are numbers or times, not {value:?}")
        }
    }
}

/// The values of a range and how many there are.
#[derive(Clone, Copy)]
enum Steps {
    Longs { from: i64, step: i64, count: u64 },
    Reals { from: f64, step: f64, count: u64 },
}

impl Steps {
    fn longs(from: i64, to: i64, step: i64, span: Span) -> Result<Self> {
        if step == 0 {
            return Err(no_step(span));
        }
        let ahead = (i128::from(to) - i128::from(from)) / i128::from(step);
        let backwards = (to < from && step > 0) || (to > from && step < 0);
        let count = if backwards { 0 } else { u64::try_from(ahead + 1).unwrap_or(u64::MAX) };
        Ok(Self::Longs { from, step, count })
    }

    fn reals(from: f64, to: f64, step: f64, span: Span) -> Result<Self> {
        if step == 0.0 || !step.is_finite() || !from.is_finite() || !to.is_finite() {
            return Err(no_step(span));
        }
        let ahead = ((to - from) / step).floor();
        let count = if ahead < 0.0 { 0 } else { ahead as u64 + 1 };
        Ok(Self::Reals { from, step, count })
    }

    fn count(self) -> u64 {
        match self {
            Self::Longs { count, .. } | Self::Reals { count, .. } => count,
        }
    }

    fn push(self, position: u64, column: &mut Builder) {
        match self {
            Self::Longs { from, step, .. } => {
                let value = i128::from(from) + i128::from(position) * i128::from(step);
                let value = i64::try_from(value).expect("invariant: within the bounds");
                match column.ty() {
                    Type::Int => column.push_int(i32::try_from(value).expect("invariant: an int")),
                    _ => column.push_long(value),
                }
            }
            Self::Reals { from, step, .. } => column.push_real(from + position as f64 * step),
        }
    }
}

fn no_step(span: Span) -> Fault {
    fault(execution::BAD_ARGUMENT, span, "expected a finite range and a step other than 0")
}

fn stream(schema: &Arc<Schema>, ty: Type, steps: Option<Steps>) -> Stream {
    let out = Arc::clone(schema);
    let count = steps.map_or(0, Steps::count);
    let chunks = (0..count.div_ceil(CHUNK)).map(move |chunk| {
        let positions = chunk * CHUNK..count.min((chunk + 1).saturating_mul(CHUNK));
        let mut column = Builder::new(ty);
        if let Some(steps) = steps {
            positions.for_each(|position| steps.push(position, &mut column));
        }
        let rows = column.len();
        Ok(Batch::new(Arc::clone(&out), vec![column.finish()], rows))
    });
    Stream::sequential(Arc::clone(schema), chunks)
}
