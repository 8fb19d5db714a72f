//! `project-rename`

use std::sync::Arc;

use kqlab_syntax::ast::{self, ExprKind as Ast, NamedExpr as AstNamed, Operator, Target};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::expr::{Expr, NamedExpr};
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema};

impl Binder<'_, '_> {
    /// `project-rename new = old`: in place.
    pub(super) fn project_rename(
        &mut self,
        mut input: Plan,
        columns: &[AstNamed],
        op: &Operator,
    ) -> Plan {
        let mut renamed: Vec<(Arc<str>, &ast::Name)> = Vec::new();
        for column in columns {
            let expr = self.over(&mut input, |binder| binder.scalar(&column.expr));
            let source = self
                .source_column(&column.expr, &expr)
                .or_else(|| column_name(&column.expr, &input.schema));
            let target = match &column.target {
                Target::Name(name) => Some(name),
                Target::Names(names) if names.len() == 1 => names.first(),
                Target::None | Target::Names(_) => None,
            };
            match (source, target) {
                (Some(source), Some(target)) => renamed.push((source, target)),
                (None, Some(_)) if expr.ty == crate::Type::Unknown => {}
                (None, Some(_)) => {
                    self.error(binding::TYPE_MISMATCH, column.expr.span, "a column is expected")
                }
                (_, None) => {
                    self.error(binding::TYPE_MISMATCH, column.expr.span, "`new = old` is expected")
                }
            }
        }
        let mut fields = input.schema.fields.clone();
        let mut sources: Vec<Arc<str>> =
            fields.iter().map(|field| Arc::clone(&field.name)).collect();
        for (source, target) in renamed {
            if fields.iter().any(|field| *field.name == *target.text) {
                let message = format!("the column `{}` is there already", target.text);
                self.error(binding::DUPLICATE_NAME, target.span, message);
            } else if let Some(index) = sources.iter().position(|name| *name == source) {
                fields[index] = Field::new(target.text.as_str(), fields[index].ty);
            }
        }
        let named = |(field, source): (&Field, Arc<str>)| NamedExpr {
            name: Arc::clone(&field.name),
            expr: Expr::column(source, field.ty, op.span),
        };
        let columns = fields.iter().zip(sources.drain(..)).map(named).collect();
        let schema = Arc::new(Schema { fields, open: input.schema.open });
        Plan { node: PlanNode::Project { input: Box::new(input), columns }, schema, span: op.span }
    }
}

fn column_name(expr: &ast::Expr, schema: &Schema) -> Option<Arc<str>> {
    match &expr.kind {
        Ast::Name(name) => schema.get(&name.text).map(|field| Arc::clone(&field.name)),
        _ => None,
    }
}
