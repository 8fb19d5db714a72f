//! `make-series`

use std::sync::Arc;

use kqlab_syntax::ast::{MakeSeries as AstSeries, Operator, SeriesAggregate};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::convert::{self, Bend};
use crate::bind::parameter::{self, Takes};
use crate::bind::projection::{Projection, Style};
use crate::expr::{Expr, ExprKind, NamedExpr};
use crate::plan::{AggregateCall, MakeSeries, PlanNode};
use crate::{Field, Plan, Schema, Type, Value};

impl Binder<'_, '_> {
    /// `make-series x = avg(y) default=0 on t from a to b step c by k`
    pub(super) fn make_series(
        &mut self,
        mut input: Plan,
        series: &AstSeries,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[("kind", Takes::Word(&["nonempty"]))]);
        let nonempty = parameter::word(op, "kind").is_some();
        let ends = series.from.is_some() && series.to.is_some();
        if nonempty && (!series.by.is_empty() || !ends) {
            let message =
                "`kind=nonempty` of make-series with `by`, or without both ends, is not supported";
            self.not_executed(op.keyword, message);
        }
        let mut projection = Projection::default();
        let (keys, aggregates, on) = self.over(&mut input, |binder| {
            binder.group_keys(&mut projection, &series.by);
            let keys = projection.columns().len();
            let aggregates = binder.series_aggregates(&mut projection, &series.aggregates);
            binder.project_one(&mut projection, &series.on, Style::Project, 0);
            (keys, aggregates, projection.columns().last().cloned())
        });
        let on = on.unwrap_or_else(|| NamedExpr {
            name: Arc::from(""),
            expr: crate::bind::report::unknown(series.on.expr.span),
        });
        if !convert::is_summable(on.expr.ty) {
            let message = format!(
                "the axis must be a number, datetime or timespan, this is a {}",
                on.expr.ty
            );
            self.error(binding::TYPE_MISMATCH, on.expr.span, message);
        }
        let from = series.from.as_deref().map(|from| self.series_bound(from, on.expr.ty));
        let to = series.to.as_deref().map(|to| self.series_bound(to, on.expr.ty));
        let step = self.series_step(&series.step, on.expr.ty);
        let (columns, _) = projection.finish(false);
        let fields = columns.iter().enumerate().map(|(index, column)| Field {
            name: Arc::clone(&column.name),
            ty: if index < keys { column.expr.ty } else { Type::Dynamic },
        });
        let schema = Arc::new(Schema::new(fields.collect()));
        let by = columns.into_iter().take(keys).collect();
        let in_range = series.in_range;
        let node = MakeSeries { input, by, aggregates, on, from, to, step, in_range, nonempty };
        Plan { node: PlanNode::MakeSeries(Box::new(node)), schema, span: op.span }
    }

    fn series_aggregates(
        &mut self,
        projection: &mut Projection,
        aggregates: &[SeriesAggregate],
    ) -> Vec<(AggregateCall, Value)> {
        let mut bound = Vec::new();
        for aggregate in aggregates {
            let before = projection.columns().len();
            let calls = self.collecting(|binder| {
                binder.project(projection, std::slice::from_ref(&aggregate.expr), Style::Summarize);
            });
            bound.extend(self.series_aggregate(projection, before, calls, aggregate));
        }
        bound
    }

    /// One aggregate makes one column; an expression around it is not supported.
    fn series_aggregate(
        &mut self,
        projection: &Projection,
        before: usize,
        mut calls: Vec<AggregateCall>,
        aggregate: &SeriesAggregate,
    ) -> Option<(AggregateCall, Value)> {
        let column = projection.columns().get(before)?;
        let ty = column.expr.ty;
        let plain = calls.len() == 1
            && calls.iter().all(|call| call.outputs.len() == 1)
            && matches!(&column.expr.kind, ExprKind::Column(_));
        if !plain {
            if ty != Type::Unknown {
                let message = "a series must be one aggregate, such as avg(x)";
                self.not_executed(aggregate.expr.expr.span, message);
            }
            return None;
        }
        let default = self.series_default(aggregate, ty);
        let mut call = calls.pop()?;
        call.outputs = vec![Field { name: Arc::clone(&column.name), ty }];
        Some((call, default))
    }

    /// `default=0`; 0 when it is not written.
    fn series_default(&mut self, aggregate: &SeriesAggregate, ty: Type) -> Value {
        let Some(default) = &aggregate.default else { return zero(ty) };
        let (value, _) = self.with_row(None, |binder| binder.scalar(default));
        let numbers = ty.is_number() && value.ty.is_number();
        if !numbers && !convert::fits(value.ty, ty, Bend::Promote) {
            let message = format!("the default should be a {ty}, this is a {}", value.ty);
            self.not_executed(value.span, message);
            return Value::null(ty);
        }
        let converted = convert::convert(value, ty);
        match self.fold(&converted) {
            Some(value) => value,
            None => {
                if converted.ty != Type::Unknown && !self.declaring {
                    self.error(
                        binding::NOT_CONSTANT,
                        converted.span,
                        "the default must be a literal",
                    );
                }
                Value::null(ty)
            }
        }
    }

    fn series_bound(&mut self, bound: &kqlab_syntax::ast::Expr, axis: Type) -> Expr {
        let (bound, _) = self.with_row(None, |binder| binder.scalar(bound));
        if !convert::fits(bound.ty, axis, Bend::Promote) {
            let message = format!("the axis is a {axis}, this is a {}", bound.ty);
            self.error(binding::TYPE_MISMATCH, bound.span, message);
            return bound;
        }
        self.folded(convert::convert(bound, axis))
    }

    fn series_step(&mut self, step: &kqlab_syntax::ast::Expr, axis: Type) -> Expr {
        let (step, _) = self.with_row(None, |binder| binder.scalar(step));
        let wanted = if axis == Type::Datetime { Type::Timespan } else { axis };
        if !convert::fits(step.ty, wanted, Bend::Promote) {
            let message = format!("the axis is a {axis}, a {} is no step on it", step.ty);
            self.error(binding::TYPE_MISMATCH, step.span, message);
            return step;
        }
        self.folded(convert::convert(step, wanted))
    }
}

/// `make-series-operator`: without a default, 0.
fn zero(ty: Type) -> Value {
    match ty {
        Type::Int => Value::Int(0),
        Type::Long => Value::Long(0),
        Type::Real => Value::Real(0.0),
        Type::Decimal => Value::Decimal(Arc::from("0")),
        Type::Timespan => Value::Timespan(0),
        ty => Value::null(ty),
    }
}
