//! `take`, `limit`

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator};
use kqlab_syntax::codes::binding;

use crate::bind::{Binder, convert};
use crate::expr::Expr;
use crate::plan::PlanNode;
use crate::{Plan, Type, Value};

impl Binder<'_, '_> {
    /// `take n`
    pub(super) fn take_operator(&mut self, input: Plan, count: &ast::Expr, op: &Operator) -> Plan {
        self.check_parameters_of(op, &[]);
        let count = self.row_count(count);
        let schema = Arc::clone(&input.schema);
        Plan { node: PlanNode::Take { input: Box::new(input), count }, schema, span: op.span }
    }

    /// A number of rows: a long without columns, known or computed once.
    pub(super) fn row_count(&mut self, count: &ast::Expr) -> Expr {
        let (count, _) = self.with_row(None, |binder| binder.scalar(count));
        if !convert::is_integer(count.ty) {
            let message =
                format!("a number of rows must be an int or long, this is a {}", count.ty);
            self.error(binding::TYPE_MISMATCH, count.span, message);
        }
        let count = self.folded(convert::convert(count, Type::Long));
        if let Some(Value::Long(n)) = count.as_literal()
            && *n < 0
        {
            self.error(binding::TYPE_MISMATCH, count.span, "a number of rows must not be negative");
        }
        count
    }
}
