//! Filters are applied as early as the answer allows: before a join, to each table of a union.

mod join;
mod union;

use std::sync::Arc;

use kqlab_functions::Context;
use kqlab_plan::{Expr, ExprKind, Plan, PlanNode};

/// The plan with its filters further down; `None` if they stay where they are.
pub(super) fn down(plan: &Plan, cx: &Context) -> Option<Plan> {
    join::below(plan).or_else(|| union::below(plan, cx))
}

/// The terms of the filters that a plan ends in, in written order, and what they filter.
fn filters(plan: &Plan) -> (Vec<&Expr>, &Plan) {
    let mut terms = Vec::new();
    let mut input = plan;
    while let PlanNode::Filter { input: next, predicate } = &input.node {
        conjuncts(predicate, &mut terms);
        input = next;
    }
    (terms, input)
}

/// The terms of a chain of `and`, in written order.
fn conjuncts<'e>(expr: &'e Expr, terms: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Call { def, args, .. } if def.name == "and" => {
            args.iter().for_each(|arg| conjuncts(arg, terms));
        }
        _ => terms.push(expr),
    }
}

fn filtered(input: Plan, predicate: Expr) -> Plan {
    let (schema, span) = (Arc::clone(&input.schema), input.span);
    Plan { node: PlanNode::Filter { input: Box::new(input), predicate }, schema, span }
}
