//! `summarize`

use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{self, NamedExpr as AstNamed, Operator, Target};
use kqlab_syntax::codes::binding;

use crate::bind::projection::{Projection, Style, writes_star};
use crate::bind::{Binder, Place};
use crate::expr::{Expr, ExprKind, NamedExpr};
use crate::plan::{AggregateCall, PlanNode};
use crate::{Field, Plan, Schema, Type};

impl Binder<'_, '_> {
    /// `summarize x = sum(a) by b`: keys first.
    pub(super) fn summarize(
        &mut self,
        mut input: Plan,
        aggregates: &[AstNamed],
        by: &[AstNamed],
        bin: Option<&ast::Expr>,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        if let Some(bin) = bin {
            self.error(
                binding::UNSUPPORTED_OPERATOR,
                bin.span,
                "`bin=` of summarize is not supported",
            );
        }
        let (projection, keys, calls) = self.over(&mut input, |binder| {
            let mut projection = Projection::default();
            projection.keep_written(aggregates);
            binder.group_keys(&mut projection, by);
            let keys = projection.columns().len();
            let calls = binder
                .collecting(|binder| binder.project(&mut projection, aggregates, Style::Summarize));
            (projection, keys, calls)
        });
        for key in &projection.columns()[..keys] {
            if key.expr.ty == Type::Dynamic {
                self.dynamic_key(&key.name, key.expr.span);
            }
        }
        let (columns, schema) = projection.finish(input.schema.open && writes_star(aggregates));
        aggregate(input, columns, keys, calls, schema, op.span)
    }

    /// The columns of a `by` clause, which arg_max(*) and its kin then leave out.
    pub(super) fn group_keys(&mut self, projection: &mut Projection, by: &[AstNamed]) {
        self.group_columns = Vec::new();
        projection.keep_written(by);
        for key in by {
            let before = projection.columns().len();
            self.project_one(projection, key, Style::Key, 0);
            let Some(bound) = projection.columns().get(before) else { continue };
            let Some(source) = self.source_column(&key.expr, &bound.expr.clone()) else { continue };
            if key.target == Target::None {
                projection.exclude(&source);
            }
            self.group_columns.push(source);
        }
    }

    /// Binds where aggregates may stand, and gives those that were met.
    pub(in crate::bind) fn collecting(&mut self, f: impl FnOnce(&mut Self)) -> Vec<AggregateCall> {
        let outer = (self.place, std::mem::take(&mut self.aggregates));
        self.place = Place::Aggregate;
        f(self);
        self.place = outer.0;
        std::mem::replace(&mut self.aggregates, outer.1)
    }
}

/// The Aggregate node, under a projection where the columns are more than the aggregates themselves.
fn aggregate(
    input: Plan,
    mut columns: Vec<NamedExpr>,
    keys: usize,
    mut calls: Vec<AggregateCall>,
    schema: Arc<Schema>,
    span: Span,
) -> Plan {
    let values = columns.split_off(keys);
    let input = Box::new(input);
    if is_plain(&values, &calls) {
        let mut names = values.iter().map(|value| Arc::clone(&value.name));
        for output in calls.iter_mut().flat_map(|call| &mut call.outputs) {
            output.name = names.next().unwrap_or_else(|| Arc::clone(&output.name));
        }
        return Plan {
            node: PlanNode::Aggregate { input, keys: columns, aggregates: calls },
            schema,
            span,
        };
    }
    let key_fields =
        columns.iter().map(|key| Field { name: Arc::clone(&key.name), ty: key.expr.ty });
    let fields: Vec<Field> =
        key_fields.chain(calls.iter().flat_map(|call| call.outputs.iter().cloned())).collect();
    let shown = columns.iter().map(|key| NamedExpr {
        name: Arc::clone(&key.name),
        expr: Expr::column(Arc::clone(&key.name), key.expr.ty, key.expr.span),
    });
    let shown = shown.chain(values).collect();
    let grouped = Plan {
        node: PlanNode::Aggregate { input, keys: columns, aggregates: calls },
        schema: Arc::new(Schema { fields, open: schema.open }),
        span,
    };
    Plan { node: PlanNode::Project { input: Box::new(grouped), columns: shown }, schema, span }
}

/// Whether the columns are the aggregates' outputs, one for one.
fn is_plain(values: &[NamedExpr], calls: &[AggregateCall]) -> bool {
    let outputs: Vec<&Field> = calls.iter().flat_map(|call| &call.outputs).collect();
    outputs.len() == values.len()
        && outputs.iter().zip(values).all(|(output, value)| match &value.expr.kind {
            ExprKind::Column(name) => *name == output.name,
            _ => false,
        })
}
