//! Why a kernel gives no answer. The executor adds the span.

use kqlab_syntax::Code;
use kqlab_syntax::codes::execution;

/// A kernel's refusal. Bad values in rows are nulls as in Kusto; this is for what no row can mend:
/// an invalid regex, an argument out of its documented range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvalError {
    /// The entry of the code table.
    pub code: Code,
    /// What was expected and what was found.
    pub message: String,
    /// What the user can do.
    pub hint: Option<String>,
}

impl EvalError {
    /// An argument's value is not one that the function takes.
    #[must_use]
    pub fn argument(message: impl Into<String>) -> Self {
        Self { code: execution::BAD_ARGUMENT, message: message.into(), hint: None }
    }

    /// A limit on size or depth is reached.
    #[must_use]
    pub fn limit(message: impl Into<String>) -> Self {
        Self { code: execution::LIMIT, message: message.into(), hint: None }
    }

    /// A defect of kqlab.
    #[must_use]
    pub fn internal(message: impl Into<String>) -> Self {
        Self { code: execution::INTERNAL, message: message.into(), hint: None }
    }

    /// The same with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
