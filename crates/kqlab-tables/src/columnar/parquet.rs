//! Parquet: a row group is read at a time, and of it only the columns that are wanted.

use std::collections::HashMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use kqlab_plan::Type;
use polars_arrow::array::Array;
use polars_arrow::datatypes::{ArrowDataType, Field, TimeUnit};
use polars_buffer::Buffer;
use polars_parquet::arrow::read::schema::{
    SchemaInferenceOptions, infer_schema_with_options, read_custom_key_value_metadata,
};
use polars_parquet::arrow::read::{
    BasicDecompressor, ColumnChunkMetadata, FileMetadata, PageReader, column_iter_to_arrays,
    read_metadata,
};

use super::types::{self, plain};
use super::{Group, damaged, header_column};
use crate::Input;
use crate::read::HeaderColumn;

/// The key of a file's own metadata under which KQL types stand that Parquet has no types for.
pub(super) const TYPES: &str = "kqlab.types";

/// A Parquet file whose footer has been read.
#[derive(Debug)]
pub(super) struct Parquet {
    metadata: FileMetadata,
    fields: Vec<Field>,
}

impl Parquet {
    pub(super) fn detect(head: &[u8]) -> bool {
        head.starts_with(b"PAR1")
    }

    pub(super) fn open(input: &Input) -> io::Result<(Self, Vec<HeaderColumn>)> {
        let metadata = read_metadata(&mut input.open_seekable()?).map_err(damaged)?;
        // Spark's timestamps: nanoseconds would overflow for dates outside 1677 to 2262.
        let options = SchemaInferenceOptions { int96_coerce_to_timeunit: TimeUnit::Microsecond };
        let schema = infer_schema_with_options(&metadata, &Some(options)).map_err(damaged)?;
        let told = told(&metadata);
        let fields: Vec<Field> = schema.iter_values().cloned().map(plain).collect();
        let column = |field: &Field| header_column(field, told.get(field.name.as_str()).copied());
        let columns = fields.iter().map(column).collect();
        Ok((Self { metadata, fields }, columns))
    }

    pub(super) fn groups(&self) -> u64 {
        self.metadata.row_groups.len() as u64
    }

    pub(super) fn read(&self, input: &Input, group: u64, wanted: &[bool]) -> io::Result<Group> {
        let group = usize::try_from(group).ok().and_then(|at| self.metadata.row_groups.get(at));
        let group = group.ok_or_else(|| damaged("a row group is missing"))?;
        types::check(self.fields.iter(), wanted)?;
        let mut file = input.open_seekable()?;
        let mut arrays: Vec<_> = self.fields.iter().map(|_| None).collect();
        for (at, field) in self.fields.iter().enumerate().filter(|(at, _)| wanted[*at]) {
            let chunks: Vec<_> = group
                .columns_under_root_iter(&field.name)
                .ok_or_else(|| damaged(format!("the column {} is missing", field.name)))?
                .collect();
            arrays[at] = Some(column(&mut file, &chunks, field, group.num_rows())?);
        }
        Ok(Group { rows: group.num_rows(), arrays })
    }
}

/// The types that the writer of the file says its columns have.
fn told(metadata: &FileMetadata) -> HashMap<String, Type> {
    let metadata = read_custom_key_value_metadata(metadata.key_value_metadata());
    let types = metadata.get(TYPES).map(|types| types.as_str());
    let types: HashMap<String, String> =
        types.and_then(|types| serde_json::from_str(types).ok()).unwrap_or_default();
    types.into_iter().filter_map(|(name, ty)| Some((name, Type::parse(&ty)?))).collect()
}

/// A column of a row group. A nested column is several in the file.
fn column(
    file: &mut (impl Read + Seek),
    chunks: &[&ColumnChunkMetadata],
    field: &Field,
    rows: usize,
) -> io::Result<Box<dyn Array>> {
    let mut pages = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let range = chunk.byte_range();
        file.seek(SeekFrom::Start(range.start))?;
        let mut bytes = Vec::new();
        file.by_ref().take(range.end.saturating_sub(range.start)).read_to_end(&mut bytes)?;
        let bytes = Cursor::new(Buffer::from_vec(bytes));
        pages.push(BasicDecompressor::new(
            PageReader::new(bytes, chunk, Vec::new(), usize::MAX),
            Vec::new(),
        ));
    }
    let types = chunks.iter().map(|chunk| &chunk.descriptor().descriptor.primitive_type).collect();
    let (mut arrays, _) =
        column_iter_to_arrays(pages, types, field.clone(), None).map_err(damaged)?;
    let array = match arrays.len() {
        1 => arrays.remove(0),
        _ => {
            let parts: Vec<&dyn Array> = arrays.iter().map(|array| &**array).collect();
            polars_arrow::compute::concatenate::concatenate(&parts).map_err(damaged)?
        }
    };
    if array.len() != rows || matches!(array.dtype(), ArrowDataType::Unknown) {
        return Err(damaged(format!("the column {} has not as many rows as others", field.name)));
    }
    Ok(array)
}
