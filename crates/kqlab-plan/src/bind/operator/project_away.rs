//! `project-away`, `project-keep`: columns by name and wildcard, in the order of the input.

use std::collections::HashSet;
use std::sync::Arc;

use kqlab_syntax::ast::{self, ExprKind as Ast, Operator};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase, Span};

use crate::bind::Binder;
use crate::bind::suggest;
use crate::expr::{Expr, NamedExpr};
use crate::plan::PlanNode;
use crate::{Field, Plan, Schema};

impl Binder<'_, '_> {
    /// `project-away a, b*`, `project-keep a, b*`
    pub(super) fn project_away(
        &mut self,
        input: Plan,
        columns: &[ast::Expr],
        keep: bool,
        op: &Operator,
    ) -> Plan {
        self.check_parameters_of(op, &[]);
        let mut named: HashSet<Arc<str>> = HashSet::new();
        for column in columns {
            named.extend(self.matching_columns(&input, column).into_iter().map(|field| field.name));
        }
        let fields = input
            .schema
            .fields
            .iter()
            .filter(|field| named.contains(&field.name) == keep)
            .cloned()
            .collect::<Vec<Field>>();
        if fields.is_empty() && keep && !input.schema.open && !self.has_errors() {
            self.error(binding::UNKNOWN_COLUMN, op.span, "none of these columns is here");
        }
        choose(input, fields, op.span)
    }

    /// The columns that a name or wildcard means; `*` is all.
    pub(super) fn matching_columns(&mut self, input: &Plan, column: &ast::Expr) -> Vec<Field> {
        let schema = &input.schema;
        match &column.kind {
            Ast::Paren(inner) => self.matching_columns(input, inner),
            Ast::Star => schema.fields.clone(),
            Ast::Wildcard(pattern) => {
                let found: Vec<Field> = schema
                    .fields
                    .iter()
                    .filter(|field| matches(&pattern.text, &field.name))
                    .cloned()
                    .collect();
                // The official binder refuses it, the service does not: published rules drop `*1, *2` after one join.
                if found.is_empty() && !schema.open {
                    let message = format!("no column is named like `{}`", pattern.text);
                    let code = binding::UNKNOWN_COLUMN;
                    self.report(Diagnostic::warning(Phase::Binding, code, column.span, message));
                }
                found
            }
            Ast::Name(name) => match schema.get(&name.text) {
                Some(field) => vec![field.clone()],
                None if schema.open => {
                    let origin = self.origin_of(input);
                    self.remember(origin.as_ref(), &name.text.as_str().into());
                    Vec::new()
                }
                None => {
                    let near =
                        suggest::near(&name.text, schema.fields.iter().map(|field| &*field.name));
                    let message = format!("there is no column `{}` here", name.text);
                    self.unknown_name(binding::UNKNOWN_COLUMN, name.span, message, near);
                    Vec::new()
                }
            },
            Ast::Error => Vec::new(),
            _ => {
                self.error(binding::TYPE_MISMATCH, column.span, "a column's name is expected");
                Vec::new()
            }
        }
    }
}

/// Only these columns of the input.
pub(super) fn choose(input: Plan, fields: Vec<Field>, span: Span) -> Plan {
    let column = |field: &Field| NamedExpr {
        name: Arc::clone(&field.name),
        expr: Expr::column(Arc::clone(&field.name), field.ty, span),
    };
    let columns = fields.iter().map(column).collect();
    let schema = Arc::new(Schema { fields, open: input.schema.open });
    Plan { node: PlanNode::Project { input: Box::new(input), columns }, schema, span }
}

/// Whether a name matches a pattern of text and `*`.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::matches;

    /// `project-away-operator`: a column name with wildcards.
    #[test]
    fn stars_stand_for_any_text() {
        assert!(
            matches("a*", "abc")
                && matches("*c", "abc")
                && matches("*b*", "abc")
                && matches("*", "abc")
        );
        assert!(matches("a*c", "abc") && matches("a*c", "ac"));
        assert!(
            !matches("a*b", "abc")
                && !matches("b*", "abc")
                && !matches("abc", "abcd")
                && !matches("ab*bc", "abc")
        );
    }
}
