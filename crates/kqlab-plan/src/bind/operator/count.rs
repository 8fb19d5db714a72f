//! `count`

use std::sync::Arc;

use kqlab_syntax::ast::{Name, Operator};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::plan::{AggregateCall, PlanNode};
use crate::{Field, Plan, Schema, Type};

impl Binder<'_, '_> {
    /// `count`, `count as N`
    pub(super) fn count(&mut self, input: Plan, name: Option<&Name>, op: &Operator) -> Plan {
        self.check_parameters_of(op, &[]);
        let field = Field::new(name.map_or("Count", |name| name.text.as_str()), Type::Long);
        let aggregates = self.count_call(field.clone(), op).into_iter().collect();
        let node = PlanNode::Aggregate { input: Box::new(input), keys: Vec::new(), aggregates };
        Plan { node, schema: Arc::new(Schema::new(vec![field])), span: op.span }
    }

    /// `count()`
    pub(super) fn count_call(&mut self, field: Field, op: &Operator) -> Option<AggregateCall> {
        let def = self.env.library.aggregate("count");
        if def.is_none() {
            self.error(binding::UNSUPPORTED_FUNCTION, op.keyword, "`count` is not supported");
        }
        def.map(|def| AggregateCall {
            def,
            overload: 0,
            args: Vec::new(),
            outputs: vec![field],
            span: op.span,
        })
    }
}
