//! Values that must be known before the query runs.

use kqlab_syntax::codes::binding;

use super::{Binder, convert};
use crate::expr::{Expr, ExprKind};
use crate::{Type, Value};

impl Binder<'_, '_> {
    /// The value of a constant expression.
    pub(super) fn fold(&self, expr: &Expr) -> Option<Value> {
        match &expr.kind {
            ExprKind::Literal(value) => Some(value.clone()),
            _ if reads_row(expr) => None,
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
    super::deep(|| match &expr.kind {
        ExprKind::Literal(_) | ExprKind::ScalarQuery(_) => false,
        ExprKind::Column(_) | ExprKind::ScanState { .. } => true,
        ExprKind::Call { args, .. } => args.iter().any(reads_row),
        ExprKind::Path(base, _)
        | ExprKind::Convert(base)
        | ExprKind::InQuery { value: base, .. } => reads_row(base),
        ExprKind::Element(base, index) => reads_row(base) || reads_row(index),
    })
}
