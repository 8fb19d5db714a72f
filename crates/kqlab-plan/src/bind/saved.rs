//! Saved functions: their text read as a function, and where its spans stand in the file that holds it.

use std::rc::Rc;
use std::sync::Arc;

use kqlab_syntax::ast::{self, ExprKind as Ast, StatementKind};
use kqlab_syntax::{Diagnostic, Span};

use super::scope::{Function, Locals};
use crate::environment::{Origin, SavedFunction};

/// The text that a saved function was read from.
pub(super) struct Text {
    body: Arc<str>,
    /// Where the body begins in what was parsed.
    start: usize,
    origin: Option<Arc<Origin>>,
}

/// What is being bound while spans mean another text than the query's.
#[derive(Clone)]
pub(super) struct Outside {
    /// The call in the query.
    pub(super) call: Span,
    /// The innermost function.
    pub(super) function: Arc<str>,
    /// Its text.
    pub(super) text: Option<Rc<Text>>,
}

impl Text {
    /// `functions/F.yaml:12:5`, or the file alone for what stands in no line of it.
    fn place(&self, span: Span) -> Option<String> {
        let origin = self.origin.as_ref()?;
        let at = (span.start as usize).checked_sub(self.start);
        let before = at.and_then(|at| self.body.get(..at));
        let place = before.and_then(|before| {
            let line = before.matches('\n').count();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let (line, column) = origin.lines.get(line)?;
            Some((line, *column as usize + before[start..].chars().count()))
        });
        Some(match place {
            Some((line, column)) => format!("{}:{line}:{column}", origin.file),
            None => origin.file.to_string(),
        })
    }
}

impl Outside {
    /// A diagnostic of the function's text as one of the call, that tells where in the file it is.
    pub(super) fn diagnostic(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let place = self.text.as_ref().zip(diagnostic.span).and_then(|(text, at)| text.place(at));
        let place = place.map_or_else(String::new, |place| format!(" ({place})"));
        diagnostic.span = Some(self.call);
        diagnostic.labels.clear();
        diagnostic.message =
            format!("in function `{}`{place}: {}", self.function, diagnostic.message);
        diagnostic
    }
}

/// Reads a saved function's text as a function; what cannot be read shows up as an error where it is called.
pub(super) fn read(saved: &SavedFunction) -> Function {
    let head = format!("let f = {} {{\n", saved.parameters);
    let parsed = kqlab_syntax::parse(&format!("{head}{}\n}}", saved.body));
    let function = parsed.query.statements.into_iter().find_map(|statement| match statement.kind {
        StatementKind::LetFunction(function) => Some(function),
        _ => None,
    });
    let (parameters, body) = match function {
        Some(function) => (function.parameters, function.body),
        None => (Vec::new(), ast::Expr { kind: Ast::Error, span: Span::default() }),
    };
    let text =
        Text { body: Arc::clone(&saved.body), start: head.len(), origin: saved.origin.clone() };
    let of_body = parsed.diagnostics.into_iter().find(Diagnostic::is_error).map(|fault| {
        let place = fault.span.and_then(|span| text.place(span));
        match place {
            Some(place) => format!("{place}: {}", fault.message),
            None => fault.message,
        }
    });
    let unreadable = saved.fault.as_deref().map(str::to_owned).or(of_body);
    Function {
        name: Arc::clone(&saved.name),
        view: false,
        parameters,
        body,
        locals: Locals::default(),
        text: Some(Rc::new(text)),
        unreadable,
    }
}
