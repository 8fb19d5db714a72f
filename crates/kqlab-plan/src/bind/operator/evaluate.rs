//! `evaluate`: the plugins' output schemas are in `bind/plugin`

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator, RowSchema};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::origin::Brings;
use crate::bind::plugin::Output;
use crate::bind::{convert, suggest};
use crate::environment::Probed;
use crate::expr::{Expr, NamedExpr};
use crate::plan::{PlanNode, PluginArg, PluginCall};
use crate::{Field, Plan, Schema, Type};

impl Binder<'_, '_> {
    /// `evaluate plugin(...) : (schema)`
    pub(super) fn evaluate(
        &mut self,
        input: Option<Plan>,
        call: &ast::Call,
        declared: Option<&RowSchema>,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let Some(def) = self.env.library.plugin(&call.name.text) else {
            return self.unknown_plugin(input, call, declared, op);
        };
        self.check_supported(def, call.name.span);
        let mut input = input;
        let (args, output) = match &mut input {
            Some(plan) => self.over(plan, |binder| binder.plugin(def, call)),
            None => self.with_row(None, |binder| binder.plugin(def, call)).0,
        };
        if let ("preview", Some(input), [PluginArg::Expr(count)]) =
            (def.name, &input, args.as_slice())
        {
            return self.preview(input.clone(), count.clone(), op);
        }
        let open = output.open
            || input.as_ref().is_some_and(|input| input.schema.open && output.keeps_input);
        let fields = output.fields;
        let schema = Arc::new(Schema { fields, open });
        let data_dependent = output.open;
        let node = PlanNode::Plugin(Box::new(PluginCall { input, def, args }));
        let plan = Plan { node, schema, span: op.span };
        match declared {
            Some(declared) => self.declared_output(plan, declared, op),
            None if data_dependent => self.probed(plan, def.name),
            None => plan,
        }
    }

    /// `evaluate preview(n)`: so many rows, and the number of all.
    fn preview(&mut self, input: Plan, count: Expr, op: &Operator) -> Plan {
        let shared = Arc::new(input);
        let count = self.folded(convert::convert(count, Type::Long));
        let rows = self.shared(&shared, op.span);
        let schema = Arc::clone(&rows.schema);
        let node = PlanNode::Take { input: Box::new(rows), count };
        let rows = Plan { node, schema, span: op.span };
        let plain = Operator { parameters: Vec::new(), ..op.clone() };
        let all = self.shared(&shared, op.span);
        let all = self.count(all, None, &plain);
        self.several(vec![(None, rows), (None, all)], op)
    }

    fn unknown_plugin(
        &mut self,
        input: Option<Plan>,
        call: &ast::Call,
        declared: Option<&RowSchema>,
        op: &Operator,
    ) -> Plan {
        let plugins = [
            "bag_unpack",
            "pivot",
            "narrow",
            "ipv4_lookup",
            "autocluster",
            "basket",
            "diffpatterns",
        ];
        let near = suggest::near(&call.name.text, plugins.into_iter());
        let message = format!("there is no plugin `{}`", call.name.text);
        self.unknown_name(binding::UNKNOWN_FUNCTION, call.name.span, message, near);
        let fields = declared.map(|declared| self.declared_columns(declared)).unwrap_or_default();
        let schema = Schema { fields, open: declared.is_none() };
        let node =
            PlanNode::Unsupported { operator: "evaluate", inputs: input.into_iter().collect() };
        Plan { node, schema: Arc::new(schema), span: op.span }
    }

    /// What the data brings: the probe runs the plan so far, or says that there is no data.
    pub(in crate::bind) fn probed(&mut self, plan: Plan, operator: &str) -> Plan {
        let span = plan.span;
        let within_rows = self.within_rows;
        if self.declaring || within_rows || self.has_errors() || reads_open(&plan) {
            if within_rows && !self.declaring && self.env.mode == crate::Mode::Run {
                let message = format!(
                    "`{operator}` within mv-apply or partition brings columns that are not known"
                );
                self.error(binding::DATA_DEPENDENT, span, message);
            }
            return plan;
        }
        match self.env.probe.probe(plan) {
            Ok(Probed::Known { mut plan, empty }) => {
                if let PlanNode::Computed(id) = &plan.node {
                    let operator = operator.into();
                    self.origins.insert(*id, Brings { operator, empty });
                }
                plan.span = span;
                plan
            }
            Ok(Probed::Open(plan)) => plan,
            Err(diagnostics) => {
                diagnostics.into_iter().for_each(|diagnostic| self.report(diagnostic));
                crate::bind::table::open_table(span)
            }
        }
    }

    /// `evaluate p(...) : (a:long, *)`: these columns, whatever the data brings.
    fn declared_output(&mut self, plan: Plan, declared: &RowSchema, op: &Operator) -> Plan {
        let columns = self.declared_columns(declared);
        let mut fields: Vec<Field> = Vec::new();
        if declared.star {
            let known = plan
                .schema
                .fields
                .iter()
                .filter(|field| columns.iter().all(|column| column.name != field.name));
            fields.extend(known.cloned());
        }
        fields.extend(columns);
        let schema = Arc::new(Schema::new(fields));
        if !plan.schema.open {
            return self.as_declared(plan, schema, op);
        }
        Plan { schema, ..plan }
    }

    /// A known table in a declared shape: a column that is not there is null, one of another type converted.
    fn as_declared(&mut self, plan: Plan, schema: Arc<Schema>, op: &Operator) -> Plan {
        let mut columns = Vec::new();
        for field in &schema.fields {
            let expr = match plan.schema.get(&field.name) {
                Some(found) if found.ty == field.ty => {
                    Expr::column(Arc::clone(&field.name), field.ty, op.span)
                }
                Some(found) => {
                    let column = Expr::column(Arc::clone(&found.name), found.ty, op.span);
                    self.call_conversion(column, field.ty)
                }
                None => {
                    Expr { ty: field.ty, ..Expr::literal(crate::Value::null(field.ty), op.span) }
                }
            };
            columns.push(NamedExpr { name: Arc::clone(&field.name), expr });
        }
        Plan { node: PlanNode::Project { input: Box::new(plan), columns }, schema, span: op.span }
    }
}

/// Whether the plan's input is open: there is nothing to run then.
fn reads_open(plan: &Plan) -> bool {
    crate::bind::walk::inputs(&plan.node).any(|input| input.schema.open)
}

/// The schema that a plugin gives, for callers that have none.
impl Default for Output {
    fn default() -> Self {
        Self { fields: Vec::new(), open: true, keeps_input: false }
    }
}
