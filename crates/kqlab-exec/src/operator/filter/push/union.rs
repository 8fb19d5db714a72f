//! Filters that come after a union are applied to each of its tables. What a table lacks is null there, so most of a
//! `search` over many tables is known before a row is read.

use std::cell::RefCell;
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
    let absent = RefCell::default();
    let filtered_input = |leg: &UnionInput| {
        let fills = Fills::new(leg, &input.schema, cx, &absent);
        let terms = moved.iter().map(|term| fills.replaced(term));
        UnionInput {
            plan: terms.fold(leg.plan.clone(), |plan, term| filtered(plan, term.term)),
            columns: leg.columns.clone(),
        }
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
    absent: &'a RefCell<Absent>,
}

/// The values of terms where a table has none of their columns, by the terms' addresses: the same for all tables.
type Absent = HashMap<*const Expr, Option<Value>>;

/// A term over a table's own columns.
struct Replaced {
    term: Expr,
    /// The table has none of its columns.
    absent: bool,
}

impl<'a> Fills<'a> {
    fn new(
        leg: &'a UnionInput,
        schema: &'a Schema,
        cx: &'a Context,
        absent: &'a RefCell<Absent>,
    ) -> Self {
        let fill = |(at, expr): &'a (usize, Expr)| (&*schema.fields[*at].name, expr);
        Self { fills: leg.columns.iter().map(fill).collect(), cx, absent }
    }

    /// The term over the table's own columns, as far as it is not known already.
    fn replaced(&self, term: &Expr) -> Replaced {
        let of = |kind| Expr { kind, ty: term.ty, span: term.span };
        let one = |inner: &Expr, make: &dyn Fn(Box<Expr>) -> ExprKind| {
            let inner = self.replaced(inner);
            let known = inner.term.as_literal().is_some();
            self.known(term, of(make(Box::new(inner.term))), known, inner.absent)
        };
        match &term.kind {
            ExprKind::Column(name) => match self.fills.get(&**name) {
                Some(fill) => {
                    let term = Expr { span: term.span, ..(*fill).clone() };
                    Replaced { term, absent: false }
                }
                None => {
                    Replaced { term: of(ExprKind::Literal(Value::null(term.ty))), absent: true }
                }
            },
            ExprKind::Call { def, overload, args } => {
                let args: Vec<Replaced> = args.iter().map(|arg| self.replaced(arg)).collect();
                let absent = args.iter().all(|arg| arg.absent);
                let args: Vec<Expr> = args.into_iter().map(|arg| arg.term).collect();
                if let Some(other) = decided(def.name, &args) {
                    return Replaced { term: args[other].clone(), absent };
                }
                let known = args.iter().all(|arg| arg.as_literal().is_some());
                let call = of(ExprKind::Call { def, overload: *overload, args });
                self.known(term, call, known, absent)
            }
            ExprKind::Path(inner, steps) => {
                one(inner, &|inner| ExprKind::Path(inner, steps.clone()))
            }
            ExprKind::Convert(inner) => one(inner, &ExprKind::Convert),
            ExprKind::Element(inner, index) => {
                let [inner, index] = [inner, index].map(|part| self.replaced(part));
                let known = [&inner, &index].iter().all(|part| part.term.as_literal().is_some());
                let absent = inner.absent && index.absent;
                let kind = ExprKind::Element(Box::new(inner.term), Box::new(index.term));
                self.known(term, of(kind), known, absent)
            }
            ExprKind::Literal(_)
            | ExprKind::ScalarQuery(_)
            | ExprKind::InQuery { .. }
            | ExprKind::ScanState { .. } => Replaced { term: term.clone(), absent: true },
        }
    }

    /// The value of a term whose operands are known, if it has one.
    fn known(&self, term: &Expr, replaced: Expr, known: bool, absent: bool) -> Replaced {
        let value = || fold(&replaced, self.cx).filter(|value| value.ty() == replaced.ty);
        let value = match (known, absent) {
            (false, _) => None,
            (true, false) => value(),
            (true, true) => {
                let address = std::ptr::from_ref(term);
                let told = self.absent.borrow().get(&address).cloned();
                told.unwrap_or_else(|| {
                    let value = value();
                    self.absent.borrow_mut().insert(address, value.clone());
                    value
                })
            }
        };
        let term = match value {
            Some(value) => Expr { kind: ExprKind::Literal(value), ..replaced },
            None => replaced,
        };
        Replaced { term, absent }
    }
}

/// Of `x or false` and of `x and true` the position of x.
fn decided(name: &str, args: &[Expr]) -> Option<usize> {
    let idle = match name {
        "or" => Value::Bool(false),
        "and" => Value::Bool(true),
        _ => return None,
    };
    let [left, right] = args else { return None };
    let is_idle = |expr: &Expr| expr.as_literal() == Some(&idle);
    if is_idle(left) { Some(1) } else { is_idle(right).then_some(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kqlab_syntax::Span;

    #[test]
    fn what_decides_nothing_is_left_out() {
        let literal = |value| Expr::literal(Value::Bool(value), Span::default());
        let column = || Expr::column("a", kqlab_plan::Type::Bool, Span::default());
        assert_eq!(decided("or", &[literal(false), column()]), Some(1));
        assert_eq!(decided("or", &[column(), literal(false)]), Some(0));
        assert_eq!(decided("and", &[literal(true), column()]), Some(1));
        assert_eq!(decided("or", &[literal(true), column()]), None);
        assert_eq!(decided("and", &[column(), literal(false)]), None);
    }
}
