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
//! The shapes are measured on a real Kusto engine; where none is, the binder refuses the pattern. Of a datetime before a
//! `*` only that is certain which can be read in one way: a row with another text there is refused.

use std::borrow::Cow;
use std::sync::Arc;

use kqlab_functions::Context;
use kqlab_plan::plan::{Parse, ParseKind, ParsePart};
use kqlab_plan::{Field, Type};
use kqlab_syntax::Span;
use kqlab_syntax::codes::{binding, execution};
use regex::Regex;

use super::literals::Literals;
use crate::fault::{fault, refused};
use crate::{Fault, Result};

/// A compiled pattern.
pub(super) struct Pattern {
    regex: Arc<Regex>,
    /// The same without a regex, where that can be.
    literals: Option<Literals>,
    /// The same with any text for the datetimes before a `*`, and which columns these are.
    loose: Option<(Arc<Regex>, Vec<usize>)>,
    /// The columns, in the order of the pattern.
    pub(super) fields: Vec<Field>,
    span: Span,
}

impl Pattern {
    /// Compiles the pattern of an operator.
    pub(super) fn new(parse: &Parse, cx: &Context, span: Span) -> Result<Self> {
        let compiled = |text: &str| cx.regex(text).map_err(|error| refused(error, span));
        let regex = compiled(&text(parse, DATETIME_BEFORE_STAR, span)?)?;
        let columns = parse.pattern.iter().enumerate().filter_map(|(at, part)| match part {
            ParsePart::Column(field) => Some((at, field)),
            _ => None,
        });
        let (mut fields, mut dates) = (Vec::new(), Vec::new());
        for (at, field) in columns {
            if field.ty == Type::Datetime && is_before_star(parse, at) {
                dates.push(fields.len());
            }
            fields.push(field.clone());
        }
        let loose = match dates.is_empty() {
            true => None,
            false => Some((compiled(&text(parse, ".*?", span)?)?, dates)),
        };
        Ok(Self { regex, literals: Literals::new(parse), loose, fields, span })
    }

    /// The captured texts, if the text matches.
    pub(super) fn groups<'t>(&self, text: &'t str) -> Result<Option<Vec<&'t str>>> {
        match &self.literals {
            Some(literals) => Ok(literals.groups(text)),
            None => self.captured(text),
        }
    }

    /// What the regex captures.
    fn captured<'t>(&self, text: &'t str) -> Result<Option<Vec<&'t str>>> {
        let captures = self.regex.captures(text);
        if let Some((loose, dates)) = &self.loose {
            let certain = captures.as_ref().is_some_and(|captures| {
                let mut found = dates.iter().filter_map(|at| captures.name(&group(*at)));
                found.all(|found| ends_here(&text[found.end()..]))
            });
            if !certain && loose.is_match(text) {
                return Err(self.uncertain(dates[0]));
            }
        }
        let one = |captures: &regex::Captures<'t>, position| {
            captures.name(&group(position)).map_or("", |found| found.as_str())
        };
        Ok(captures.map(|captures| {
            (0..self.fields.len()).map(|position| one(&captures, position)).collect()
        }))
    }

    fn uncertain(&self, position: usize) -> Fault {
        let message = format!(
            "how much of a row's text the column '{}' of type datetime matches is not known",
            self.fields[position].name
        );
        let mut refusal = fault(binding::UNSUPPORTED_OPERATOR, self.span, message);
        refusal.hint = Some("put a text after the column, or parse it as a string".to_owned());
        refusal
    }
}

/// Whether a date that is followed by this text is at its end, for whoever reads it.
fn ends_here(rest: &str) -> bool {
    let word = rest.trim_start();
    let noon = word.get(..2).is_some_and(|two| ["am", "pm"].contains(&two.to_lowercase().as_str()));
    let sign_or_digit = word.starts_with(|c: char| c.is_ascii_digit() || "+-.:,".contains(c));
    let joined = rest.starts_with(char::is_alphanumeric);
    !noon && !sign_or_digit && !joined
}

