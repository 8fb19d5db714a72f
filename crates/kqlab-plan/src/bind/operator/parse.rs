//! `parse`, `parse-where`

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator, ParameterValue, ParsePart as AstPart};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase, Span};

use crate::bind::Binder;
use crate::bind::parameter::{self, Takes};
use crate::expr::Expr;
use crate::plan::{Parse, ParseKind, ParsePart, PlanNode};
use crate::{Field, Plan, Schema, Type};

impl Binder<'_, '_> {
    /// `parse x with "a" b:long *`
    pub(super) fn parse_operator(
        &mut self,
        mut input: Plan,
        expr: &ast::Expr,
        pattern: &[AstPart],
        drop_unmatched: bool,
        op: &Operator,
    ) -> Plan {
        let kinds = Takes::Word(&["simple", "regex", "relaxed"]);
        self.check_parameters_of(op, &[("kind", kinds), ("flags", Takes::Any)]);
        let expr = self.over(&mut input, |binder| binder.scalar(expr));
        let expr = self.as_text(expr);
        let kind =
            match parameter::word(op, "kind").unwrap_or_default().to_ascii_lowercase().as_str() {
                "regex" => ParseKind::Regex,
                "relaxed" => ParseKind::Relaxed,
                _ => ParseKind::Simple,
            };
        let parts = self.parse_pattern(pattern);
        let mut fields = input.schema.fields.clone();
        for part in &parts {
            if let ParsePart::Column(column) = part {
                match fields.iter_mut().find(|field| field.name == column.name) {
                    Some(field) => *field = column.clone(),
                    None => fields.push(column.clone()),
                }
            }
        }
        let schema = Arc::new(Schema { fields, open: input.schema.open });
        let flags = flags(op).into();
        let parse = Parse { input, expr, kind, flags, pattern: parts, drop_unmatched };
        if let Some(field) = parse.unmeasured() {
            self.unmeasured(field, pattern);
        }
        Plan { node: PlanNode::Parse(Box::new(parse)), schema, span: op.span }
    }

    fn unmeasured(&mut self, field: &Field, pattern: &[AstPart]) {
        let span = pattern.iter().find_map(|part| match part {
            AstPart::Column(name, _) if *name.text == *field.name => Some(name.span),
            _ => None,
        });
        let message = format!(
            "what the column `{}` of type {} matches at this place of a pattern is not known",
            field.name, field.ty
        );
        let code = binding::UNSUPPORTED_OPERATOR;
        let fault = Diagnostic::error(Phase::Binding, code, span.unwrap_or_default(), message);
        self.report_to_run(fault.with_hint("put a text after it, or parse it as a string"));
    }

    /// A value as the string that is parsed.
    pub(super) fn as_text(&mut self, expr: Expr) -> Expr {
        match expr.ty {
            Type::String | Type::Unknown => expr,
            _ => self.call_conversion(expr, Type::String),
        }
    }

    fn parse_pattern(&mut self, pattern: &[AstPart]) -> Vec<ParsePart> {
        let mut parts = Vec::with_capacity(pattern.len());
        let mut declared: Vec<&str> = Vec::new();
        for (index, part) in pattern.iter().enumerate() {
            let before = index.checked_sub(1).map(|index| &pattern[index]);
            match part {
                AstPart::Star(span) => {
                    self.check_star(before, pattern.get(index + 1), *span);
                    parts.push(ParsePart::Star);
                }
                AstPart::Text(text, _) => parts.push(ParsePart::Text(text.as_str().into())),
                AstPart::Column(name, ty) => {
                    if before.is_some_and(|before| !matches!(before, AstPart::Text(..))) {
                        let message = format!("the column `{}` must follow a text", name.text);
                        self.error(binding::TYPE_MISMATCH, name.span, message);
                    }
                    if declared.contains(&name.text.as_str()) {
                        let message = format!("the column `{}` is declared twice", name.text);
                        self.error(binding::DUPLICATE_NAME, name.span, message);
                    }
                    declared.push(&name.text);
                    parts.push(ParsePart::Column(Field::new(
                        name.text.as_str(),
                        ty.map_or(Type::String, Type::from),
                    )));
                }
            }
        }
        parts
    }

    /// A `*` stands before a text, and not after a column that takes any text itself.
    fn check_star(&mut self, before: Option<&AstPart>, after: Option<&AstPart>, span: Span) {
        if after.is_some_and(|after| !matches!(after, AstPart::Text(..))) {
            self.error(binding::TYPE_MISMATCH, span, "a text must follow `*`");
        }
        if let Some(AstPart::Column(_, ty)) = before
            && ty.is_none_or(|ty| ty == ast::TypeName::String)
        {
            self.error(binding::AMBIGUOUS, span, "`*` after a string column is ambiguous");
        }
    }
}

/// `flags=Ui`
fn flags(op: &Operator) -> String {
    match parameter::find(op, &["flags"]).map(|parameter| &parameter.value) {
        Some(ParameterValue::Name(name)) => name.text.clone(),
        Some(ParameterValue::Literal(ast::Literal::String(text), _)) => text.value.clone(),
        _ => String::new(),
    }
}
