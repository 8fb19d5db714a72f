//! Filters that come after a join and look at one side only are applied to that side first. For `innerunique` this shows
//! in the answer: the filter decides which row of a key is kept (`join-innerunique`, "Two possible outputs").

use std::sync::Arc;

use kqlab_plan::plan::{Join, JoinKind, Side};
use kqlab_plan::{Expr, ExprKind, FnKind, Plan, PlanNode, Schema};

use super::{filtered, filters};

/// The plan with such filters below the join; `None` if there are none.
pub(super) fn below(plan: &Plan) -> Option<Plan> {
    let (terms, input) = filters(plan);
    let PlanNode::Join(join) = &input.node else { return None };
    let (mut left, mut right, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for term in terms {
        match side_of(term, &input.schema, join) {
            Some(Side::Left) if keeps_meaning(join.kind, Side::Left) => left.push(term),
            Some(Side::Right) if keeps_meaning(join.kind, Side::Right) => right.push(term),
            _ => rest.push(term),
        }
    }
    if left.is_empty() && right.is_empty() {
        return None;
    }
    let mut pushed = join.clone();
    for term in left {
        pushed.left = filtered(pushed.left, renamed(term, &input.schema, join));
    }
    for term in right {
        pushed.right = filtered(pushed.right, renamed(term, &input.schema, join));
    }
    let joined = Plan { node: PlanNode::Join(pushed), ..input.clone() };
    Some(rest.into_iter().fold(joined, |plan, term| filtered(plan, term.clone())))
}

/// Rows of a side that are there once more with nulls, for want of a match, must not be filtered before.
fn keeps_meaning(kind: JoinKind, side: Side) -> bool {
    match kind {
        JoinKind::InnerUnique | JoinKind::Inner => true,
        JoinKind::LeftOuter | JoinKind::LeftSemi | JoinKind::LeftAnti => side == Side::Left,
        JoinKind::RightOuter | JoinKind::RightSemi | JoinKind::RightAnti => side == Side::Right,
        JoinKind::FullOuter => false,
    }
}

/// The side that all columns of a term come from, if there is one and the term is a function of its row alone.
fn side_of(term: &Expr, schema: &Schema, join: &Join) -> Option<Side> {
    let mut side = None;
    only_side(term, schema, join, &mut side).then_some(side).flatten()
}

fn only_side(term: &Expr, schema: &Schema, join: &Join, side: &mut Option<Side>) -> bool {
    match &term.kind {
        ExprKind::Literal(_) => true,
        ExprKind::Column(name) => {
            let Some(position) = schema.position(name) else { return false };
            let (of, _) = join.columns[position];
            *side.get_or_insert(of) == of
        }
        ExprKind::Call { def, args, .. } => {
            def.kind != FnKind::Window
                && def.deterministic
                && args.iter().all(|arg| only_side(arg, schema, join, side))
        }
        ExprKind::Path(of, _) | ExprKind::Convert(of) => only_side(of, schema, join, side),
        ExprKind::Element(of, index) => {
            only_side(of, schema, join, side) && only_side(index, schema, join, side)
        }
        ExprKind::ScalarQuery(_) | ExprKind::InQuery { .. } | ExprKind::ScanState { .. } => false,
    }
}

/// The term over the side's own columns.
fn renamed(term: &Expr, schema: &Schema, join: &Join) -> Expr {
    let go = |expr: &Expr| Box::new(renamed(expr, schema, join));
    let kind = match &term.kind {
        ExprKind::Column(name) => {
            let position = schema.position(name).expect("invariant: a column of the join");
            ExprKind::Column(Arc::clone(&join.columns[position].1))
        }
        ExprKind::Call { def, overload, args } => ExprKind::Call {
            def,
            overload: *overload,
            args: args.iter().map(|arg| renamed(arg, schema, join)).collect(),
        },
        ExprKind::Path(of, steps) => ExprKind::Path(go(of), steps.clone()),
        ExprKind::Convert(of) => ExprKind::Convert(go(of)),
        ExprKind::Element(of, index) => ExprKind::Element(go(of), go(index)),
        ExprKind::Literal(_)
        | ExprKind::ScalarQuery(_)
        | ExprKind::InQuery { .. }
        | ExprKind::ScanState { .. } => term.kind.clone(),
    };
    Expr { kind, ..term.clone() }
}
