//! `project-by-names`: columns by computed names, which must be known before the query runs.

use std::sync::Arc;

use kqlab_syntax::ast::{self, Operator};
use kqlab_syntax::codes::binding;
use serde_json::Value as Json;

use super::project_away::{choose, matches};
use crate::bind::Binder;
use crate::{Field, Plan, Value};

impl Binder<'_, '_> {
    /// `project-by-names "a", dynamic(["b", "c*"])`
    pub(super) fn project_by_names(
        &mut self,
        mut input: Plan,
        names: &[ast::Expr],
        op: &Operator,
    ) -> Plan {
        let patterns = self.over(&mut input, |binder| {
            let mut patterns = Vec::new();
            for name in names {
                let expr = binder.scalar(name);
                match binder.fold(&expr) {
                    Some(Value::String(text)) => patterns.push(text.to_string()),
                    Some(Value::Dynamic(json)) => patterns.extend(texts(&json)),
                    _ if binder.declaring => {}
                    _ => binder.error(
                        binding::NOT_CONSTANT,
                        expr.span,
                        "names must be known before the query runs",
                    ),
                }
            }
            patterns
        });
        let mut fields: Vec<Field> = Vec::new();
        for pattern in &patterns {
            let found = input.schema.fields.iter().filter(|field| matches(pattern, &field.name));
            let found: Vec<Field> =
                found.filter(|field| !fields.contains(field)).cloned().collect();
            fields.extend(found);
        }
        choose(input, fields, op.span)
    }
}

fn texts(json: &Arc<Json>) -> Vec<String> {
    match &**json {
        Json::String(text) => vec![text.clone()],
        Json::Array(items) => items.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}
