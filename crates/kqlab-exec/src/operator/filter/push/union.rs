//! Filters that come after a union are applied to each of its tables. What a table lacks is null there, so most of a
//! `search` over many tables is known before a row is read.

use std::collections::HashMap;

use kqlab_functions::Context;
use kqlab_functions::eval::fold;
use kqlab_plan::plan::UnionInput;
use kqlab_plan::{Expr, ExprKind, FnKind, Plan, PlanNode, Schema, Value};

use super::{filtered, filters};

/// The plan with such filters within the union; `None` if there are none.
pub(super) fn below(plan: &Plan, cx: &Context) -> Option<Plan> {
    let (terms, input) = filters(plan);
    let PlanNode::Union { inputs } = &input.node else { return None };
    let (moved, rest): (Vec<&Expr>, Vec<&Expr>) = terms.into_iter().partition(|term| movable(term));
    if moved.is_empty() || !inputs.iter().all(|input| input.columns.iter().all(|(_, e)| movable(e)))
    {
        return None;
    }
    let filtered_input = |leg: &UnionInput| {
        let fills = Fills::new(leg, &input.schema, cx);
        let terms = moved.iter().map(|term| fills.replaced(term));
        UnionInput { plan: terms.fold(leg.plan.clone(), filtered), columns: leg.columns.clone() }
    };
    let inputs = inputs.iter().map(filtered_input).collect();
    let union = Plan { node: PlanNode::Union { inputs }, ..input.clone() };
    Some(rest.into_iter().fold(union, |plan, term| filtered(plan, term.clone())))
}

/// Whether a term is a function of its row alone.
fn movable(term: &Expr) -> bool {
    match &term.kind {
        ExprKind::Literal(_) | ExprKind::Column(_) => true,
        ExprKind::Call { def, args, .. } => {
            def.kind != FnKind::Window && def.deterministic && args.iter().all(movable)
        }
        ExprKind::Path(of, _) | ExprKind::Convert(of) => movable(of),
        ExprKind::Element(of, index) => movable(of) && movable(index),
        ExprKind::ScalarQuery(_) | ExprKind::InQuery { .. } | ExprKind::ScanState { .. } => false,
    }
}

/// What a table of the union fills its columns with.
struct Fills<'a> {
    fills: HashMap<&'a str, &'a Expr>,
    cx: &'a Context,
}

impl<'a> Fills<'a> {
    fn new(leg: &'a UnionInput, schema: &'a Schema, cx: &'a Context) -> Self {
        let fill = |(at, expr): &'a (usize, Expr)| (&*schema.fields[*at].name, expr);
        Self { fills: leg.columns.iter().map(fill).collect(), cx }
    }

    /// The term over the table's own columns, as far as it is not known already.
    fn replaced(&self, term: &Expr) -> Expr {
        let go = |expr: &Expr| Box::new(self.replaced(expr));
        let kind = match &term.kind {
            ExprKind::Column(name) => match self.fills.get(&**name) {
                Some(fill) => return Expr { span: term.span, ..(*fill).clone() },
                None => ExprKind::Literal(Value::null(term.ty)),
            },
            ExprKind::Call { def, overload, args } => {
                let args: Vec<Expr> = args.iter().map(|arg| self.replaced(arg)).collect();
                if let Some(other) = decided(def.name, &args) {
                    return other.clone();
                }
                ExprKind::Call { def, overload: *overload, args }
            }
            ExprKind::Path(of, steps) => ExprKind::Path(go(of), steps.clone()),
            ExprKind::Convert(of) => ExprKind::Convert(go(of)),
            ExprKind::Element(of, index) => ExprKind::Element(go(of), go(index)),
            ExprKind::Literal(_)
            | ExprKind::ScalarQuery(_)
            | ExprKind::InQuery { .. }
            | ExprKind::ScanState { .. } => term.kind.clone(),
        };
        let replaced = Expr { kind, ..term.clone() };
        match fold(&replaced, self.cx) {
            Some(value) if value.ty() == replaced.ty => {
                Expr { kind: ExprKind::Literal(value), ..replaced }
            }
            _ => replaced,
        }
    }
}

/// `x or false` is x, and so is `x and true`.
fn decided<'e>(name: &str, args: &'e [Expr]) -> Option<&'e Expr> {
    let idle = match name {
        "or" => Value::Bool(false),
        "and" => Value::Bool(true),
        _ => return None,
    };
    let [left, right] = args else { return None };
    let is_idle = |expr: &Expr| expr.as_literal() == Some(&idle);
    if is_idle(left) { Some(right) } else { is_idle(right).then_some(left) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kqlab_syntax::Span;

    #[test]
    fn what_decides_nothing_is_left_out() {
        let literal = |value| Expr::literal(Value::Bool(value), Span::default());
        let column = || Expr::column("a", kqlab_plan::Type::Bool, Span::default());
        let name = |expr: Option<&Expr>| expr.map(|expr| format!("{:?}", expr.kind));
        let a = name(Some(&column()));
        assert_eq!(name(decided("or", &[literal(false), column()])), a);
        assert_eq!(name(decided("or", &[column(), literal(false)])), a);
        assert_eq!(name(decided("and", &[literal(true), column()])), a);
        assert_eq!(name(decided("or", &[literal(true), column()])), None);
        assert_eq!(name(decided("and", &[column(), literal(false)])), None);
    }
}
