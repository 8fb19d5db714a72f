//! What the lexer found wrong, as diagnostics among the parser's.

use crate::lexer::{Fault, Tokens};
use crate::{Diagnostic, Phase, Span, codes};

/// The parser's diagnostics and the lexer's, in the order of the text. Where the lexer has found something
/// wrong, what the parser says of the same token, or of the rest of that line, is only its consequence.
pub(super) fn with_faults(text: &str, tokens: &Tokens, parser: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = tokens
        .faults
        .iter()
        .enumerate()
        .filter(|(at, fault)| {
            !continues(at.checked_sub(1).map(|before| tokens.faults[before]), **fault)
        })
        .map(|(_, fault)| of(text, *fault))
        .collect();
    diagnostics.extend(parser);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    diagnostics.dedup_by(|later, first| later.span == first.span && later.phase == first.phase);
    let mut quiet_until = 0;
    diagnostics.retain(|diagnostic| {
        let Some(span) = diagnostic.span else { return true };
        if span.start < quiet_until {
            return false;
        }
        if tokens.faults.iter().any(|fault| matches!(fault, Fault::Unclosed(at, _) if *at == span))
        {
            quiet_until = line_end(text, span.end);
        }
        true
    });
    diagnostics
}

/// `&&` is one mistake.
fn continues(before: Option<Fault>, fault: Fault) -> bool {
    match (before, fault) {
        (Some(Fault::Character(before)), Fault::Character(span)) => before.end == span.start,
        _ => false,
    }
}

fn line_end(text: &str, from: u32) -> u32 {
    let rest = &text[from as usize..];
    let length = rest.find(['\n', '\r']).unwrap_or(rest.len() + 1);
    from + u32::try_from(length).unwrap_or(u32::MAX - from)
}

fn of(text: &str, fault: Fault) -> Diagnostic {
    match fault {
        Fault::Unclosed(span, lacks) => unclosed(text, span, lacks),
        Fault::Character(span) => character(text, span),
    }
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
        "!" => diagnostic.with_hint("write `not(...)`"),
        "^" => diagnostic.with_hint("write `pow(x, y)`"),
        _ => diagnostic,
    }
}
