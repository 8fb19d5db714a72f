//! `top`: sort and take

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator, OrderedExpr};

use crate::Plan;
use crate::bind::Binder;
use crate::plan::PlanNode;

impl Binder<'_, '_> {
    /// `top n by x`
    pub(super) fn top(
        &mut self,
        mut input: Plan,
        count: &ast::Expr,
        by: &OrderedExpr,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let count = self.row_count(count);
        let key = self.over(&mut input, |binder| binder.sort_key(by));
        let schema = Arc::clone(&input.schema);
        let node = PlanNode::Sort { input: Box::new(input), keys: vec![key] };
        let sorted = Plan { node, schema: Arc::clone(&schema), span: op.span };
        Plan { node: PlanNode::Take { input: Box::new(sorted), count }, schema, span: op.span }
    }
}
