//! `partition`, `__partitionby`: a pipeline over the rows of each value of a column

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::scope::{Scalar, Symbol};
use crate::expr::{Expr, ExprKind};
use crate::plan::PlanNode;
use crate::{Plan, Schema, Type};

impl Binder<'_, '_> {
    /// `partition by x (sub-pipeline)`; with braces the body is a whole query, `x` standing for the value.
    pub(super) fn partition(
        &mut self,
        mut input: Plan,
        by: &ast::Expr,
        body: &ast::Expr,
        braces: bool,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let key = self.over(&mut input, |binder| binder.scalar(by));
        let column = match &key.kind {
            ExprKind::Column(name) => Some(Arc::clone(name)),
            _ => None,
        };
        if column.is_none() && key.ty != Type::Unknown {
            self.error(binding::TYPE_MISMATCH, by.span, "a column is expected");
        }
        if key.ty == Type::Dynamic {
            self.dynamic_key(column.as_deref().unwrap_or("the key"), by.span);
        }
        if braces {
            return self.partition_query(input, &key, column, body, op);
        }
        let body = self.sub_pipeline(&Arc::clone(&input.schema), &input, body);
        let schema = Arc::clone(&body.schema);
        let by = column.unwrap_or_else(|| Arc::from(""));
        Plan {
            node: PlanNode::Partition { input: Box::new(input), by, body: Arc::new(body) },
            schema,
            span: op.span,
        }
    }

    fn partition_query(
        &mut self,
        input: Plan,
        key: &Expr,
        column: Option<Arc<str>>,
        body: &ast::Expr,
        op: &Operator,
    ) -> Plan {
        let body = self.scoped(|binder| {
            if let Some(column) = column {
                binder.locals.push(
                    column,
                    Symbol::Scalar(Scalar { expr: key.clone(), row: None }),
                    true,
                );
            }
            binder.with_row(None, |binder| binder.table(body)).0
        });
        let schema = (*body.schema).clone();
        self.unsupported("partition { }", vec![input], schema, op)
    }

    /// A pipeline over implicit rows: the first operator's input is `SubInput`.
    pub(super) fn sub_pipeline(
        &mut self,
        schema: &Arc<Schema>,
        input: &Plan,
        body: &ast::Expr,
    ) -> Plan {
        let origin = self.origin_of(input);
        let row = self.new_row(schema, origin);
        let outer = std::mem::replace(&mut self.within_rows, true);
        let (plan, _) = self.with_row(Some(row), |binder| binder.table(body));
        self.within_rows = outer;
        plan
    }
}
