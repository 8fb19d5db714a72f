//! Tables that are named once need not be shared: the plan takes their place, so that rewrites see through them.

use std::collections::HashMap;
use std::sync::Arc;

use super::deep;
use super::walk::{Visitor, visit_expr, visit_plan};
use crate::Plan;
use crate::expr::{Expr, ExprKind};
use crate::plan::{PlanNode, QueryResult};

/// Replaces what is shared by nobody.
pub(super) fn inline_single_uses(results: &mut [QueryResult]) {
    let mut uses = Uses::default();
    for result in results.iter_mut() {
        uses.plan(Arc::make_mut(&mut result.plan));
    }
    let mut inline = Inline { uses: uses.counts };
    for result in results {
        inline.plan(Arc::make_mut(&mut result.plan));
    }
}

type Key = *const Plan;

/// Counts the uses of each shared plan; a plan that is used twice counts what it uses once.
#[derive(Default)]
struct Uses {
    counts: HashMap<Key, usize>,
}

impl Uses {
    fn shared(&mut self, inner: &Arc<Plan>) {
        let count = self.counts.entry(Arc::as_ptr(inner)).or_insert(0);
        *count += 1;
        if *count == 1 {
            let mut copy = (**inner).clone();
            self.plan(&mut copy);
        }
    }
}

impl Visitor for Uses {
    fn plan(&mut self, plan: &mut Plan) {
        if let PlanNode::Shared(inner) = &plan.node {
            let inner = Arc::clone(inner);
            self.shared(&inner);
            return;
        }
        deep(|| visit_plan(plan, self));
    }

    fn expr(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::ScalarQuery(plan) => {
                let inner = Arc::clone(plan);
                let count = self.counts.entry(Arc::as_ptr(&inner)).or_insert(0);
                *count += 1;
                if *count == 1 {
                    self.plan(&mut (*inner).clone());
                }
            }
            ExprKind::InQuery { value, table, .. } => {
                self.plan(&mut (**table).clone());
                self.expr(value);
            }
            _ => deep(|| visit_expr(expr, self)),
        }
    }
}

struct Inline {
    uses: HashMap<Key, usize>,
}

impl Visitor for Inline {
    fn plan(&mut self, plan: &mut Plan) {
        while let PlanNode::Shared(inner) = &plan.node
            && self.uses.get(&Arc::as_ptr(inner)).is_none_or(|&count| count < 2)
        {
            let span = plan.span;
            *plan = Plan { span, ..(**inner).clone() };
        }
        deep(|| visit_plan(plan, self));
    }

    fn expr(&mut self, expr: &mut Expr) {
        deep(|| visit_expr(expr, self));
    }
}
