//! `range`

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator};
use kqlab_syntax::codes::binding;

use crate::bind::convert::{self, Bend};
use crate::bind::{Binder, constant};
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema, Type, Value};

impl Binder<'_, '_> {
    /// `range x from a to b step c`
    pub(super) fn range(
        &mut self,
        column: &ast::Name,
        from: &ast::Expr,
        to: &ast::Expr,
        step: &ast::Expr,
        op: &Operator,
    ) -> Plan {
        let (bounds, _) =
            self.with_row(None, |binder| [from, to, step].map(|expr| binder.scalar(expr)));
        for bound in &bounds {
            if !convert::is_summable(bound.ty) {
                let message =
                    format!("a number, datetime or timespan is expected, this is a {}", bound.ty);
                self.error(binding::TYPE_MISMATCH, bound.span, message);
            } else if constant::reads_row(bound) {
                self.error(
                    binding::NOT_CONSTANT,
                    bound.span,
                    "the bounds of `range` must not depend on a row",
                );
            }
        }
        let [from, to, step] = bounds.map(|bound| self.folded(bound));
        if matches!(step.as_literal(), Some(Value::Long(0) | Value::Int(0) | Value::Timespan(0))) {
            self.error(binding::TYPE_MISMATCH, step.span, "the step must not be 0");
        }
        let ty = self.range_type(from.ty, to.ty, step.ty, op);
        let step_type = if ty == Type::Datetime { Type::Timespan } else { ty };
        let node = PlanNode::Range {
            from: convert::convert(from, ty),
            to: convert::convert(to, ty),
            step: convert::convert(step, step_type),
        };
        Plan {
            node,
            schema: Arc::new(Schema::new(vec![Field::new(column.text.as_str(), ty)])),
            span: op.span,
        }
    }

    /// As of `from + step`, but int stays int.
    fn range_type(&mut self, from: Type, to: Type, step: Type, op: &Operator) -> Type {
        let bounds = convert::common(from, to, Bend::Promote).unwrap_or(Type::Unknown);
        let ty = match (bounds, step) {
            (Type::Unknown, _) | (_, Type::Unknown) => return Type::Unknown,
            (Type::Int, Type::Int) => Some(Type::Int),
            (Type::Datetime, Type::Timespan) => Some(Type::Datetime),
            (Type::Timespan, Type::Timespan) => Some(Type::Timespan),
            (bounds, step) if bounds.is_number() && step.is_number() => {
                convert::widest([bounds, step]).map(convert::promoted)
            }
            _ => None,
        };
        ty.unwrap_or_else(|| {
            let message = format!("a {step} is no step from {from} to {to}");
            self.error(binding::TYPE_MISMATCH, op.span, message);
            Type::Unknown
        })
    }
}