/// The regex of the pattern; `date` is what a datetime before a `*` matches.
fn text(parse: &Parse, date: &str, span: Span) -> Result<String> {
    let (mut text, mut columns) = (prefix(parse, span)?, 0);
    for (position, part) in parse.pattern.iter().enumerate() {
        match part {
            ParsePart::Star => text.push_str(".*?"),
            ParsePart::Text(literal) if parse.kind == ParseKind::Regex => {
                text.push_str(&format!("(?:{literal})"));
            }
            ParsePart::Text(literal) => text.push_str(&regex::escape(literal)),
            ParsePart::Column(field) => {
                let capture = capture(parse, position, field, date);
                text.push_str(&format!("(?P<{}>{capture})", group(columns)));
                columns += 1;
            }
        }
    }
    if parse.kind != ParseKind::Regex {
        text.push_str(r"\z");
    }
    Ok(text)
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
fn capture<'a>(parse: &Parse, position: usize, field: &Field, date: &'a str) -> Cow<'a, str> {
    if parse.kind == ParseKind::Regex {
        return regex_shape(field.ty).into();
    }
    if !is_before_star(parse, position) {
        return ".*?".into();
    }
    if field.ty == Type::Datetime {
        return date.into();
    }
    let shape = simple_shape(field.ty);
    match parse.pattern.len() - position {
        2 => format!("(?:{shape})?").into(),
        _ => shape.into(),
    }
}

fn is_before_star(parse: &Parse, position: usize) -> bool {
    parse.kind != ParseKind::Regex
        && matches!(parse.pattern.get(position + 1), Some(ParsePart::Star))
}

const INTEGER: &str = r"\s*[-+]?\d+";
const GUID: &str = r"\s*(?:\{[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\}|[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12})";
const DATETIME: &str = r"\s*(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{1,4})(?:[Tt ]\s*\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d*)?)?)?(?:[Zz]|[-+]\d{1,2}(?::\d{1,2})?)?";
/// A date that is read in one way, if nothing follows that may belong to it.
const DATETIME_BEFORE_STAR: &str = r"\s*\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z?";
const TIMESPAN: &str =
    r"\s*-?(?:\d+\.\d{1,2}:\d{1,2}:\d{1,2}|\d{1,2}:\d{1,2}(?::\d{1,2})?)(?:\.\d*)?";

fn simple_shape(ty: Type) -> &'static str {
    match ty {
        Type::Int | Type::Long => INTEGER,
        Type::Real | Type::Decimal => r"\s*[-+]?(?:\d+\.?\d*|\.\d+)",
        Type::Bool => r"\s*(?:(?i:true|false)|[-+]?\d+)",
        Type::Guid => GUID,
        // A datetime has a shape of its own; the binder refuses the others.
        Type::String | Type::Datetime | Type::Timespan | Type::Dynamic | Type::Unknown => ".*?",
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use kqlab_plan::{Expr, Plan, PlanNode, Schema, Value};

    /// The pattern of words: `*`, `$` for a column, others are texts.
    fn pattern(words: &str) -> Pattern {
        let part = |(at, word): (usize, &str)| match word {
            "*" => ParsePart::Star,
            "$" => ParsePart::Column(Field::new(format!("c{at}"), Type::String)),
            text => ParsePart::Text(text.into()),
        };
        let parse = Parse {
            input: Plan {
                node: PlanNode::Values(Vec::new()),
                schema: Arc::new(Schema::default()),
                span: Span::default(),
            },
            expr: Expr::literal(Value::string(""), Span::default()),
            kind: ParseKind::Simple,
            flags: "".into(),
            pattern: words.split_whitespace().enumerate().map(part).collect(),
            drop_unmatched: false,
        };
        Pattern::new(&parse, &Context::new(0), Span::default()).expect("a pattern")
    }

    /// Over every text of two letters and a character of several bytes, up to a length.
    #[test]
    fn texts_with_wildcards_between_are_found_as_a_regex_finds_them() {
        let mut texts = vec![String::new()];
        for _ in 0..6 {
            let longer = texts.iter().flat_map(|t| ["a", "b", "é"].map(|c| format!("{t}{c}")));
            let longer: Vec<String> = longer.collect();
            texts.extend(longer);
            texts.sort();
            texts.dedup();
        }
        let patterns = [
            "* a $ b *",
            "a $ b",
            "$ ab",
            "$",
            "*",
            "a",
            "a b",
            "$ a $ b $",
            "* aa $",
            "aba $ ba",
            "* é $ a",
            "a * ab",
            "$ a b * é",
            "* b $ b",
        ];
        for words in patterns {
            let pattern = pattern(words);
            assert!(pattern.literals.is_some(), "{words}");
            for text in &texts {
                let found = pattern.groups(text).expect("certain");
                let captured = pattern.captured(text).expect("certain");
                assert_eq!(found, captured, "{words} over {text}");
            }
        }
        assert!(["* $ a", "$ *", "a $ $"].iter().all(|words| pattern(words).literals.is_none()));
    }
}
