//! Columns that only the data knows: what may have them, what is assumed of them, and what is told.

use std::collections::HashSet;
use std::sync::Arc;

use kqlab_syntax::ast;
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase, Severity, Span};

use super::expr::Entity;
use super::walk::inputs;
use super::{Binder, Place, suggest};
use crate::expr::Expr;
use crate::plan::PlanNode;
use crate::{Plan, Type};

/// What has columns that only the data knows.
#[derive(Clone, Debug, Default)]
pub(super) struct DataOrigin {
    /// The nearest operator whose columns come from the data.
    operator: Option<Brings>,
    /// The tables whose rows may have further columns than those known.
    tables: Vec<Open>,
}

/// An operator whose columns come from the data.
#[derive(Clone, Debug)]
pub(super) struct Brings {
    /// The plugin's name.
    pub(super) operator: Arc<str>,
    /// Its input had no rows.
    pub(super) empty: bool,
}

#[derive(Clone, Debug)]
struct Open {
    table: Arc<str>,
    /// Some of its columns are known.
    declared: bool,
}

impl Binder<'_, '_> {
    /// A name that is nothing known: a column of an open schema, or an error.
    pub(super) fn inferred_column(&mut self, name: &ast::Name) -> Entity {
        let open =
            self.place == Place::Normal && self.row.as_ref().is_some_and(|row| row.schema.open);
        if !open {
            self.unknown_column(name);
            return Entity::Unknown;
        }
        let text: Arc<str> = name.text.as_str().into();
        let origin = self.row.as_mut().and_then(|row| {
            row.inferred.push(Arc::clone(&text));
            row.origin.clone()
        });
        if let Some(origin) = origin {
            self.data_will_tell(&text, name.span, &origin);
        }
        Entity::Scalar(Expr::column(text, Type::Unknown, name.span))
    }

    fn unknown_column(&mut self, name: &ast::Name) {
        let text = &name.text;
        let origin = self.row.as_ref().and_then(|row| row.origin.clone());
        if let Some(brings) = origin.and_then(|origin| origin.operator) {
            return self.not_brought(name, &brings);
        }
        let columns: Vec<Arc<str>> =
            self.row.iter().flat_map(|row| row.fields()).map(|field| field.name).collect();
        let locals = self.locals.names().map(|(name, _)| name);
        let near = suggest::near(text, columns.iter().chain(locals).map(|name| &**name));
        let message = format!("there is no column, variable or function `{text}` here");
        self.unknown_name(binding::UNKNOWN_COLUMN, name.span, message, near);
    }

    /// Reports a column that an operator might have brought, and has not.
    fn not_brought(&mut self, name: &ast::Name, Brings { operator, empty }: &Brings) {
        let text = &name.text;
        let message = format!(
            "there is no column `{text}` after `{operator}`, whose columns come from the data"
        );
        let hint = if *empty {
            format!(
                "the input of `{operator}` has no rows here, so it brings no columns; column_ifexists(\"{text}\", ...) holds either way"
            )
        } else {
            format!("column_ifexists(\"{text}\", ...) holds whether the data brings it or not")
        };
        self.error_hint(binding::DATA_DEPENDENT, name.span, message, hint);
    }

    /// Says that a column cannot be checked: for each name of a table of which some columns are known, once for an
    /// operator.
    fn data_will_tell(&mut self, name: &str, span: Span, origin: &DataOrigin) {
        let (end, severity) = match origin {
            DataOrigin { operator: Some(Brings { operator, .. }), .. } => {
                (format!("the columns of `{operator}` depend on the data"), Severity::Info)
            }
            DataOrigin { tables, .. } => match tables.iter().find(|open| open.declared) {
                Some(Open { table, .. }) => {
                    (format!("`{table}` may have more columns than those known"), Severity::Warning)
                }
                None => return,
            },
        };
        let message = format!("`{name}` cannot be checked: {end}");
        let once = severity == Severity::Info;
        let said = |d: &Diagnostic| {
            d.code == binding::OPEN_SCHEMA
                && (d.message == message || once && d.message.ends_with(&end))
        };
        if !self.diagnostics.iter().any(said) {
            let warning = Diagnostic::warning(Phase::Binding, binding::OPEN_SCHEMA, span, message);
            self.report(Diagnostic { severity, ..warning });
        }
    }

    /// Remembers that tables with further columns were asked for one.
    pub(super) fn remember(&mut self, origin: Option<&DataOrigin>, name: &Arc<str>) {
        let tables = origin.iter().flat_map(|origin| &origin.tables);
        let tables: Vec<Arc<str>> = tables.map(|open| Arc::clone(&open.table)).collect();
        if !tables.is_empty() {
            self.further.insert((tables, Arc::clone(name)));
        }
    }

    /// What in `plan` has columns that only the data knows, if anything has.
    pub(super) fn origin_of(&self, plan: &Plan) -> Option<DataOrigin> {
        if self.origins.is_empty() && !plan.schema.open {
            return None;
        }
        let mut search =
            Search { binder: self, origin: DataOrigin::default(), seen: HashSet::new() };
        search.enter(plan);
        let origin = search.origin;
        (origin.operator.is_some() || !origin.tables.is_empty()).then_some(origin)
    }
}

/// Looks through a plan for what has columns that only the data knows.
struct Search<'b, 'e, 'a> {
    binder: &'b Binder<'e, 'a>,
    origin: DataOrigin,
    /// The shared plans that were entered: each once, however often it is used.
    seen: HashSet<*const Plan>,
}

impl Search<'_, '_, '_> {
    fn enter(&mut self, plan: &Plan) {
        match &plan.node {
            PlanNode::Computed(id) => {
                let brings = || self.binder.origins.get(id).cloned();
                self.origin.operator = self.origin.operator.take().or_else(brings);
            }
            PlanNode::Plugin(call) if plan.schema.open => {
                let operator = call.def.name.into();
                self.origin.operator.get_or_insert(Brings { operator, empty: false });
                call.input.iter().for_each(|input| self.enter(input));
            }
            PlanNode::Plugin(_) => {}
            PlanNode::Table { name, .. } if plan.schema.open => {
                let declared = plan.schema.fields.iter().any(|field| field.ty != Type::Unknown);
                self.origin.tables.push(Open { table: Arc::clone(name), declared });
            }
            PlanNode::Shared(inner) => {
                if self.seen.insert(Arc::as_ptr(inner)) {
                    self.enter(inner);
                }
            }
            node => {
                let inputs: Vec<&Plan> = inputs(node).collect();
                let is_open = |input: &&&Plan| input.schema.open;
                // Where none is open, the columns come with the rows that are piped in.
                let piped = usize::from(!inputs.iter().any(|input| input.schema.open));
                let open = inputs.iter().filter(is_open);
                open.chain(inputs.iter().take(piped)).for_each(|input| self.enter(input));
            }
        }
    }
}
