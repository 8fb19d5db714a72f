//! Scalar operators: arithmetic, comparisons, chains of `and` and `or`, lists.

use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{self, BinaryOp, ExprKind as Ast, ListOp, UnaryOp};
use kqlab_syntax::codes::binding;

use super::Entity;
use crate::bind::Binder;
use crate::bind::overload::{Arg, ArgKind};
use crate::bind::report::unknown;
use crate::expr::{Expr, ExprKind};
use crate::{FnDef, Plan, Type, Value};

impl Binder<'_, '_> {
    pub(super) fn unary(&mut self, op: UnaryOp, operand: &ast::Expr, span: Span) -> Expr {
        let operand = self.scalar(operand);
        let literal = operand.as_literal().filter(|value| is_signed(value));
        match (op, literal) {
            (UnaryOp::Plus, Some(value)) => Expr::literal(value.clone(), span),
            (UnaryOp::Minus, Some(value)) if negated(value).is_some() => match negated(value) {
                Some(value) => Expr::literal(value, span),
                None => unknown(span),
            },
            (UnaryOp::Plus, None) => self.operator("plus", vec![operand], span, span),
            (UnaryOp::Minus, _) => self.operator("negate", vec![operand], span, span),
        }
    }

    /// A chain of `and` or `or` becomes a balanced tree, so that thousands of terms are not thousands deep.
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Expr {
        if !matches!(op, BinaryOp::And | BinaryOp::Or) {
            if op == BinaryOp::Search {
                return self.search_term(left, right, op_span, span);
            }
            if let Ast::Star = left.kind {
                return self.star_comparison(op, op_span, right, span);
            }
            let args = vec![self.scalar(left), self.scalar(right)];
            return self.operator(op.text(), args, op_span, span);
        }
        let mut terms = vec![(op_span, right)];
        let mut spine = left;
        while let Ast::Binary(inner, inner_span, left, right) = &spine.kind
            && *inner == op
        {
            terms.push((*inner_span, right));
            spine = left;
        }
        let mut bound = vec![self.scalar(spine)];
        bound.extend(terms.iter().rev().map(|(_, term)| self.scalar(term)));
        self.balanced(op.text(), bound, op_span)
    }

    /// `a and b and c and d` as `(a and b) and (c and d)`.
    pub(in crate::bind) fn balanced(
        &mut self,
        op: &str,
        mut terms: Vec<Expr>,
        op_span: Span,
    ) -> Expr {
        while terms.len() > 1 {
            let mut halved = Vec::with_capacity(terms.len().div_ceil(2));
            let mut terms_left = terms.into_iter();
            while let Some(first) = terms_left.next() {
                halved.push(match terms_left.next() {
                    Some(second) => {
                        let span = first.span.to(second.span);
                        self.operator(op, vec![first, second], op_span, span)
                    }
                    None => first,
                });
            }
            terms = halved;
        }
        terms.pop().unwrap_or_else(|| unknown(op_span))
    }

    /// `x in (a, b)`, `x in (table)`, `x has_any (dynamic([...]))`.
    pub(super) fn list(
        &mut self,
        op: ListOp,
        op_span: Span,
        value: &ast::Expr,
        list: &[ast::Expr],
        span: Span,
    ) -> Expr {
        let value = self.scalar(value);
        if let [only] = list {
            match self.list_item(only) {
                Entity::Table(table) => return self.in_table(op, op_span, value, table, span),
                Entity::Scalar(item) => {
                    return self.operator(op.text(), vec![value, item], op_span, span);
                }
                _ => return unknown(span),
            }
        }
        let mut args = vec![value];
        for item in list {
            args.push(self.scalar(item));
        }
        self.operator(op.text(), args, op_span, span)
    }

    /// A table named alone is meant as a table, whatever columns the row has.
    fn list_item(&mut self, item: &ast::Expr) -> Entity {
        match self.entity(item) {
            entity @ (Entity::Scalar(_) | Entity::Table(_) | Entity::Unknown) => entity,
            _ => {
                self.error(binding::SCALAR_EXPECTED, item.span, "a scalar or a table is expected");
                Entity::Unknown
            }
        }
    }

    fn in_table(
        &mut self,
        op: ListOp,
        op_span: Span,
        value: Expr,
        table: Plan,
        span: Span,
    ) -> Expr {
        let Some(def) = self.operator_def(op.text(), op_span) else { return unknown(span) };
        if !matches!(op, ListOp::In | ListOp::NotIn)
            && !matches!(value.ty, Type::String | Type::Dynamic | Type::Unknown)
        {
            let message =
                format!("`{}` needs a string or dynamic, this is a {}", op.text(), value.ty);
            self.error(binding::ARGUMENT_TYPE, value.span, message);
        }
        if table.schema.fields.is_empty() && !table.schema.open {
            self.error(binding::TYPE_MISMATCH, table.span, "the table has no columns");
        }
        let kind = ExprKind::InQuery { def, value: Box::new(value), table: Arc::new(table) };
        Expr { kind, ty: Type::Bool, span }
    }

    /// An operator over bound operands.
    pub(in crate::bind) fn operator(
        &mut self,
        op: &str,
        args: Vec<Expr>,
        op_span: Span,
        span: Span,
    ) -> Expr {
        let Some(def) = self.operator_def(op, op_span) else { return unknown(span) };
        if let Some(message) = refused(op, &args) {
            self.error(binding::TYPE_MISMATCH, op_span, message);
            return unknown(span);
        }
        let kinds =
            args.iter().map(|arg| Arg { ty: arg.ty, kind: ArgKind::Scalar }).collect::<Vec<_>>();
        self.apply(def, args, &kinds, op_span, span)
    }

    /// The function of an operator.
    fn operator_def(&mut self, op: &str, span: Span) -> Option<&'static FnDef> {
        let def = self.env.library.scalar(op);
        if def.is_none() {
            self.error(
                binding::UNSUPPORTED_OPERATOR,
                span,
                format!("the operator `{op}` is not supported"),
            );
        }
        def
    }
}

/// Two dynamics are not comparable (measured on a real engine).
fn refused(op: &str, args: &[Expr]) -> Option<String> {
    let dynamics = args.len() == 2 && args.iter().all(|arg| arg.ty == Type::Dynamic);
    (dynamics && matches!(op, "==" | "!=" | "<" | "<=" | ">" | ">="))
        .then(|| format!("`{op}` does not compare two dynamic values; convert one, with tostring(...) for instance"))
}

/// Whether `+` may stand before a literal.
fn is_signed(value: &Value) -> bool {
    matches!(value, Value::Int(_) | Value::Long(_) | Value::Real(_) | Value::Timespan(_))
}

/// A negative literal keeps its type: `-int(5)` is an int.
fn negated(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Int(n) => Value::Int(n.checked_neg()?),
        Value::Long(n) => Value::Long(n.checked_neg()?),
        Value::Real(n) => Value::Real(-n),
        Value::Timespan(ticks) => Value::Timespan(ticks.checked_neg()?),
        _ => return None,
    })
}
