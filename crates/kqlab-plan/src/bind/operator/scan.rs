//! `scan`

use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::ast::{
    FunctionParameter, Operator, ParameterType, Scan as AstScan, ScanStep as AstStep,
};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::convert::{self, Bend};
use crate::bind::parameter::{self, Takes};
use crate::bind::scope::Symbol;
use crate::expr::NamedExpr;
use crate::plan::{PlanNode, Scan, ScanStep};
use crate::{Field, Plan, Schema, Type, Value};

impl Binder<'_, '_> {
    /// `scan declare (n:long = 0) with (step s: condition => n = s.n + 1;)`
    pub(super) fn scan(&mut self, input: Plan, scan: &AstScan, op: &Operator) -> Plan {
        self.check_parameters_of(
            op,
            &[
                ("with_match_id", Takes::Name),
                ("with_step_name", Takes::Name),
                ("kind", Takes::Any),
            ],
        );
        let mut input = input;
        if !scan.order.is_empty() {
            input =
                self.sort(input, &scan.order, &Operator { parameters: Vec::new(), ..op.clone() });
        }
        let partition = self.over(&mut input, |binder| {
            scan.partition.iter().map(|key| binder.scalar(key)).collect()
        });
        let declare = self.scan_declarations(&scan.declare);
        let mut fields = input.schema.fields.clone();
        fields.extend(declare.iter().map(|(field, _)| field.clone()));
        let row = Arc::new(Schema { fields: fields.clone(), open: input.schema.open });
        let steps = self.scan_steps(&row, &input, &scan.steps);
        let name = |name: &str| parameter::name(op, &[name]).map(Arc::<str>::from);
        let (match_id, step_name) = (name("with_match_id"), name("with_step_name"));
        fields.extend(match_id.iter().map(|name| Field { name: Arc::clone(name), ty: Type::Long }));
        fields.extend(
            step_name.iter().map(|name| Field { name: Arc::clone(name), ty: Type::String }),
        );
        let schema = Arc::new(Schema { fields, open: input.schema.open });
        let node = Scan { input, partition, declare, steps, match_id, step_name };
        Plan { node: PlanNode::Scan(Box::new(node)), schema, span: op.span }
    }

    fn scan_declarations(&mut self, declarations: &[FunctionParameter]) -> Vec<(Field, Value)> {
        let mut declared = Vec::new();
        for declaration in declarations {
            let ParameterType::Scalar(name) = &declaration.ty else {
                self.error(binding::TYPE_MISMATCH, declaration.name.span, "a scalar is expected");
                continue;
            };
            let ty = Type::from(*name);
            let default = match &declaration.default {
                Some(default) => {
                    let (value, _) = self.with_row(None, |binder| binder.scalar(default));
                    self.constant(&value, ty, "a default").unwrap_or_else(|| Value::null(ty))
                }
                None => Value::null(ty),
            };
            declared.push((Field::new(declaration.name.text.as_str(), ty), default));
        }
        declared
    }

    /// Conditions and assignments see the row, the declared columns, and the states of all steps.
    fn scan_steps(
        &mut self,
        schema: &Arc<Schema>,
        input: &Plan,
        steps: &[AstStep],
    ) -> Vec<ScanStep> {
        let state = Rc::new(schema.fields.clone());
        let origin = self.origin_of(input);
        let row = self.new_row(schema, origin);
        let bind = |binder: &mut Self| {
            for (index, step) in steps.iter().enumerate() {
                binder.locals.push(
                    step.name.text.as_str(),
                    Symbol::Step(Rc::clone(&state)),
                    index == 0,
                );
            }
            steps.iter().map(|step| binder.scan_step(&state, step)).collect()
        };
        self.scoped(|binder| binder.with_row(Some(row), bind).0)
    }

    fn scan_step(&mut self, state: &[Field], step: &AstStep) -> ScanStep {
        let condition = self.scalar_of(&step.condition, Type::Bool, "the condition of a step");
        let mut assignments = Vec::new();
        for (name, value) in &step.assignments {
            let value = self.scalar(value);
            let Some(field) = state.iter().find(|field| *field.name == *name.text) else {
                let hint = "columns of the input and of `declare (...)` are assigned";
                let message = format!("there is no column `{}` to assign", name.text);
                self.error_hint(binding::UNKNOWN_COLUMN, name.span, message, hint);
                continue;
            };
            let expr = if value.ty == field.ty || convert::fits(value.ty, field.ty, Bend::Promote) {
                convert::convert(value, field.ty)
            } else {
                self.call_conversion(value, field.ty)
            };
            assignments.push(NamedExpr { name: Arc::clone(&field.name), expr });
        }
        ScanStep {
            name: step.name.text.as_str().into(),
            optional: step.optional,
            output: step.output.unwrap_or(kqlab_syntax::ast::ScanOutput::All),
            condition,
            assignments,
        }
    }
}
