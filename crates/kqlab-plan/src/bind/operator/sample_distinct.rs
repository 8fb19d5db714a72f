//! `sample-distinct`: some of the distinct values

use std::sync::Arc;

use kqlab_syntax::ast::{self, NamedExpr as AstNamed, Operator, Target};

use crate::bind::Binder;
use crate::expr::NamedExpr;
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema, Type};

impl Binder<'_, '_> {
    /// `sample-distinct n of x`
    pub(super) fn sample_distinct(
        &mut self,
        mut input: Plan,
        count: &ast::Expr,
        of: &AstNamed,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let count = self.row_count(count);
        let expr = self.over(&mut input, |binder| binder.scalar(&of.expr));
        if expr.ty == Type::Dynamic {
            self.dynamic_key("the value", expr.span);
        }
        let name: Arc<str> = match &of.target {
            Target::Name(name) => name.text.as_str().into(),
            Target::None | Target::Names(_) => {
                self.result_name(&of.expr).unwrap_or_else(|| "Column1".to_owned()).into()
            }
        };
        let schema = Arc::new(Schema {
            fields: vec![Field { name: Arc::clone(&name), ty: expr.ty }],
            open: false,
        });
        let keys = vec![NamedExpr { name, expr }];
        let node = PlanNode::Aggregate { input: Box::new(input), keys, aggregates: Vec::new() };
        let distinct = Plan { node, schema: Arc::clone(&schema), span: op.span };
        Plan { node: PlanNode::Take { input: Box::new(distinct), count }, schema, span: op.span }
    }
}
