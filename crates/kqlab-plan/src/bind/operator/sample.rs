//! `sample`

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator};

use crate::Plan;
use crate::bind::Binder;
use crate::plan::PlanNode;

impl Binder<'_, '_> {
    /// `sample n`
    pub(super) fn sample(&mut self, input: Plan, count: &ast::Expr, op: &Operator) -> Plan {
        self.check_parameters_of(op, &[]);
        let count = self.row_count(count);
        let schema = Arc::clone(&input.schema);
        Plan { node: PlanNode::Sample { input: Box::new(input), count }, schema, span: op.span }
    }
}
