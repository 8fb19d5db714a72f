//! `ingestionMapping` (management/mappings): which part of a record fills which column.

use kqlab_functions::json::parse_path;
use kqlab_plan::expr::PathStep;
use kqlab_syntax::Span;
use kqlab_syntax::codes::binding;
use serde_json::Value as Json;

use crate::fault::{fault, refused};
use crate::{Fault, Result};

/// What the query says of its columns, by their names.
#[derive(Debug)]
pub(super) struct Mapping(Vec<(String, Part)>);

/// What fills a column.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// The field at this position, from 0.
    Ordinal(usize),
    /// What stands at this path of the record.
    Path(Vec<PathStep>),
    /// The same text in each row.
    Const(String),
}

impl Mapping {
    /// `[{"Column": "a", "Properties": {"Path": "$.x"}}]`; the properties may stand beside the column's name too.
    pub(super) fn parse(text: &str, span: Span) -> Result<Self> {
        let wrong = || {
            let message = "`ingestionMapping` of externaldata is no array of column mappings";
            let mut refusal = fault(binding::BAD_PARAMETER, span, message);
            let hint = r#"it is written as [{"Column": "a", "Properties": {"Path": "$.x"}}]"#;
            refusal.hint = Some(hint.to_owned());
            refusal
        };
        let json: Json = serde_json::from_str(text).map_err(|_| wrong())?;
        let entries = json.as_array().ok_or_else(wrong)?;
        let entry = |entry: &Json| {
            let column = property(entry, "column").and_then(Json::as_str).ok_or_else(wrong)?;
            let properties = property(entry, "properties").unwrap_or(entry);
            Ok((column.to_owned(), part(properties, span)?.ok_or_else(wrong)?))
        };
        Ok(Self(entries.iter().map(entry).collect::<Result<_>>()?))
    }

    /// What fills the column; nothing does if the mapping does not name it.
    pub(super) fn part(&self, column: &str) -> Option<&Part> {
        self.0.iter().find(|(name, _)| name == column).map(|(_, part)| part)
    }
}

/// A property; their names are written with and without capitals.
fn property<'j>(entry: &'j Json, name: &str) -> Option<&'j Json> {
    let mut properties = entry.as_object()?.iter();
    properties.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn part(properties: &Json, span: Span) -> Result<Option<Part>> {
    if property(properties, "transform").is_some_and(|t| !t.is_null()) {
        let message = "externaldata: `Transform` in an ingestion mapping is not supported";
        return Err(fault(binding::UNSUPPORTED_OPERATOR, span, message));
    }
    let text = |name| property(properties, name).and_then(Json::as_str);
    if let Some(path) = text("path") {
        return Ok(Some(Part::Path(parse_path(path).map_err(|error| refused(error, span))?)));
    }
    if let Some(constant) = property(properties, "constvalue") {
        let text = constant.as_str().map_or_else(|| constant.to_string(), str::to_owned);
        return Ok(Some(Part::Const(text)));
    }
    let ordinal = property(properties, "ordinal").and_then(|ordinal| match ordinal {
        Json::String(digits) => digits.trim().parse().ok(),
        number => number.as_u64().and_then(|n| usize::try_from(n).ok()),
    });
    Ok(ordinal.map(Part::Ordinal))
}

/// A mapping by something that records of this format do not have.
pub(super) fn misfit(column: &str, needs: &str, span: Span) -> Fault {
    let message = format!("externaldata: records of this format are mapped by {needs}");
    let mut refusal = fault(binding::BAD_PARAMETER, span, message);
    refusal.hint = Some(format!("look at the column `{column}` of the ingestion mapping"));
    refusal
}
