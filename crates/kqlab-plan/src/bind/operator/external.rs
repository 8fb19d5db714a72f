//! Tables that are written or named in the query: `datatable`, `externaldata`, `inline_external_table`

use std::sync::Arc;

use kqlab_syntax::ast::{self, Datatable, ExternalData, InlineExternalTable, ParameterValue};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase, Span};

use crate::bind::Binder;
use crate::bind::convert;
use crate::expr::{Expr, ExprKind};
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema, Type, Value};

/// The properties of externaldata, some of which tell what the others do, too.
const PROPERTIES: [&str; 6] = [
    "format",
    "ignoreFirstRecord",
    "ingestionMapping",
    "ingestionMappingKind",
    "ingestionMappingType",
    "zipPattern",
];

impl Binder<'_, '_> {
    /// `datatable(a:long) [1, 2]`
    pub(in crate::bind) fn datatable(&mut self, table: &Datatable, span: Span) -> Plan {
        let fields = self.declared_columns(&table.schema);
        let width = fields.len();
        if width == 0 || !table.values.len().is_multiple_of(width) {
            let message =
                format!("the table has {width} columns, but {} values", table.values.len());
            self.error(binding::TYPE_MISMATCH, span, message);
        }
        let mut rows = Vec::with_capacity(table.values.len() / width.max(1));
        for row in table.values.chunks(width.max(1)) {
            let values =
                row.iter().zip(&fields).map(|(value, field)| self.datum(value, field)).collect();
            rows.push(values);
        }
        Plan { node: PlanNode::Values(rows), schema: Arc::new(Schema::new(fields)), span }
    }

    /// A value of a datatable: of the column's type, or converted to it.
    fn datum(&mut self, value: &ast::Expr, field: &Field) -> Value {
        let (expr, _) = self.with_row(None, |binder| binder.scalar(value));
        let null = Value::null(field.ty);
        match self.fold(&expr) {
            Some(found) if found.ty() == field.ty => found,
            Some(found) if found.is_null() => null,
            Some(found) => {
                let literal = Expr::literal(found, value.span);
                let widened = convert::convert(literal.clone(), field.ty);
                if let ExprKind::Literal(value) = widened.kind {
                    return value;
                }
                match self
                    .converted_constant(&literal, field.ty)
                    .and_then(|expr| expr.as_literal().cloned())
                {
                    Some(value) => value,
                    // What cannot be read as the type is null.
                    None => null,
                }
            }
            None => {
                if expr.ty != Type::Unknown && !self.declaring {
                    let message =
                        format!("a value of the column `{}` must be a constant", field.name);
                    self.error(binding::NOT_CONSTANT, value.span, message);
                }
                null
            }
        }
    }

    /// `externaldata(a:long) ["https://..."]`
    pub(in crate::bind) fn external_data(&mut self, data: &ExternalData, span: Span) -> Plan {
        let fields = self.declared_columns(&data.schema);
        let mut uris: Vec<Arc<str>> = Vec::new();
        for uri in &data.uris {
            let (expr, _) = self.with_row(None, |binder| {
                binder.scalar_of(uri, Type::String, "a connection string")
            });
            if let Some(text) = self.constant_text(&expr, "a connection string") {
                uris.push(text.split(';').next().unwrap_or_default().into());
            }
        }
        let mut properties = Vec::new();
        for property in &data.properties {
            let value = match &property.value {
                ParameterValue::Literal(literal, _) => crate::bind::literal::value(literal),
                ParameterValue::Name(name) => Value::string(&name.text),
                ParameterValue::Expr(expr) => {
                    let (value, _) = self.with_row(None, |binder| binder.scalar(expr));
                    match self.fold(&value) {
                        Some(value) => value,
                        None => {
                            let message = "a property of externaldata must be a constant";
                            self.error(binding::NOT_CONSTANT, expr.span, message);
                            continue;
                        }
                    }
                }
                ParameterValue::Names(names) => {
                    let span = names.first().map_or(property.name.span, |name| name.span);
                    let message = "a property of externaldata takes one value";
                    self.error(binding::BAD_PARAMETER, span, message);
                    continue;
                }
            };
            self.check_property(&property.name);
            properties.push((Arc::from(property.name.text.as_str()), value));
        }
        Plan {
            node: PlanNode::ExternalData { uris, properties },
            schema: Arc::new(Schema::new(fields)),
            span,
        }
    }

    fn check_property(&mut self, name: &ast::Name) {
        if PROPERTIES.iter().any(|known| known.eq_ignore_ascii_case(&name.text)) {
            return;
        }
        let message = format!("externaldata with `{}` is not supported", name.text);
        let code = binding::UNSUPPORTED_OPERATOR;
        let hint = format!("it knows {}", PROPERTIES.join(", "));
        let refusal = Diagnostic::error(Phase::Binding, code, name.span, message);
        self.report_to_run(refusal.with_hint(hint));
    }

    /// `inline_external_table (...) ...`: only its columns are known.
    pub(in crate::bind) fn inline_external_table(
        &mut self,
        table: &InlineExternalTable,
        span: Span,
    ) -> Plan {
        self.not_executed(span, "`inline_external_table` is not supported");
        let mut fields =
            table.schema.as_ref().map(|schema| self.declared_columns(schema)).unwrap_or_default();
        for (column, expr) in &table.partition {
            if expr.is_none() {
                fields.push(Field::new(column.name.text.as_str(), Type::from(column.ty)));
            }
        }
        let schema = Schema { fields, open: table.schema.is_none() };
        let node = PlanNode::Unsupported { operator: "inline_external_table", inputs: Vec::new() };
        Plan { node, schema: Arc::new(schema), span }
    }
}
