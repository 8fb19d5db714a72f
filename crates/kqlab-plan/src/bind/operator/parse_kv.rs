//! `parse-kv`

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator, RowSchema};
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::bind::parameter::{self, Takes};
use crate::plan::{ParseKv, PlanNode};
use crate::{Field, Plan, Schema, Type};

impl Binder<'_, '_> {
    /// `parse-kv x as (a:string) with (pair_delimiter=";")`
    pub(super) fn parse_kv(
        &mut self,
        mut input: Plan,
        expr: &ast::Expr,
        keys: &RowSchema,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(
            op,
            &[
                ("pair_delimiter", Takes::Text),
                ("kv_delimiter", Takes::Text),
                ("regex", Takes::Text),
                ("quote", Takes::Text),
                ("escape", Takes::Text),
                ("greedy", Takes::Bool),
            ],
        );
        let expr = self.over(&mut input, |binder| binder.scalar(expr));
        let expr = self.as_text(expr);
        let keys = self.declared_columns(keys);
        let mut fields = input.schema.fields.clone();
        for key in &keys {
            match fields.iter_mut().find(|field| field.name == key.name) {
                Some(field) => *field = key.clone(),
                None => fields.push(key.clone()),
            }
        }
        let schema = Arc::new(Schema { fields, open: input.schema.open });
        let text = |name: &str| parameter::find(op, &[name]).and_then(parameter::text_of);
        let quotes =
            op.parameters.iter().filter(|p| p.name.text == "quote").filter_map(parameter::text_of);
        let node = PlanNode::ParseKv(Box::new(ParseKv {
            input,
            expr,
            keys,
            pair_delimiter: text("pair_delimiter").unwrap_or_default().into(),
            kv_delimiter: text("kv_delimiter").unwrap_or_default().into(),
            quotes: quotes.map(Arc::from).collect(),
            escape: text("escape").and_then(|escape| escape.chars().next()),
            greedy: parameter::flag(op, &["greedy"]).unwrap_or(false),
            regex: text("regex").map(Arc::from),
        }));
        Plan { node, schema, span: op.span }
    }

    /// `(a:long, b:string)`
    pub(in crate::bind) fn declared_columns(&mut self, schema: &RowSchema) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        for column in &schema.columns {
            if fields.iter().any(|field| *field.name == *column.name.text) {
                let message = format!("the column `{}` is declared twice", column.name.text);
                self.error(binding::DUPLICATE_NAME, column.name.span, message);
                continue;
            }
            fields.push(Field::new(column.name.text.as_str(), Type::from(column.ty)));
        }
        fields
    }
}
