//! `where`

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator};

use crate::bind::Binder;
use crate::plan::PlanNode;
use crate::{Plan, Type};

impl Binder<'_, '_> {
    /// `where predicate`
    pub(super) fn where_operator(
        &mut self,
        mut input: Plan,
        predicate: &ast::Expr,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let predicate = self.over(&mut input, |binder| {
            binder.scalar_of(predicate, Type::Bool, "the predicate of `where`")
        });
        let schema = Arc::clone(&input.schema);
        Plan { node: PlanNode::Filter { input: Box::new(input), predicate }, schema, span: op.span }
    }
}
