//! `mv-apply`: an expansion, and a pipeline over the rows that one row expands to

use std::sync::Arc;

use kqlab_syntax::ast::{MvApply, Operator, Target};

use crate::bind::Binder;
use crate::bind::parameter::Takes;
use crate::expr::ExprKind;
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema};

impl Binder<'_, '_> {
    /// `mv-apply x = a on (summarize ...)`
    pub(super) fn mv_apply(&mut self, input: Plan, apply: &MvApply, op: &Operator) -> Plan {
        self.check_parameters_of(
            op,
            &[("with_itemindex", Takes::Name), ("kind", Takes::Any), ("bagexpansion", Takes::Any)],
        );
        if let Some(id) = &apply.id {
            let message = format!("`id {id}` of mv-apply is not supported");
            self.not_executed(op.keyword, message);
        }
        let (expand, schema) =
            self.expansion(input, apply.legacy, &apply.columns, apply.limit.as_ref(), op);
        let body = self.sub_pipeline(&schema, &expand.input, &apply.on);
        // A column that is expanded without a new name is the body's to give.
        let named = apply.columns.iter().zip(&expand.columns);
        let unnamed = named.filter(|(written, _)| written.expr.target == Target::None);
        let applied: Vec<Arc<str>> = unnamed
            .filter_map(|(_, column)| match &column.expr.kind {
                ExprKind::Column(name) => Some(Arc::clone(name)),
                _ => None,
            })
            .collect();
        let input_fields = expand.input.schema.fields.iter();
        let mut fields: Vec<Field> =
            input_fields.filter(|field| !applied.contains(&field.name)).cloned().collect();
        for field in &body.schema.fields {
            match fields.iter_mut().find(|known| known.name == field.name) {
                Some(known) => *known = field.clone(),
                None => fields.push(field.clone()),
            }
        }
        let open = expand.input.schema.open || body.schema.open;
        let node = PlanNode::MvApply { expand: Box::new(expand), body: Arc::new(body) };
        Plan { node, schema: Arc::new(Schema { fields, open }), span: op.span }
    }
}
