//! JSON, with the comments that templates may have.

use jsonc_parser::ast::{ObjectPropName, Value as Ast};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use kqlab_syntax::codes::rules::BAD_JSON;
use kqlab_syntax::{Diagnostic, Phase};

use crate::{Entry, Escapes, Form, Node, Text, Value, offset, span};

/// Deeper documents are no rule files.
const MAX_DEPTH: usize = 100;

/// The value of a text.
pub(super) fn parse(text: &str) -> Result<Node, Diagnostic> {
    let bad = |start, end, what: &str| {
        let message = format!("not JSON: {what}");
        Diagnostic::error(Phase::Syntax, BAD_JSON, span(start, end), message)
    };
    if let Some(at) = too_deep(text) {
        return Err(bad(at, at + 1, "nested too deep"));
    }
    let options = ParseOptions { allow_comments: true, allow_trailing_commas: true, ..strict() };
    let parsed = parse_to_ast(text, &CollectOptions::default(), &options).map_err(|e| {
        let what = e.kind().to_string();
        bad(e.range().start, e.range().end, &what.to_lowercase())
    })?;
    match parsed.value {
        Some(value) => Ok(node(&value)),
        None => Err(bad(0, 0, "the file is empty")),
    }
}

fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn node(ast: &Ast<'_>) -> Node {
    let (start, end) = (ast.start(), ast.end());
    let value = match ast {
        Ast::NullKeyword(_) => Value::Null,
        Ast::BooleanLit(lit) => Value::Bool(lit.value),
        Ast::NumberLit(lit) => Value::Number(lit.value.to_owned()),
        Ast::StringLit(lit) => {
            let form = Form::From(offset(start + 1), Escapes::Backslash);
            Value::Text(Text { text: lit.value.clone().into_owned(), form })
        }
        Ast::Array(array) => Value::List(array.elements.iter().map(node).collect()),
        Ast::Object(object) => Value::Map(
            object
                .properties
                .iter()
                .map(|property| {
                    let at = property.name.range();
                    let key = match &property.name {
                        ObjectPropName::String(lit) => lit.value.clone().into_owned(),
                        ObjectPropName::Word(lit) => lit.value.to_owned(),
                    };
                    Entry { key, at: span(at.start, at.end), value: node(&property.value) }
                })
                .collect(),
        ),
    };
    Node { value, span: span(start, end) }
}

/// The bracket that is one too many: the parser goes down the stack with every one.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, b) in text.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}
