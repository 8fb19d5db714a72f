//! Objects one after the other, or in arrays: records whose fields are known by name or path.

use kqlab_functions::core::{Dynamic, Ref};
use kqlab_functions::json::walk;
use kqlab_plan::expr::PathStep;
use kqlab_plan::{Field, Schema};
use kqlab_syntax::Span;
use serde_json::value::RawValue;

use super::Rows;
use super::mapping::{Mapping, Part, misfit};
use crate::Result;

/// What fills a column.
pub(super) enum Source {
    /// What stands at this path.
    Path(Vec<PathStep>),
    /// The same text in each row.
    Const(String),
    /// Nothing.
    Absent,
}

/// What fills each column: the property of its name, unless a mapping says otherwise.
pub(super) fn paths(schema: &Schema, mapping: Option<&Mapping>, span: Span) -> Result<Vec<Source>> {
    let source = |field: &Field| match mapping.map(|mapping| mapping.part(&field.name)) {
        None => Ok(Source::Path(vec![PathStep::Key(field.name.clone())])),
        Some(Some(Part::Path(path))) => Ok(Source::Path(path.clone())),
        Some(Some(Part::Const(text))) => Ok(Source::Const(text.clone())),
        Some(Some(Part::Ordinal(_))) => Err(misfit(&field.name, "Path", span)),
        Some(None) => Ok(Source::Absent),
    };
    schema.fields.iter().map(source).collect()
}

/// Reads all records but the first `skip`.
pub(super) fn read(
    body: &str,
    sources: &[Source],
    skip: usize,
    rows: &mut Rows,
) -> Result<(), String> {
    let values = serde_json::Deserializer::from_str(body).into_iter::<&RawValue>();
    let mut left = skip;
    let mut record = |text: &str| -> Result<(), String> {
        if !text.starts_with('{') {
            return Err(format!("a record is an object, not {}", shortened(text)));
        }
        if left > 0 {
            left -= 1;
            return Ok(());
        }
        rows.push_row(sources.iter().map(|source| match source {
            Source::Path(path) => {
                walk(text, path).map_or(Ref::Null, |found| Ref::Dynamic(Dynamic::Text(found)))
            }
            Source::Const(text) => Ref::String(text),
            Source::Absent => Ref::Null,
        }));
        Ok(())
    };
    for value in values {
        let text = value.map_err(|error| error.to_string())?.get();
        if text.starts_with('[') {
            let inside: Vec<&RawValue> =
                serde_json::from_str(text).map_err(|error| error.to_string())?;
            inside.into_iter().try_for_each(|value| record(value.get()))?;
        } else {
            record(text)?;
        }
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    const MOST: usize = 20;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
