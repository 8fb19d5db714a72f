//! The pattern of parse as a regex.
//!
//! | piece | simple, relaxed | regex |
//! |---|---|---|
//! | text | itself | the user's regex |
//! | `*` | `.*?` | `.*?` |
//! | a string column | `.*?` | `.*` |
//! | a typed column | `.*?`; before a `*` its type's shape | its type's shape |
//! | the whole | from the start of the text to its end | anywhere |
//!
//! The shapes are measured on a real Kusto engine; where none is, the pattern is refused.

use std::sync::Arc;

use kqlab_functions::Context;
use kqlab_plan::plan::{Parse, ParseKind, ParsePart};
use kqlab_plan::{Field, Type};
use kqlab_syntax::Span;
use kqlab_syntax::codes::{binding, execution};
use regex::Regex;

use crate::fault::{fault, refused};
use crate::{Fault, Result};

/// A compiled pattern.
pub(super) struct Pattern {
    regex: Arc<Regex>,
    /// The columns, in the order of the pattern.
    pub(super) fields: Vec<Field>,
}

impl Pattern {
    /// Compiles the pattern of an operator.
    pub(super) fn new(parse: &Parse, cx: &Context, span: Span) -> Result<Self> {
        let (mut text, mut fields) = (prefix(parse, span)?, Vec::new());
        for (position, part) in parse.pattern.iter().enumerate() {
            match part {
                ParsePart::Star => text.push_str(".*?"),
                ParsePart::Text(literal) if parse.kind == ParseKind::Regex => {
                    text.push_str(&format!("(?:{literal})"));
                }
                ParsePart::Text(literal) => text.push_str(&regex::escape(literal)),
                ParsePart::Column(field) => {
                    let capture = capture(parse, position, field, span)?;
                    text.push_str(&format!("(?P<{}>{capture})", group(fields.len())));
                    fields.push(field.clone());
                }
            }
        }
        if parse.kind != ParseKind::Regex {
            text.push_str(r"\z");
        }
        let regex = cx.regex(&text).map_err(|error| refused(error, span))?;
        Ok(Self { regex, fields })
    }

    /// The captured texts, if the text matches.
    pub(super) fn groups<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let captures = self.regex.captures(text)?;
        let one = |position| captures.name(&group(position)).map_or("", |found| found.as_str());
        Some((0..self.fields.len()).map(one).collect())
    }
}

/// Groups of the user's own regexes may stand between ours, so ours have names.
fn group(position: usize) -> String {
    format!("kqlab_column_{position}")
}

fn prefix(parse: &Parse, span: Span) -> Result<String> {
    if parse.kind != ParseKind::Regex {
        return Ok(r"(?s)\A".to_owned());
    }
    if let Some(flag) = parse.flags.chars().find(|flag| !"ismU".contains(*flag)) {
        let message = format!("expected the flags i, s, m or U, found '{flag}'");
        return Err(fault(execution::BAD_ARGUMENT, span, message));
    }
    if parse.flags.is_empty() {
        return Ok(String::new());
    }
    let mut flags: Vec<char> = parse.flags.chars().collect();
    flags.sort_unstable();
    flags.dedup();
    Ok(format!("(?{})", flags.into_iter().collect::<String>()))
}

/// What a column matches.
fn capture(parse: &Parse, position: usize, field: &Field, span: Span) -> Result<String> {
    let rest = &parse.pattern[position + 1..];
    let wildcard = matches!(field.ty, Type::String | Type::Dynamic);
    let refuse = || Err(unmeasured(field, span));
    match parse.kind {
        ParseKind::Regex if wildcard => Ok(".*".to_owned()),
        ParseKind::Regex => {
            // At the end of the pattern, and with the flag U, dates and timespans do not answer as their shape does.
            let odd = rest.is_empty() || parse.flags.contains('U');
            if odd && matches!(field.ty, Type::Datetime | Type::Timespan) {
                return refuse();
            }
            Ok(regex_shape(field.ty).to_owned())
        }
        ParseKind::Simple | ParseKind::Relaxed => match rest {
            [ParsePart::Star, after @ ..] => match simple_shape(field.ty) {
                Some(shape) if after.is_empty() => Ok(format!("(?:{shape})?")),
                Some(shape) => Ok(shape.to_owned()),
                None => refuse(),
            },
            _ => Ok(".*?".to_owned()),
        },
    }
}

fn unmeasured(field: &Field, span: Span) -> Fault {
    let message = format!(
        "what the column '{}' of type {} matches at this place of a pattern is not known",
        field.name, field.ty
    );
    let mut refusal = fault(binding::UNSUPPORTED_OPERATOR, span, message);
    refusal.hint = Some("put a text after the column, or parse it as a string".to_owned());
    refusal
}

const INTEGER: &str = r"\s*[-+]?\d+";
const GUID: &str = r"\s*(?:\{[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\}|[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12})";
const DATETIME: &str = r"\s*(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{1,4})(?:[Tt ]\s*\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d*)?)?)?(?:[Zz]|[-+]\d{1,2}(?::\d{1,2})?)?";
const TIMESPAN: &str =
    r"\s*-?(?:\d+\.\d{1,2}:\d{1,2}:\d{1,2}|\d{1,2}:\d{1,2}(?::\d{1,2})?)(?:\.\d*)?";

fn simple_shape(ty: Type) -> Option<&'static str> {
    Some(match ty {
        Type::Int | Type::Long => INTEGER,
        Type::Real | Type::Decimal => r"\s*[-+]?(?:\d+\.?\d*|\.\d+)",
        Type::Bool => r"\s*(?:(?i:true|false)|[-+]?\d+)",
        Type::Guid => GUID,
        Type::String | Type::Datetime | Type::Timespan | Type::Dynamic | Type::Unknown => {
            return None;
        }
    })
}

fn regex_shape(ty: Type) -> &'static str {
    match ty {
        Type::Int | Type::Long => INTEGER,
        Type::Real | Type::Decimal => r"\s*[-+]?\d+(?:\.\d+)?",
        Type::Bool => r"\s*(?i:true|false)",
        Type::Guid => GUID,
        Type::Datetime => DATETIME,
        Type::Timespan => TIMESPAN,
        Type::String | Type::Dynamic | Type::Unknown => ".*",
    }
}
