//! `facet`: several results

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::expr::{ExprKind, NamedExpr};
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema, Type};

impl Binder<'_, '_> {
    /// `facet by a, b with (take 5)`
    pub(super) fn facet(
        &mut self,
        mut input: Plan,
        by: &[ast::Expr],
        with: Option<&ast::Expr>,
        op: &Operator,
    ) -> Plan {
        let mut bound = Vec::new();
        for column in by {
            let expr = self.over(&mut input, |binder| binder.scalar(column));
            if !matches!(expr.kind, ExprKind::Column(_)) && expr.ty != Type::Unknown {
                self.error(binding::TYPE_MISMATCH, column.span, "a column is expected");
            }
            if expr.ty == Type::Dynamic {
                self.dynamic_key("the column", column.span);
            }
            bound.push((self.result_name(column).unwrap_or_default(), expr));
        }
        let shared = Arc::new(input);
        let mut results: Vec<(Option<Arc<str>>, Plan)> = Vec::new();
        if let Some(with) = with {
            let input = self.shared(&shared, op.span);
            results.push((None, self.over_shared(input, with)));
        }
        for (name, expr) in bound {
            let name: Arc<str> = name.into();
            let count = Field::new(format!("count_{name}"), Type::Long);
            let fields = vec![Field { name: Arc::clone(&name), ty: expr.ty }, count.clone()];
            let aggregates = self.count_call(count, op).into_iter().collect();
            let keys = vec![NamedExpr { name, expr }];
            let input = Box::new(self.shared(&shared, op.span));
            let node = PlanNode::Aggregate { input, keys, aggregates };
            results
                .push((None, Plan { node, schema: Arc::new(Schema::new(fields)), span: op.span }));
        }
        self.several(results, op)
    }

    /// A sub-pipeline over a whole table: its implicit rows are that table.
    pub(super) fn over_shared(&mut self, input: Plan, body: &ast::Expr) -> Plan {
        let schema = Arc::clone(&input.schema);
        let origin = self.origin_of(&input);
        let row = self.new_row(&schema, origin);
        let (mut plan, _) = self.with_row(Some(row), |binder| binder.table(body));
        substitute(&mut plan, &input);
        plan
    }

    /// Several results: what is piped on is the first.
    pub(super) fn several(
        &mut self,
        results: Vec<(Option<Arc<str>>, Plan)>,
        op: &Operator,
    ) -> Plan {
        if self.several.is_some() {
            self.not_the_last(op.span);
        }
        let first = results.first().map(|(_, plan)| plan.clone());
        self.several = Some(results);
        first.unwrap_or_else(|| crate::bind::table::open_table(op.span))
    }
}

/// Puts a table where a sub-pipeline reads its implicit rows.
fn substitute(plan: &mut Plan, input: &Plan) {
    if let PlanNode::SubInput = plan.node {
        *plan = input.clone();
        return;
    }
    struct Substitute<'a>(&'a Plan);
    impl crate::bind::walk::Visitor for Substitute<'_> {
        fn plan(&mut self, plan: &mut Plan) {
            substitute(plan, self.0);
        }
        fn expr(&mut self, _: &mut crate::Expr) {}
    }
    // Bodies of nested sub-pipelines have rows of their own.
    match &mut plan.node {
        PlanNode::MvApply { expand, .. } => substitute(&mut expand.input, input),
        PlanNode::Partition { input: inner, .. } => substitute(inner, input),
        _ => crate::bind::walk::visit_plan(plan, &mut Substitute(input)),
    }
}
