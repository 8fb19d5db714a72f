//! What the lexer found wrong, as diagnostics.

use crate::lexer::{Fault, Tokens};
use crate::{Diagnostic, Phase, Span, codes};

pub(super) fn diagnostics(text: &str, tokens: &Tokens) -> impl Iterator<Item = Diagnostic> {
    tokens.faults.iter().map(|fault| match *fault {
        Fault::Unclosed(span, lacks) => unclosed(text, span, lacks),
        Fault::Character(span) => character(text, span),
    })
}

/// On the line where the closing sign is missing; a multi-line string begins lines above.
fn unclosed(text: &str, span: Span, lacks: &str) -> Diagnostic {
    let end = Span::new(span.end, span.end);
    let is_one_line = !text[span.range()].contains(['\n', '\r']);
    let place = if is_one_line { span } else { end };
    let rest = &text[span.end as usize..];
    let message = match rest.chars().next() {
        Some('\\') => format!("expected an escape such as `\\n` or `\\\\`, found {:?}", head(rest)),
        Some(_) => format!("expected `{lacks}`, found the end of the line"),
        None => format!("expected `{lacks}`, found the end of the query"),
    };
    let diagnostic = Diagnostic::error(Phase::Syntax, codes::syntax::UNCLOSED, place, message);
    let diagnostic = match is_one_line {
        true => diagnostic,
        false => diagnostic.with_label(Span::new(span.start, span.start + 3), "begins here"),
    };
    if rest.starts_with('\\') {
        diagnostic
            .with_hint("a backslash itself is written `\\\\`; in `@\"...\"` it stands for itself")
    } else if lacks.len() == 1 && lacks != ")" {
        diagnostic.with_hint("a string of several lines is written between three backticks")
    } else {
        diagnostic
    }
}

fn head(text: &str) -> String {
    text.chars().take(2).collect()
}

fn character(text: &str, span: Span) -> Diagnostic {
    let c = &text[span.range()];
    let message = format!("expected a token of KQL, found `{c}`");
    let diagnostic = Diagnostic::error(Phase::Syntax, codes::syntax::UNEXPECTED, span, message);
    match c {
        "\u{201c}" | "\u{201d}" => diagnostic.with_hint("write straight quotes: `\"`"),
        "\u{2018}" | "\u{2019}" => diagnostic.with_hint("write straight quotes: `'`"),
        "&" => diagnostic.with_hint("write `and`"),
        "^" => diagnostic.with_hint("write `pow(x, y)`"),
        _ => diagnostic,
    }
}
