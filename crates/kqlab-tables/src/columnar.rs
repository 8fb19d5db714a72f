//! Files that hold columns: Parquet and Arrow. What a file's own types are in KQL, and its arrays as KQL columns.
//!
//! ```text
//! file ──parquet, arrow──▶ Group of arrays ──values──▶ KQL columns, or the JSON of a value where types differ
//! ```

mod arrow;
mod parquet;
mod types;
mod values;
mod write;

use std::fmt::{self, Display};
use std::io;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use kqlab_plan::Type;
use polars_arrow::array::Array;
use polars_arrow::datatypes::Field;

use crate::Input;
use crate::read::{Header, HeaderColumn};

use arrow::Arrow;
use parquet::Parquet;
pub(crate) use values::Values;
pub use write::ParquetWriter;
pub(crate) use write::fits_nanoseconds;

/// A file of columns whose description has been read.
#[derive(Debug)]
pub(crate) struct Columnar {
    file: File,
    /// Its columns and their types.
    pub(crate) header: Header,
}

#[derive(Debug)]
enum File {
    Parquet(Box<Parquet>),
    Arrow(Arrow),
}

/// Rows that stand together in a file, column by column.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) rows: usize,
    /// Of each column its values, if it is wanted.
    pub(crate) arrays: Vec<Option<Box<dyn Array>>>,
}

impl Columnar {
    /// Whether what begins with `head` is such a file.
    pub(crate) fn detect(head: &[u8]) -> bool {
        Parquet::detect(head) || Arrow::detect(head)
    }

    /// Reads the description of a file that begins with `head`.
    pub(crate) fn open(input: &Input, head: &[u8]) -> io::Result<Self> {
        guarded(|| {
            let (file, columns) = if Parquet::detect(head) {
                let (parquet, columns) = Parquet::open(input)?;
                (File::Parquet(Box::new(parquet)), columns)
            } else {
                let (arrow, columns) = Arrow::open(input, head)?;
                (File::Arrow(arrow), columns)
            };
            Ok(Self { file, header: Header { columns, dates: None } })
        })
    }

    /// Its name for people.
    pub(crate) fn name(&self) -> &'static str {
        match &self.file {
            File::Parquet(_) => "Parquet",
            File::Arrow(arrow) => arrow.name(),
        }
    }

    /// The number of groups of rows.
    pub(crate) fn groups(&self) -> u64 {
        match &self.file {
            File::Parquet(parquet) => parquet.groups(),
            File::Arrow(arrow) => arrow.groups(),
        }
    }

    /// Opens groups of rows, to read of each the wanted columns.
    pub(crate) fn read(
        self: &Arc<Self>,
        input: &Input,
        groups: Range<u64>,
        wanted: Vec<bool>,
    ) -> io::Result<Groups> {
        guarded(|| {
            let groups: Inner = match &self.file {
                File::Parquet(_) => {
                    let (file, input) = (Arc::clone(self), input.clone());
                    Box::new(groups.map(move |group| match &file.file {
                        File::Parquet(parquet) => parquet.read(&input, group, &wanted),
                        File::Arrow(_) => unreachable!("invariant: a Parquet file stays one"),
                    }))
                }
                File::Arrow(arrow) => arrow.read(input, groups, wanted)?,
            };
            Ok(Groups(groups))
        })
    }
}

type Inner = Box<dyn Iterator<Item = io::Result<Group>> + Send + Sync>;

/// Groups of rows, read one after the other.
pub(crate) struct Groups(Inner);

impl Groups {
    /// The next group.
    pub(crate) fn next(&mut self) -> io::Result<Option<Group>> {
        guarded(|| self.0.next().transpose())
    }
}

impl fmt::Debug for Groups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Groups")
    }
}

/// A column of a file, by its own type.
fn header_column(field: &Field, told: Option<Type>) -> HeaderColumn {
    let stored = types::kql(&field.dtype).unwrap_or(Type::String);
    let told = told.filter(|told| types::is_stored_as(*told, stored));
    HeaderColumn { name: field.name.to_string(), ty: Some(told.unwrap_or(stored)) }
}

/// A fault of a decoder.
fn damaged(error: impl Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

/// Decoders of columns panic on some damaged files.
fn guarded<T>(work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(damaged("it is damaged, or has what its decoder does not know")))
}
