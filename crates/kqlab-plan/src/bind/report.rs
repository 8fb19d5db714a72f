//! Collecting diagnostics.

use kqlab_syntax::codes::binding;
use kqlab_syntax::{Code, Diagnostic, Phase, Severity, Span};

use super::Binder;
use super::expr::Entity;
use crate::expr::{Expr, ExprKind};
use crate::plan::PlanNode;
use crate::{Mode, Plan, Type, Value};

impl Binder<'_, '_> {
    /// Adds a diagnostic; the same one twice (a function's body is bound at every call) is one.
    pub(super) fn report(&mut self, mut diagnostic: Diagnostic) {
        if let Some(outside) = &self.outside {
            diagnostic = outside.diagnostic(diagnostic);
        }
        self.diagnostics.insert(diagnostic);
    }

    /// Adds what keeps a plan from running: a warning where it is only checked.
    pub(super) fn report_to_run(&mut self, diagnostic: Diagnostic) {
        let severity = match self.env.mode {
            Mode::Run => Severity::Error,
            Mode::Check => Severity::Warning,
        };
        self.report(Diagnostic { severity, ..diagnostic });
    }

    /// Adds an error.
    pub(super) fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::error(Phase::Binding, code, span, message));
    }

    /// Adds an error with advice.
    pub(super) fn error_hint(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.report(Diagnostic::error(Phase::Binding, code, span, message).with_hint(hint));
    }

    /// Reports a name that is not there.
    pub(super) fn unknown_name(
        &mut self,
        code: Code,
        span: Span,
        message: String,
        hint: Option<String>,
    ) {
        match hint {
            Some(near) => self.error_hint(code, span, message, format!("did you mean `{near}`?")),
            None => self.error(code, span, message),
        }
    }

    /// Reports a table where a scalar belongs. A name that is no column may be that of a table by chance.
    pub(super) fn no_scalar(&mut self, entity: &Entity, span: Span) {
        let hint = "toscalar(...) takes the first value of a table";
        let message = match entity {
            Entity::Table(Plan { node: PlanNode::Table { name, .. }, .. })
                if self.row.is_some() =>
            {
                format!("a scalar is expected, and `{name}` is no column here, but a table")
            }
            _ => "a scalar is expected, this is a table".to_owned(),
        };
        self.error_hint(binding::SCALAR_EXPECTED, span, message, hint);
    }

    /// Whether an error was found so far.
    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Everything that was found.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics.into_iter().collect()
    }
}

/// The value of an expression that is in error.
pub(super) fn unknown(span: Span) -> Expr {
    Expr { kind: ExprKind::Literal(Value::Null(Type::Unknown)), ty: Type::Unknown, span }
}
