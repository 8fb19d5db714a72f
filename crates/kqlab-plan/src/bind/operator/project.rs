//! `project`

use kqlab_syntax::ast::{NamedExpr, Operator};

use crate::Plan;
use crate::bind::Binder;
use crate::bind::projection::{Projection, Style, writes_star};
use crate::plan::PlanNode;

impl Binder<'_, '_> {
    /// `project a, x = b`
    pub(super) fn project_operator(
        &mut self,
        mut input: Plan,
        columns: &[NamedExpr],
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let projection = self.over(&mut input, |binder| {
            let mut projection = Projection::default();
            binder.project(&mut projection, columns, Style::Project);
            projection
        });
        let (columns, schema) = projection.finish(input.schema.open && writes_star(columns));
        Plan { node: PlanNode::Project { input: Box::new(input), columns }, schema, span: op.span }
    }
}
