//! Tables as Parquet files that other tools read too, and that are the same tables when they are read back.
//!
//! A datetime is a timestamp in nanoseconds, as long as the column's values fit (1677 to 2262), and its ticks otherwise; a timespan is its ticks;
//! decimal, guid and dynamic are text. What the types are in KQL stands in the file's own metadata.

use std::io::{self, Write};
use std::sync::Arc;

use kqlab_columns::{Batch, Column, Data};
use kqlab_plan::{Schema, Type};
use kqlab_syntax::time::UNIX_EPOCH;
use polars_arrow::array::{Array, PrimitiveArray};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema, Field, TimeUnit};
use polars_arrow::record_batch::RecordBatchT;
use polars_parquet::arrow::write::{
    CompressionOptions, Encoding, FileWriter, KeyValue, StatisticsOptions, Version, WriteOptions,
    get_dtype_encoding, row_group_iter,
};

use super::damaged;
use super::parquet::TYPES;

/// A row group is written when it has so many rows, ...
const ROWS: usize = 128 * 1024;
/// ... or so many bytes of text.
const BYTES: usize = 64 * 1024 * 1024;

/// Writes batches of a schema as a Parquet file.
pub struct ParquetWriter<W: Write> {
    file: FileWriter<W>,
    schema: Arc<Schema>,
    columns: Vec<Stored>,
    waiting: Vec<Batch>,
    rows: usize,
    bytes: usize,
}

/// How a column is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stored {
    AsItIs,
    /// As nanoseconds since 1970.
    Nanoseconds,
}

/// Whether nanoseconds can tell a moment.
#[must_use]
pub(crate) fn fits_nanoseconds(ticks: i64) -> bool {
    nanoseconds(ticks).is_some()
}

fn nanoseconds(ticks: i64) -> Option<i64> {
    ticks.checked_sub(UNIX_EPOCH)?.checked_mul(100)
}

impl<W: Write> ParquetWriter<W> {
    /// A file of that schema. Of a datetime column `as_ticks` says whether it has moments that nanoseconds cannot
    /// tell.
    ///
    /// # Errors
    /// When the schema is none that a file can have.
    pub fn new(out: W, schema: &Arc<Schema>, as_ticks: impl Fn(&str) -> bool) -> io::Result<Self> {
        let stored = |field: &kqlab_plan::Field| match field.ty {
            Type::Datetime if !as_ticks(&field.name) => Stored::Nanoseconds,
            _ => Stored::AsItIs,
        };
        let columns: Vec<Stored> = schema.fields.iter().map(stored).collect();
        let fields = schema.fields.iter().zip(&columns).map(|(field, stored)| {
            let dtype = stored_type(field.ty, *stored);
            let name: &str = &field.name;
            (name.into(), Field::new(name.into(), dtype, field.ty != Type::String))
        });
        let arrow: ArrowSchema = fields.collect();
        let options = WriteOptions {
            statistics: StatisticsOptions::default(),
            version: Version::V1,
            compression: CompressionOptions::Zstd(None),
            data_page_size: None,
        };
        let file = FileWriter::try_new(out, arrow, options).map_err(damaged)?;
        let schema = Arc::clone(schema);
        Ok(Self { file, schema, columns, waiting: Vec::new(), rows: 0, bytes: 0 })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&mut self, batch: Batch) -> io::Result<()> {
        self.rows += batch.rows();
        self.bytes += batch.columns().iter().map(text_bytes).sum::<usize>();
        self.waiting.push(batch);
        if self.rows >= ROWS || self.bytes >= BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what is left, and the footer.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.flush()?;
        let types = self.schema.fields.iter();
        let types = types.map(|field| (field.name.to_string(), field.ty.name().into())).collect();
        let types = serde_json::Value::Object(types).to_string();
        let types = KeyValue { key: TYPES.to_owned(), value: Some(types) };
        self.file.end(Some(vec![types])).map_err(damaged)?;
        Ok(self.file.into_inner())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let group = Batch::concat(&self.schema, &std::mem::take(&mut self.waiting));
        (self.rows, self.bytes) = (0, 0);
        let rows = group.rows();
        let arrays = group.columns().iter().zip(&self.columns);
        let arrays: Vec<Box<dyn Array>> = arrays
            .map(|(column, stored)| stored_array(column, *stored))
            .collect::<io::Result<_>>()?;
        let encodings: Vec<Vec<Encoding>> =
            arrays.iter().map(|array| get_dtype_encoding(array.dtype())).collect();
        let fields = self.file.parquet_schema().fields().to_vec();
        let arrow = Arc::new(self.file.schema().clone());
        let chunk = RecordBatchT::try_new(rows, arrow, arrays).map_err(damaged)?;
        let group = row_group_iter(chunk, encodings.into(), fields, self.file.options());
        self.file.write(rows as u64, group).map_err(damaged)
    }
}

fn text_bytes(column: &Column) -> usize {
    match column.data() {
        Data::Text(array) => array.total_bytes_len(),
        Data::Bool(_) | Data::Int(_) | Data::Long(_) | Data::Real(_) => 0,
    }
}

fn stored_type(ty: Type, stored: Stored) -> ArrowDataType {
    match ty {
        _ if stored == Stored::Nanoseconds => {
            ArrowDataType::Timestamp(TimeUnit::Nanosecond, Some("UTC".into()))
        }
        Type::Bool => ArrowDataType::Boolean,
        Type::Int => ArrowDataType::Int32,
        Type::Long | Type::Datetime | Type::Timespan => ArrowDataType::Int64,
        Type::Real => ArrowDataType::Float64,
        Type::String | Type::Decimal | Type::Guid | Type::Dynamic | Type::Unknown => {
            ArrowDataType::Utf8View
        }
    }
}

fn stored_array(column: &Column, stored: Stored) -> io::Result<Box<dyn Array>> {
    match (column.data(), stored) {
        (Data::Long(array), Stored::Nanoseconds) => {
            let late = || damaged("a moment is past what nanoseconds can tell");
            let values = array
                .iter()
                .map(|ticks| ticks.map(|ticks| nanoseconds(*ticks).ok_or_else(late)).transpose());
            let values: Vec<Option<i64>> = values.collect::<io::Result<_>>()?;
            let array = PrimitiveArray::from(values);
            Ok(array.to(stored_type(Type::Datetime, stored)).boxed())
        }
        _ => Ok(column.array().to_boxed()),
    }
}
