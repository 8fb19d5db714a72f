//! Walking plans: inputs, expressions, spans.

use std::sync::Arc;

use kqlab_syntax::Span;

use crate::expr::{Expr, ExprKind};
use crate::plan::{AggregateCall, MvExpand, PlanNode, PluginArg};
use crate::{Plan, expr::NamedExpr};

/// The plans that a node reads, the piped one first; what is shared is not entered.
pub(crate) fn inputs(node: &PlanNode) -> impl Iterator<Item = &Plan> {
    let mut found: Vec<&Plan> = Vec::new();
    match node {
        PlanNode::Table { .. }
        | PlanNode::Values(_)
        | PlanNode::Range { .. }
        | PlanNode::ExternalData { .. }
        | PlanNode::Computed(_)
        | PlanNode::SubInput
        | PlanNode::Shared(_) => {}
        PlanNode::Filter { input, .. }
        | PlanNode::Extend { input, .. }
        | PlanNode::Project { input, .. }
        | PlanNode::Aggregate { input, .. }
        | PlanNode::Sort { input, .. }
        | PlanNode::Take { input, .. }
        | PlanNode::Sample { input, .. }
        | PlanNode::TopNested { input, .. }
        | PlanNode::Reduce { input, .. } => found.push(input),
        PlanNode::Partition { input, body, .. } => found.extend([&**input, body]),
        PlanNode::Join(join) => found.extend([&join.left, &join.right]),
        PlanNode::Union { inputs } => found.extend(inputs.iter().map(|input| &input.plan)),
        PlanNode::MvExpand(expand) => found.push(&expand.input),
        PlanNode::MvApply { expand, body } => found.extend([&expand.input, body]),
        PlanNode::Parse(parse) => found.push(&parse.input),
        PlanNode::ParseKv(parse) => found.push(&parse.input),
        PlanNode::Plugin(call) => {
            found.extend(call.input.iter().chain(call.args.iter().filter_map(plugin_table)))
        }
        PlanNode::MakeSeries(series) => found.push(&series.input),
        PlanNode::Scan(scan) => found.push(&scan.input),
        PlanNode::Known(call) => found.extend(&call.input),
        PlanNode::Graph { inputs, .. } | PlanNode::Unsupported { inputs, .. } => {
            found.extend(inputs)
        }
    }
    found.into_iter()
}

fn plugin_table(arg: &PluginArg) -> Option<&Plan> {
    match arg {
        PluginArg::Table(plan) => Some(plan),
        PluginArg::Named(_, inner) => plugin_table(inner),
        PluginArg::Expr(_) | PluginArg::Aggregate(_) => None,
    }
}

/// What a plan is made of, for one that changes it.
pub(crate) trait Visitor {
    /// A plan within another, or within an expression.
    fn plan(&mut self, plan: &mut Plan);
    /// An expression of a plan, or within another.
    fn expr(&mut self, expr: &mut Expr);
}

