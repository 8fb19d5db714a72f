//! The one diagnostic type of kqlab. Phases collect several; only the edge renders them.

use crate::Span;
use crate::codes::About;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// The answer stands, but something had to be assumed.
    Warning,
    /// There is no answer.
    Error,
}

/// The phase that found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Lexing and parsing.
    Syntax,
    /// Names, types and schemas.
    Binding,
    /// Reading files into tables.
    Data,
    /// Running the plan.
    Execution,
}

/// One entry of the code table: stable once published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// The stable identifier, such as `KQL1001`.
    pub id: &'static str,
    /// What the docs say of it.
    pub about: &'static About,
}

/// A span with a note of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be said about this place.
    pub text: String,
}

/// What went wrong, where, and what to do about it.
///
/// Messages are lower case and say what was expected and what was found; advice goes to `hint`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The phase that found it.
    pub phase: Phase,
    /// The entry of the code table.
    pub code: Code,
    /// What was expected and what was found.
    pub message: String,
    /// Where in the query; `None` when no part of the query is at fault (a data file, say).
    pub span: Option<Span>,
    /// Further places that matter.
    pub labels: Vec<Label>,
    /// What the user can do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error at `span`.
    #[must_use]
    pub fn error(phase: Phase, code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            phase,
            code,
            message: message.into(),
            span: Some(span),
            labels: Vec::new(),
            hint: None,
        }
    }

    /// A warning at `span`.
    #[must_use]
    pub fn warning(phase: Phase, code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(phase, code, span, message) }
    }

    /// The same with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with one more labelled place.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// The same without a place in the query.
    #[must_use]
    pub fn without_span(mut self) -> Self {
        self.span = None;
        self
    }

    /// Whether there is no answer because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
