//! `distinct`

use kqlab_syntax::ast::{ExprKind as Ast, NamedExpr, Operator};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::projection::{Projection, Style, writes_star};
use crate::plan::PlanNode;
use crate::{Plan, Type};

impl Binder<'_, '_> {
    /// `distinct a, b`, `distinct *`: groups without aggregates.
    pub(super) fn distinct(
        &mut self,
        mut input: Plan,
        columns: &[NamedExpr],
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let projection = self.over(&mut input, |binder| {
            let mut projection = Projection::default();
            binder.project(&mut projection, columns, Style::Distinct);
            projection
        });
        let star = columns.iter().find(|column| matches!(column.expr.kind, Ast::Star));
        if let Some(column) =
            projection.columns().iter().find(|column| column.expr.ty == Type::Dynamic)
        {
            let span = star.map_or(column.expr.span, |star| star.expr.span);
            self.dynamic_key(&column.name, span);
        }
        let (keys, schema) = projection.finish(input.schema.open && writes_star(columns));
        let node = PlanNode::Aggregate { input: Box::new(input), keys, aggregates: Vec::new() };
        Plan { node, schema, span: op.span }
    }

    /// Rows are not grouped or sorted by a dynamic.
    pub(super) fn dynamic_key(&mut self, name: &str, span: kqlab_syntax::Span) {
        let message = format!("`{name}` is dynamic: rows are not grouped or sorted by it");
        let hint = "convert it, with tostring(...) for instance";
        self.error_hint(binding::TYPE_MISMATCH, span, message, hint);
    }
}