/// Calls the visitor for the plans and expressions that the node holds.
pub(crate) fn visit_plan(plan: &mut Plan, visitor: &mut dyn Visitor) {
    match &mut plan.node {
        PlanNode::Table { .. }
        | PlanNode::Values(_)
        | PlanNode::ExternalData { .. }
        | PlanNode::Computed(_)
        | PlanNode::SubInput
        | PlanNode::Shared(_) => {}
        PlanNode::Range { from, to, step } => {
            [from, to, step].into_iter().for_each(|expr| visitor.expr(expr))
        }
        PlanNode::Filter { input, predicate } => {
            visitor.plan(input);
            visitor.expr(predicate);
        }
        PlanNode::Extend { input, columns } | PlanNode::Project { input, columns } => {
            visitor.plan(input);
            named(columns, visitor);
        }
        PlanNode::Aggregate { input, keys, aggregates } => {
            visitor.plan(input);
            named(keys, visitor);
            aggregates.iter_mut().for_each(|call| aggregate(call, visitor));
        }
        PlanNode::Sort { input, keys } => {
            visitor.plan(input);
            keys.iter_mut().for_each(|key| visitor.expr(&mut key.expr));
        }
        PlanNode::Take { input, count } | PlanNode::Sample { input, count } => {
            visitor.plan(input);
            visitor.expr(count);
        }
        PlanNode::Join(join) => {
            visitor.plan(&mut join.left);
            visitor.plan(&mut join.right);
            for (left, right) in &mut join.keys {
                visitor.expr(left);
                visitor.expr(right);
            }
        }
        PlanNode::Union { inputs } => {
            for input in inputs {
                visitor.plan(&mut input.plan);
                input.columns.iter_mut().for_each(|(_, expr)| visitor.expr(expr));
            }
        }
        PlanNode::MvExpand(inner) => expand(inner, visitor),
        PlanNode::MvApply { expand: inner, body } => {
            expand(inner, visitor);
            visitor.plan(Arc::make_mut(body));
        }
        PlanNode::Partition { input, body, .. } => {
            visitor.plan(input);
            visitor.plan(Arc::make_mut(body));
        }
        PlanNode::Parse(parse) => {
            visitor.plan(&mut parse.input);
            visitor.expr(&mut parse.expr);
        }
        PlanNode::ParseKv(parse) => {
            visitor.plan(&mut parse.input);
            visitor.expr(&mut parse.expr);
        }
        PlanNode::Plugin(call) => {
            call.input.iter_mut().for_each(|input| visitor.plan(input));
            call.args.iter_mut().for_each(|arg| plugin_arg(arg, visitor));
        }
        PlanNode::MakeSeries(series) => {
            visitor.plan(&mut series.input);
            named(&mut series.by, visitor);
            series.aggregates.iter_mut().for_each(|(call, _)| aggregate(call, visitor));
            visitor.expr(&mut series.on.expr);
            let bounds = series.from.iter_mut().chain(&mut series.to);
            bounds.chain([&mut series.step]).for_each(|expr| visitor.expr(expr));
        }
        PlanNode::Scan(scan) => {
            visitor.plan(&mut scan.input);
            scan.partition.iter_mut().for_each(|expr| visitor.expr(expr));
            for step in &mut scan.steps {
                visitor.expr(&mut step.condition);
                named(&mut step.assignments, visitor);
            }
        }
        PlanNode::TopNested { input, levels } => {
            visitor.plan(input);
            for level in levels {
                visitor.expr(&mut level.of.expr);
                level.others.iter_mut().for_each(|expr| visitor.expr(expr));
                aggregate(&mut level.by, visitor);
            }
        }
        PlanNode::Reduce { input, by, .. } => {
            visitor.plan(input);
            visitor.expr(by);
        }
        PlanNode::Known(call) => {
            call.input.iter_mut().for_each(|input| visitor.plan(input));
            call.args.iter_mut().for_each(|arg| visitor.expr(arg));
        }
        PlanNode::Graph { inputs, .. } | PlanNode::Unsupported { inputs, .. } => {
            inputs.iter_mut().for_each(|input| visitor.plan(input))
        }
    }
}

/// Calls the visitor for the expressions and plans within an expression.
pub(crate) fn visit_expr(expr: &mut Expr, visitor: &mut dyn Visitor) {
    match &mut expr.kind {
        ExprKind::Literal(_) | ExprKind::Column(_) | ExprKind::ScanState { .. } => {}
        ExprKind::Call { args, .. } => args.iter_mut().for_each(|arg| visitor.expr(arg)),
        ExprKind::Path(base, _) | ExprKind::Convert(base) => visitor.expr(base),
        ExprKind::Element(base, index) => {
            visitor.expr(base);
            visitor.expr(index);
        }
        ExprKind::ScalarQuery(plan) => {
            if let Some(plan) = Arc::get_mut(plan) {
                visitor.plan(plan);
            }
        }
        ExprKind::InQuery { value, table, .. } => {
            visitor.expr(value);
            if let Some(table) = Arc::get_mut(table) {
                visitor.plan(table);
            }
        }
    }
}

fn named(columns: &mut [NamedExpr], visitor: &mut dyn Visitor) {
    columns.iter_mut().for_each(|column| visitor.expr(&mut column.expr));
}

fn aggregate(call: &mut AggregateCall, visitor: &mut dyn Visitor) {
    call.args.iter_mut().for_each(|arg| visitor.expr(arg));
}

fn expand(expand: &mut MvExpand, visitor: &mut dyn Visitor) {
    visitor.plan(&mut expand.input);
    expand.columns.iter_mut().for_each(|column| visitor.expr(&mut column.expr));
}

fn plugin_arg(arg: &mut PluginArg, visitor: &mut dyn Visitor) {
    match arg {
        PluginArg::Expr(expr) => visitor.expr(expr),
        PluginArg::Aggregate(call) => aggregate(call, visitor),
        PluginArg::Table(plan) => visitor.plan(plan),
        PluginArg::Named(_, inner) => plugin_arg(inner, visitor),
    }
}

/// Gives all spans of a plan the same place: it was written in another text.
pub(super) fn respan_plan(plan: &mut Plan, span: Span) {
    Respan(span).plan(plan);
}

/// As [`respan_plan`], of an expression.
pub(super) fn respan_expr(expr: &mut Expr, span: Span) {
    Respan(span).expr(expr);
}

struct Respan(Span);

impl Visitor for Respan {
    fn plan(&mut self, plan: &mut Plan) {
        plan.span = self.0;
        super::deep(|| visit_plan(plan, self));
    }

    fn expr(&mut self, expr: &mut Expr) {
        expr.span = self.0;
        super::deep(|| visit_expr(expr, self));
    }
}
