//! `sort by`, `order by`

use std::sync::Arc;

use kqlab_syntax::ast::{Operator, OrderedExpr};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::plan::{PlanNode, SortKey};
use crate::{Plan, Type};

impl Binder<'_, '_> {
    /// `sort by a asc, b`
    pub(super) fn sort(&mut self, mut input: Plan, keys: &[OrderedExpr], op: &Operator) -> Plan {
        self.check_parameters_of(op, &[]);
        let keys =
            self.over(&mut input, |binder| keys.iter().map(|key| binder.sort_key(key)).collect());
        let schema = Arc::clone(&input.schema);
        Plan { node: PlanNode::Sort { input: Box::new(input), keys }, schema, span: op.span }
    }

    /// The default is descending, and null is the smallest value: first ascending, last descending.
    pub(super) fn sort_key(&mut self, key: &OrderedExpr) -> SortKey {
        let expr = self.scalar(&key.expr.expr);
        if expr.ty == Type::Dynamic {
            let hint = "convert it, with tostring(...) for instance";
            let message = "rows are not sorted by a dynamic value";
            self.error_hint(binding::TYPE_MISMATCH, expr.span, message, hint);
        }
        let ascending = key.ascending.unwrap_or(false);
        SortKey { expr, ascending, nulls_first: key.nulls_first.unwrap_or(ascending) }
    }
}
