//! `ingestion_time()`: files do not keep the time at which a service took a row in, so a column stands for it.

use std::sync::Arc;

use kqlab_syntax::ast;
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase};

use super::Binder;
use super::expr::Entity;
use crate::environment::Mode;
use crate::expr::Expr;
use crate::{Field, Type, Value};

/// The columns that hold it, the best first; that rows were taken in when they were generated is an assumption.
const COLUMNS: [(&str, bool); 5] = [
    ("$IngestionTime", false),
    ("_IngestionTime", false),
    ("IngestionTime", false),
    ("TimeGenerated", true),
    ("Timestamp", true),
];

impl Binder<'_, '_> {
    /// The column of the row that tells it; outside of a table it is null (ingestion-time-function).
    pub(super) fn ingestion_time(&mut self, call: &ast::Call) -> Entity {
        let null = Expr::literal(Value::null(Type::Datetime), call.span);
        let Some(row) = self.row.as_ref() else { return Entity::Scalar(null) };
        let datetime = |name| row.get(name).filter(|field: &Field| field.ty == Type::Datetime);
        let found = COLUMNS.iter().find_map(|(name, assumed)| Some((datetime(name)?, *assumed)));
        let Some((field, assumed)) = found else {
            self.no_ingestion_time(call);
            return Entity::Scalar(null);
        };
        if assumed && self.env.mode == Mode::Run {
            self.assume_ingestion_time(call, &field.name);
        }
        Entity::Scalar(Expr::column(field.name, Type::Datetime, call.span))
    }

    fn assume_ingestion_time(&mut self, call: &ast::Call, column: &Arc<str>) {
        let message = format!("`{column}` is taken for the time of a row's ingestion");
        let warning = Diagnostic::warning(Phase::Binding, binding::ASSUMED, call.span, message);
        if self.diagnostics.iter().all(|known| known.message != warning.message) {
            self.report(warning.with_hint("a column IngestionTime of datetimes would tell it"));
        }
    }

    fn no_ingestion_time(&mut self, call: &ast::Call) {
        let message = "no column here tells when a row was ingested";
        let code = binding::UNSUPPORTED_FUNCTION;
        let error = Diagnostic::error(Phase::Binding, code, call.name.span, message);
        self.report_to_run(
            error.with_hint("a column IngestionTime, TimeGenerated or Timestamp tells it"),
        );
    }
}
