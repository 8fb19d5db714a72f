//! What the plugins over user activity share: a timeline cut into windows, and aggregates of the rows in each.

mod activity;
mod sliding;

pub(super) use activity::{counts_metrics, metrics};
pub(super) use sliding::{active_users, rolling_percentile, sliding_counts};

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::library;
use kqlab_plan::plan::AggregateCall;
use kqlab_plan::{Expr, Field, Type, Value};
use kqlab_syntax::codes::execution;

use super::Args;
use crate::Result;
use crate::fault::fault;
use crate::operator::aggregate::{Calls, Groups};
use crate::scope::Scope;

/// Rows that may be in several windows: more are not put together.
const MOST: usize = 50_000_000;

/// A number, datetime or timespan without a fraction.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Int(n) => Some(i64::from(*n)),
        Value::Long(n) | Value::Datetime(n) | Value::Timespan(n) => Some(*n),
        _ => None,
    }
}

/// The value at that place of a timeline.
fn place(ty: Type, at: i64) -> Value {
    match ty {
        Type::Int => i32::try_from(at).map_or(Value::Null(ty), Value::Int),
        Type::Datetime => Value::Datetime(at),
        Type::Timespan => Value::Timespan(at),
        _ => Value::Long(at),
    }
}

/// A timeline: the column of the rows' times, and the columns that slice them.
struct Timeline<'a> {
    scope: &'a Scope<'a>,
    args: &'a Args<'a>,
    rows: &'a Batch,
    time: &'a Column,
    slices: Vec<Column>,
}

impl<'a> Timeline<'a> {
    /// The timeline of a call; `column` names its parameter.
    fn new(
        scope: &'a Scope<'a>,
        args: &'a Args<'a>,
        rows: &'a Batch,
        column: &str,
    ) -> Result<Self> {
        let found = |name: &str| rows.column(name).expect("invariant: a column of the input");
        let time = found(args.column(column)?);
        if !matches!(time.ty(), Type::Int | Type::Long | Type::Datetime | Type::Timespan) {
            return Err(args.refuse("only a timeline of whole numbers or times is supported"));
        }
        let slices = args.columns("Dimension")?.into_iter().map(|name| found(name).clone());
        Ok(Self { scope, args, rows, time, slices: slices.collect() })
    }

    /// A constant of the call.
    fn constant(&self, name: &str) -> Result<i64> {
        let value = self.args.value(self.scope, name)?;
        let value = value.as_ref().and_then(whole);
        value.ok_or_else(|| self.args.refuse(format!("'{name}' must be a whole number or time")))
    }

    /// A constant that is a length.
    fn length(&self, name: &str) -> Result<i64> {
        let length = self.constant(name)?;
        match length > 0 {
            true => Ok(length),
            false => Err(self.args.refuse(format!("'{name}' must be more than 0"))),
        }
    }

    /// The aggregates of the rows that `placed` puts into windows, a row a window and slice: the window's start, the
    /// slice's columns, the aggregates under the names of the output.
    fn summarize(
        &self,
        placed: &Placed,
        aggregates: Vec<(&'static str, Vec<Expr>)>,
    ) -> Result<Batch> {
        let schema = &self.args.plan.schema;
        let keys = 1 + self.slices.len();
        let call = |((name, args), field): ((&str, Vec<Expr>), &Field)| AggregateCall {
            def: &library::aggregate(name).expect("invariant: an aggregate of Kusto").def,
            overload: 0,
            args,
            outputs: vec![field.clone()],
            span: self.args.plan.span,
        };
        let calls: Vec<AggregateCall> =
            aggregates.into_iter().zip(&schema.fields[keys..]).map(call).collect();
        let calls = Calls::new(self.scope, &calls)?;
        let rows = self.rows.take(&placed.rows);
        let starts: Vec<Value> =
            placed.starts.iter().map(|at| place(self.time.ty(), *at)).collect();
        let mut columns = vec![Column::from_values(self.time.ty(), &starts)];
        columns.extend(self.slices.iter().map(|slice| slice.take(&placed.rows)));
        let mut groups = Groups::new(&calls, columns.iter().map(Column::ty))?;
        groups.update(&calls, &rows, &columns)?;
        let found = groups.finish(&calls, schema.fields[..keys].to_vec(), None)?;
        let rows = found.rows();
        Ok(Batch::new(Arc::clone(schema), found.into_columns(), rows))
    }

    fn column(&self, parameter: &str) -> Result<Expr> {
        Ok(self.args.expr(parameter)?.clone())
    }
}

/// Rows and the start of a window that each is in; a row may be in several.
#[derive(Default)]
struct Placed {
    rows: Vec<u32>,
    starts: Vec<i64>,
}

impl Placed {
    fn push(&mut self, row: u32, start: i64, args: &Args<'_>) -> Result<()> {
        if self.rows.len() >= MOST {
            let message = format!("{}: the windows hold too many rows", args.call.def.name);
            return Err(fault(execution::LIMIT, args.plan.span, message));
        }
        self.rows.push(row);
        self.starts.push(start);
        Ok(())
    }
}
