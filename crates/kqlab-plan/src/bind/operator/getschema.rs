//! `getschema`: the schema is known, so the rows are

use std::sync::Arc;

use kqlab_syntax::ast::Operator;

use crate::bind::Binder;
use crate::bind::parameter::{self, Takes};
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema, Type, Value};

impl Binder<'_, '_> {
    /// `getschema`, `getschema kind=csl`
    pub(super) fn getschema(&mut self, input: &Plan, op: &Operator) -> Plan {
        self.check_parameters_of(op, &[("kind", Takes::Word(&["csl"]))]);
        let (fields, rows) = match parameter::word(op, "kind").as_deref() {
            Some("csl") => {
                let columns =
                    input.schema.fields.iter().map(|field| format!("{}:{}", field.name, field.ty));
                let text = columns.collect::<Vec<_>>().join(",");
                (vec![Field::new("Schema", Type::String)], vec![vec![Value::string(text)]])
            }
            _ => (schema_columns(), input.schema.fields.iter().zip(0..).map(schema_row).collect()),
        };
        Plan { node: PlanNode::Values(rows), schema: Arc::new(Schema::new(fields)), span: op.span }
    }
}

fn schema_columns() -> Vec<Field> {
    vec![
        Field::new("ColumnName", Type::String),
        Field::new("ColumnOrdinal", Type::Long),
        Field::new("DataType", Type::String),
        Field::new("ColumnType", Type::String),
    ]
}

/// Ordinals count from 0 (measured).
fn schema_row((field, ordinal): (&Field, i64)) -> Vec<Value> {
    vec![
        Value::String(Arc::clone(&field.name)),
        Value::Long(ordinal),
        Value::string(field.ty.clr_name()),
        Value::string(field.ty.name()),
    ]
}
