//! `serialize`: the rows have an order from here on, which they have here anyway; it can add columns.

use kqlab_syntax::ast::{NamedExpr, Operator};

use crate::Plan;
use crate::bind::Binder;
use crate::bind::projection::Style;
use crate::expr::ExprKind;
use crate::plan::PlanNode;

impl Binder<'_, '_> {
    /// `serialize`, `serialize n = row_number()`
    pub(super) fn serialize(
        &mut self,
        mut input: Plan,
        columns: &[NamedExpr],
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        if columns.is_empty() {
            return input;
        }
        self.infer_columns(&mut input, columns);
        let projection = self.over(&mut input, |binder| {
            let mut projection = binder.input_columns(op.span);
            for field in binder.row_fields() {
                projection.exclude(&field.name);
            }
            binder.project(&mut projection, columns, Style::Project);
            projection
        });
        let (mut columns, schema) = projection.finish(input.schema.open);
        columns.retain(
            |column| !matches!(&column.expr.kind, ExprKind::Column(name) if *name == column.name),
        );
        Plan { node: PlanNode::Extend { input: Box::new(input), columns }, schema, span: op.span }
    }
}
