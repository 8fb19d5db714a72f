//! Why a plan gives no answer: one boxed diagnostic.

use kqlab_functions::EvalError;
use kqlab_syntax::{Code, Diagnostic, Phase, Span};

/// What stops a plan.
pub type Fault = Box<Diagnostic>;

/// A result whose error is a [`Fault`].
pub type Result<T, E = Fault> = std::result::Result<T, E>;

/// An execution error at `span`.
pub(crate) fn fault(code: Code, span: Span, message: impl Into<String>) -> Fault {
    Box::new(Diagnostic::error(Phase::Execution, code, span, message))
}

/// A kernel's refusal, at the call that it refused.
pub(crate) fn refused(error: EvalError, span: Span) -> Fault {
    let mut diagnostic = Diagnostic::error(Phase::Execution, error.code, span, error.message);
    diagnostic.hint = error.hint;
    Box::new(diagnostic)
}
