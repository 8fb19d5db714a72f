//! `reduce by`

use std::sync::Arc;

use kqlab_syntax::ast::{NamedExpr, Operator};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::parameter::{self, Takes};
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema, Type, Value};

/// `reduce-operator`: the default of `threshold`
const THRESHOLD: f64 = 0.1;

impl Binder<'_, '_> {
    /// `reduce by x with threshold=0.2, characters="-"`
    pub(super) fn reduce(
        &mut self,
        mut input: Plan,
        by: &NamedExpr,
        with: &[NamedExpr],
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(
            op,
            &[
                ("kind", Takes::Word(&["source"])),
                ("threshold", Takes::Any),
                ("characters", Takes::Any),
            ],
        );
        let by = self
            .over(&mut input, |binder| binder.scalar_of(&by.expr, Type::String, "what is reduced"));
        let mut threshold = THRESHOLD;
        let mut characters: Arc<str> = Arc::from("");
        for option in with {
            let (value, _) = self.with_row(None, |binder| binder.scalar(&option.expr));
            match (self.named_result_name(option).as_deref(), self.fold(&value)) {
                (Some("threshold"), Some(Value::Real(n))) => threshold = n,
                (Some("characters"), Some(Value::String(text))) => characters = text,
                _ => self.error(
                    binding::BAD_PARAMETER,
                    option.expr.span,
                    "`threshold` or `characters` is expected",
                ),
            }
        }
        let source =
            parameter::word(op, "kind").is_some_and(|kind| kind.eq_ignore_ascii_case("source"));
        let mut fields = if source { input.schema.fields.clone() } else { Vec::new() };
        fields.push(Field::new("Pattern", Type::String));
        fields.push(Field::new("Count", Type::Long));
        fields.push(Field::new("Representative", Type::String));
        let schema = Schema::new(fields);
        if source {
            return self.unsupported("reduce kind=source", vec![input], schema, op);
        }
        let node = PlanNode::Reduce { input: Box::new(input), by, threshold, characters };
        Plan { node, schema: Arc::new(schema), span: op.span }
    }
}
