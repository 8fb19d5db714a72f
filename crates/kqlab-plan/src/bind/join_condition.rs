//! Conditions of join and lookup: `on a, $left.b == $right.c`.

use std::sync::Arc;

use kqlab_syntax::ast::{self, BinaryOp, ExprKind as Ast};
use kqlab_syntax::codes::binding;

use super::scope::Row;
use super::{Binder, convert};
use crate::expr::{Expr, ExprKind};
use crate::{Plan, Type};

/// A pair of keys.
pub(super) struct Key {
    /// Over the left table.
    pub(super) left: Expr,
    /// Over the right table.
    pub(super) right: Expr,
}

impl Key {
    /// The column of a key, whatever conversion stands around it.
    pub(super) fn column(expr: &Expr) -> Option<&Arc<str>> {
        match &expr.kind {
            ExprKind::Column(name) => Some(name),
            ExprKind::Convert(inner) => Self::column(inner),
            _ => None,
        }
    }
}

impl Binder<'_, '_> {
    /// Binds with the columns of both tables in scope.
    pub(super) fn over_both<R>(
        &mut self,
        left: &mut Plan,
        right: &mut Plan,
        f: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let origin = self.origin_of(right);
        let row = self.new_row(&right.schema, origin);
        let (result, after) = self.over(left, |binder| {
            binder.right = Some(row);
            let result = f(binder);
            (result, binder.right.take())
        });
        if let Some(row) = after.filter(|row| !row.inferred.is_empty()) {
            row.inferred.iter().for_each(|name| self.remember(row.origin.as_ref(), name));
            let schema = Arc::make_mut(&mut right.schema);
            let inferred =
                row.inferred.into_iter().map(|name| crate::Field::new(name, Type::Unknown));
            schema.fields.extend(inferred);
        }
        result
    }

    /// The keys of an `on` clause.
    pub(super) fn join_keys(&mut self, conditions: &[ast::Expr]) -> Vec<Key> {
        let mut keys = Vec::new();
        for condition in conditions {
            self.join_key(condition, &mut keys);
        }
        keys
    }

    fn join_key(&mut self, condition: &ast::Expr, keys: &mut Vec<Key>) {
        match &condition.kind {
            Ast::Paren(inner) => self.join_key(inner, keys),
            Ast::Binary(BinaryOp::And, _, left, right) => {
                self.join_key(left, keys);
                self.join_key(right, keys);
            }
            Ast::Binary(BinaryOp::Eq, _, left, right) => {
                keys.extend(self.key_equality(left, right))
            }
            Ast::Name(name) => keys.extend(self.common_key(name)),
            Ast::Error => {}
            _ => {
                let hint = "write a column that both tables have, or $left.a == $right.b";
                let message = "this is no join condition";
                self.error_hint(binding::TYPE_MISMATCH, condition.span, message, hint);
            }
        }
    }

    fn common_key(&mut self, name: &ast::Name) -> Option<Key> {
        let left = find(self.row.as_mut(), &name.text);
        let right = find(self.right.as_mut(), &name.text);
        match (left, right) {
            (Some(left), Some(right)) => {
                if left != right && left != Type::Unknown && right != Type::Unknown {
                    let message = format!(
                        "the key `{}` is a {left} on the left and a {right} on the right",
                        name.text
                    );
                    self.error(binding::TYPE_MISMATCH, name.span, message);
                    return None;
                }
                let key = |ty| Expr::column(name.text.as_str(), ty, name.span);
                self.comparable(key(left), key(right))
            }
            (left, right) => {
                let side = match (left, right) {
                    (None, None) => "neither table of the join has",
                    (None, _) => "the left table of the join has not",
                    _ => "the right table of the join has not",
                };
                let message = format!("{side} the column `{}`", name.text);
                let names: Vec<Arc<str>> = [&self.row, &self.right]
                    .into_iter()
                    .flatten()
                    .flat_map(Row::fields)
                    .map(|f| f.name)
                    .collect();
                let near = super::suggest::near(&name.text, names.iter().map(|name| &**name));
                self.unknown_name(binding::UNKNOWN_COLUMN, name.span, message, near);
                None
            }
        }
    }

    fn key_equality(&mut self, left: &ast::Expr, right: &ast::Expr) -> Option<Key> {
        let sides = (side(left), side(right));
        if sides == (Some("$right"), Some("$left")) {
            return self.key_equality(right, left);
        }
        if sides != (Some("$left"), Some("$right")) {
            let hint = "write $left.a == $right.b";
            let message = "a join compares a column of the left table with one of the right";
            self.error_hint(binding::TYPE_MISMATCH, left.span.to(right.span), message, hint);
            return None;
        }
        let (left, right) = (self.scalar(left), self.scalar(right));
        self.comparable(left, right)
    }

    /// The keys as one type; int goes with long, nothing with dynamic.
    fn comparable(&mut self, left: Expr, right: Expr) -> Option<Key> {
        for key in [&left, &right] {
            if key.ty == Type::Dynamic {
                let hint = "convert it first, with tostring(...) for instance";
                self.error_hint(
                    binding::TYPE_MISMATCH,
                    key.span,
                    "a join key must not be dynamic",
                    hint,
                );
                return None;
            }
        }
        if left.ty == Type::Unknown || right.ty == Type::Unknown {
            return Some(Key { left, right });
        }
        if convert::promoted(left.ty) != convert::promoted(right.ty) {
            let message =
                format!("the keys are a {} and a {}, which do not compare", left.ty, right.ty);
            self.error(binding::TYPE_MISMATCH, left.span.to(right.span), message);
            return None;
        }
        let ty = if left.ty == right.ty { left.ty } else { Type::Long };
        Some(Key { left: convert::convert(left, ty), right: convert::convert(right, ty) })
    }
}

/// The type of a row's column; an open schema has every column.
fn find(row: Option<&mut Row>, name: &str) -> Option<Type> {
    let row = row?;
    match row.get(name) {
        Some(field) => Some(field.ty),
        None if row.schema.open => {
            row.inferred.push(name.into());
            Some(Type::Unknown)
        }
        None => None,
    }
}

/// `$left` or `$right`, where a condition's operand begins so.
fn side(expr: &ast::Expr) -> Option<&'static str> {
    match &expr.kind {
        Ast::Paren(inner) => side(inner),
        Ast::Path(base, _) | Ast::Element { base, .. } => match &base.kind {
            Ast::Name(name) if name.text == "$left" => Some("$left"),
            Ast::Name(name) if name.text == "$right" => Some("$right"),
            _ => None,
        },
        _ => None,
    }
}
