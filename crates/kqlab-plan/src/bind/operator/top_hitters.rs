//! `top-hitters`: the most frequent values, counted exactly

use std::sync::Arc;

use kqlab_syntax::ast::{self, NamedExpr as AstNamed, Operator};
use kqlab_syntax::codes::binding;

use crate::bind::projection::{Projection, Style};
use crate::bind::{Binder, convert, overload};
use crate::expr::{Expr, NamedExpr};
use crate::plan::{AggregateCall, PlanNode, SortKey};
use crate::{Field, Plan, Schema, Type};

impl Binder<'_, '_> {
    /// `top-hitters n of x by y`
    pub(super) fn top_hitters(
        &mut self,
        mut input: Plan,
        count: &ast::Expr,
        of: &AstNamed,
        by: Option<&ast::Expr>,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let count = self.row_count(count);
        let (keys, sum) = self.over(&mut input, |binder| {
            let mut projection = Projection::default();
            binder.project_one(&mut projection, of, Style::Project, 0);
            let sum = by.map(|by| (binder.scalar(by), binder.result_name(by).unwrap_or_default()));
            (projection.finish(false).0, sum)
        });
        let measure = match sum {
            Some((expr, name)) => self.summed(expr, &name, op),
            None => {
                let name = self.named_result_name(of).unwrap_or_default();
                self.count_call(Field::new(format!("approximate_count_{name}"), Type::Long), op)
            }
        };
        self.ranked(input, keys, measure, count, op)
    }

    fn summed(&mut self, expr: Expr, name: &str, op: &Operator) -> Option<AggregateCall> {
        if !convert::is_number(expr.ty) {
            let message = format!("a number is expected, this is a {}", expr.ty);
            self.error(binding::TYPE_MISMATCH, expr.span, message);
        }
        let def = self.env.library.aggregate("sum")?;
        let output = Field::new(format!("approximate_sum_{name}"), expr.ty);
        let kinds = [overload::Arg { ty: expr.ty, kind: overload::ArgKind::Scalar }];
        let (index, _) = self.resolve(def, std::slice::from_ref(&expr), &kinds, op.keyword)?;
        Some(AggregateCall {
            def,
            overload: index,
            args: vec![expr],
            outputs: vec![output],
            span: op.span,
        })
    }

    fn ranked(
        &mut self,
        input: Plan,
        keys: Vec<NamedExpr>,
        measure: Option<AggregateCall>,
        count: Expr,
        op: &Operator,
    ) -> Plan {
        let measured: Vec<Field> = measure.iter().flat_map(|call| call.outputs.clone()).collect();
        let mut fields: Vec<Field> =
            keys.iter().map(|key| Field { name: Arc::clone(&key.name), ty: key.expr.ty }).collect();
        fields.extend(measured.iter().cloned());
        let schema = Arc::new(Schema::new(fields));
        let aggregates = measure.into_iter().collect();
        let node = PlanNode::Aggregate { input: Box::new(input), keys, aggregates };
        let counted = Plan { node, schema: Arc::clone(&schema), span: op.span };
        let by = measured.into_iter().map(|field| SortKey {
            expr: Expr::column(field.name, field.ty, op.span),
            ascending: false,
            nulls_first: false,
        });
        let node = PlanNode::Sort { input: Box::new(counted), keys: by.collect() };
        let sorted = Plan { node, schema: Arc::clone(&schema), span: op.span };
        Plan { node: PlanNode::Take { input: Box::new(sorted), count }, schema, span: op.span }
    }
}
