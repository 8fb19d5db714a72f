//! `print`: a projection over one row without columns

use std::sync::Arc;

use kqlab_syntax::Span;
use kqlab_syntax::ast::{NamedExpr as AstNamed, Operator};

use crate::bind::Binder;
use crate::bind::projection::{Projection, Style};
use crate::expr::{Expr, NamedExpr};
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema};

impl Binder<'_, '_> {
    /// `print a = 1, 2`
    pub(super) fn print(&mut self, columns: &[AstNamed], op: &Operator) -> Plan {
        self.check_parameters_of(op, &[]);
        let (projection, _) = self.with_row(None, |binder| {
            let mut projection = Projection::default();
            binder.project(&mut projection, columns, Style::Print);
            projection
        });
        let (columns, schema) = projection.finish(false);
        let node = PlanNode::Project { input: Box::new(unit(op.span)), columns };
        Plan { node, schema, span: op.span }
    }
}

/// These values as a row.
pub(in crate::bind) fn one_row(values: Vec<(Arc<str>, Expr)>, span: Span) -> Plan {
    let fields =
        values.iter().map(|(name, expr)| Field { name: Arc::clone(name), ty: expr.ty }).collect();
    let columns = values.into_iter().map(|(name, expr)| NamedExpr { name, expr }).collect();
    let node = PlanNode::Project { input: Box::new(unit(span)), columns };
    Plan { node, schema: Arc::new(Schema::new(fields)), span }
}

/// One row without columns.
fn unit(span: Span) -> Plan {
    Plan { node: PlanNode::Values(vec![Vec::new()]), schema: Arc::new(Schema::default()), span }
}
