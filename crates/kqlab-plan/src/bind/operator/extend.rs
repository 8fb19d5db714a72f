//! `extend`

use kqlab_syntax::ast::{NamedExpr, Operator};

use crate::Plan;
use crate::bind::Binder;
use crate::bind::projection::Style;
use crate::expr::ExprKind;
use crate::plan::PlanNode;

impl Binder<'_, '_> {
    /// Asks an open table for the columns that expressions read, so that they stand before those that are added.
    pub(super) fn infer_columns(&mut self, input: &mut Plan, columns: &[NamedExpr]) {
        if input.schema.open {
            self.over(input, |binder| {
                for column in columns {
                    binder.entity(&column.expr);
                }
            });
        }
    }

    /// `extend x = a, b`: all see the input's columns only.
    pub(super) fn extend(&mut self, mut input: Plan, columns: &[NamedExpr], op: &Operator) -> Plan {
        self.check_parameters_of(op, &[]);
        self.infer_columns(&mut input, columns);
        let projection = self.over(&mut input, |binder| {
            let mut projection = binder.input_columns(op.span);
            for field in binder.row_fields() {
                projection.exclude(&field.name);
            }
            binder.project(&mut projection, columns, Style::Extend);
            projection
        });
        let (mut columns, schema) = projection.finish(input.schema.open);
        columns.retain(
            |column| !matches!(&column.expr.kind, ExprKind::Column(name) if *name == column.name),
        );
        Plan { node: PlanNode::Extend { input: Box::new(input), columns }, schema, span: op.span }
    }
}
