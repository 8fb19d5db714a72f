//! `assert-schema`

use kqlab_syntax::ast::RowSchema;
use kqlab_syntax::codes::binding;

use crate::bind::Binder;
use crate::{Plan, Type};

impl Binder<'_, '_> {
    /// `assert-schema (a:long)`: the columns must be these.
    pub(super) fn assert_schema(&mut self, input: Plan, schema: &RowSchema) -> Plan {
        let expected =
            schema.columns.iter().map(|column| (column.name.text.as_str(), Type::from(column.ty)));
        let found = input.schema.fields.iter().map(|field| (&*field.name, field.ty));
        if !input.schema.open && !expected.eq(found) {
            let found: Vec<String> =
                input.schema.fields.iter().map(|f| format!("{}:{}", f.name, f.ty)).collect();
            let message = format!("the table's columns are ({})", found.join(", "));
            self.error(binding::TYPE_MISMATCH, schema.span, message);
        }
        input
    }
}
