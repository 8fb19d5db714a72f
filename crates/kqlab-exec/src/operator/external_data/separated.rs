//! Separated values (RFC 4180 with any delimiter): records of fields that are known by their position.

use kqlab_functions::core::Ref;
use kqlab_plan::Schema;
use kqlab_syntax::Span;

use super::Rows;
use super::mapping::{Mapping, Part, misfit};
use crate::Result;

/// What fills a column.
pub(super) enum Field {
    /// The field at this position; a record may be too short for it.
    At(usize),
    /// The same text in each row.
    Const(String),
    /// Nothing.
    Absent,
}

/// What fills each column: the field at its own position, unless a mapping says otherwise.
pub(super) fn positions(
    schema: &Schema,
    mapping: Option<&Mapping>,
    span: Span,
) -> Result<Vec<Field>> {
    let Some(mapping) = mapping else {
        return Ok((0..schema.fields.len()).map(Field::At).collect());
    };
    let field = |field: &kqlab_plan::Field| match mapping.part(&field.name) {
        Some(Part::Ordinal(position)) => Ok(Field::At(*position)),
        Some(Part::Const(text)) => Ok(Field::Const(text.clone())),
        Some(Part::Path(_)) => Err(misfit(&field.name, "Ordinal", span)),
        None => Ok(Field::Absent),
    };
    schema.fields.iter().map(field).collect()
}

/// Reads all records but the first `skip`; the text is UTF-8, so are its fields.
pub(super) fn read(body: &str, delimiter: u8, fields: &[Field], skip: usize, rows: &mut Rows) {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true);
    let mut reader = builder.from_reader(body.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut left = skip;
    // Text in memory that is UTF-8 always reads.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        if left > 0 {
            left -= 1;
            continue;
        }
        rows.push_row(fields.iter().map(|field| match field {
            // An empty field is null, of a dynamic column too; of string, null is the empty string.
            Field::At(position) => {
                record.get(*position).filter(|text| !text.is_empty()).map_or(Ref::Null, Ref::String)
            }
            Field::Const(text) => Ref::String(text),
            Field::Absent => Ref::Null,
        }));
    }
}
