//! Values that must be known before the query runs.

use kqlab_syntax::codes::binding;

use super::{Binder, convert};
use crate::expr::{Expr, ExprKind};
use crate::{Type, Value};

impl Binder<'_, '_> {
    /// The value of a constant expression; what is in error has none.
    pub(super) fn fold(&self, expr: &Expr) -> Option<Value> {
        match &expr.kind {
            ExprKind::Literal(value) => Some(value.clone()),
            _ if any(expr, |part| is_of_row(part) || part.ty == Type::Unknown) => None,
            _ => self.env.library.fold(expr),
        }
    }

    /// The value that `what` must have as a constant of `ty`.
    pub(super) fn constant(&mut self, expr: &Expr, ty: Type, what: &str) -> Option<Value> {
        if expr.ty == Type::Unknown {
            return None;
        }
        if !convert::fits(expr.ty, ty, convert::Bend::Compatible) {
            let message = format!("{what} must be a {ty}, this is a {}", expr.ty);
            self.error(binding::TYPE_MISMATCH, expr.span, message);
            return None;
        }
        let value = self.fold(expr).and_then(|value| {
            let literal = Expr { ty: value.ty(), span: expr.span, kind: ExprKind::Literal(value) };
            self.fold(&convert::convert(literal, ty))
        });
        if value.is_none() && !self.declaring {
            let hint = "write a literal, or a let statement that holds one";
            let message = format!("{what} must be known before the query runs");
            self.error_hint(binding::NOT_CONSTANT, expr.span, message, hint);
        }
        value.filter(|_| !self.declaring)
    }

    /// A count of rows: a constant long that is not negative.
    pub(super) fn count_literal(&mut self, expr: &Expr, what: &str) -> Option<u64> {
        match self.constant(expr, Type::Long, what)? {
            Value::Long(count) => match u64::try_from(count) {
                Ok(count) => Some(count),
                Err(_) => {
                    self.error(
                        binding::TYPE_MISMATCH,
                        expr.span,
                        format!("{what} must not be negative"),
                    );
                    None
                }
            },
            _ => None,
        }
    }

    /// The text of a constant string.
    pub(super) fn constant_text(&mut self, expr: &Expr, what: &str) -> Option<String> {
        match self.constant(expr, Type::String, what)? {
            Value::String(text) => Some(text.to_string()),
            _ => None,
        }
    }

    /// The expression folded, where it can be.
    pub(super) fn folded(&self, expr: Expr) -> Expr {
        match self.fold(&expr) {
            Some(value) if value.ty() == expr.ty => Expr { kind: ExprKind::Literal(value), ..expr },
            _ => expr,
        }
    }
}

/// Whether a column or a state of the row is read.
pub(super) fn reads_row(expr: &Expr) -> bool {
    any(expr, is_of_row)
}

fn is_of_row(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Column(_) | ExprKind::ScanState { .. })
}

/// Whether this holds of the expression or a part of it.
fn any(expr: &Expr, holds: fn(&Expr) -> bool) -> bool {
    let part = |part: &Expr| any(part, holds);
    super::deep(|| {
        holds(expr)
            || match &expr.kind {
                ExprKind::Literal(_)
                | ExprKind::ScalarQuery(_)
                | ExprKind::Column(_)
                | ExprKind::ScanState { .. } => false,
                ExprKind::Call { args, .. } => args.iter().any(part),
                ExprKind::Path(base, _)
                | ExprKind::Convert(base)
                | ExprKind::InQuery { value: base, .. } => part(base),
                ExprKind::Element(base, index) => part(base) || part(index),
            }
    })
}
