//! Arrow's IPC format: files, of which a record batch is read at a time, and streams, which are read in order.

use std::io;
use std::ops::Range;

use polars_arrow::array::Array;
use polars_arrow::datatypes::ArrowSchema;
use polars_arrow::io::ipc::read::{
    FileMetadata, FileReader, StreamReader, StreamState, read_file_metadata, read_stream_metadata,
};
use polars_arrow::record_batch::RecordBatchT;

use super::{Group, Inner, damaged, header_column, types};
use crate::Input;
use crate::read::HeaderColumn;

const FILE: &[u8] = b"ARROW1";

/// Before each message of a stream.
const STREAM: &[u8] = b"\xff\xff\xff\xff";

/// An Arrow file or stream whose schema has been read.
#[derive(Debug)]
pub(super) enum Arrow {
    File(Box<FileMetadata>),
    Stream,
}

impl Arrow {
    pub(super) fn detect(head: &[u8]) -> bool {
        let is_stream = || head.starts_with(STREAM) && head.len() > 8 && head[7] == 0;
        head.starts_with(FILE) || is_stream()
    }

    pub(super) fn open(input: &Input, head: &[u8]) -> io::Result<(Self, Vec<HeaderColumn>)> {
        let mut file = input.open_seekable()?;
        if head.starts_with(FILE) {
            let metadata = read_file_metadata(&mut file).map_err(damaged)?;
            let columns = columns(&metadata.schema);
            return Ok((Self::File(Box::new(metadata)), columns));
        }
        let metadata = read_stream_metadata(&mut file).map_err(damaged)?;
        Ok((Self::Stream, columns(&metadata.schema)))
    }

    /// Its name for people.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::File(_) => "Arrow file",
            Self::Stream => "Arrow stream",
        }
    }

    /// A stream tells the number of its batches only at its end: it is read batch after batch until there is none.
    pub(super) fn groups(&self) -> u64 {
        match self {
            Self::File(metadata) => metadata.blocks.len() as u64,
            Self::Stream => u64::MAX,
        }
    }

    pub(super) fn read(
        &self,
        input: &Input,
        groups: Range<u64>,
        wanted: Vec<bool>,
    ) -> io::Result<Inner> {
        let columns = wanted.iter().enumerate().filter(|(_, wanted)| **wanted);
        let mut columns: Vec<usize> = columns.map(|(at, _)| at).collect();
        // The decoder cannot read rows without columns.
        if columns.is_empty() && !wanted.is_empty() {
            columns.push(0);
        }
        let mut file = input.open_seekable()?;
        let places = wanted.clone();
        let spread = move |batch: io::Result<Batch>| batch.map(|batch| spread(batch, &places));
        Ok(match self {
            Self::File(metadata) => {
                let metadata = (**metadata).clone();
                types::check(metadata.schema.iter_values(), &wanted)?;
                let mut reader = FileReader::new(file, metadata, Some(columns), None);
                let start = usize::try_from(groups.start).map_err(damaged)?;
                let count = usize::try_from(groups.end - groups.start).map_err(damaged)?;
                reader.set_current_block(start);
                Box::new(reader.take(count).map(|batch| batch.map_err(damaged)).map(spread))
            }
            Self::Stream => {
                let metadata = read_stream_metadata(&mut file).map_err(damaged)?;
                types::check(metadata.schema.iter_values(), &wanted)?;
                let reader = StreamReader::new(file, metadata, Some(columns));
                let batches = reader.map_while(|state| match state {
                    Ok(StreamState::Some(batch)) => Some(Ok(batch)),
                    Ok(StreamState::Waiting) => None,
                    Err(error) => Some(Err(damaged(error))),
                });
                Box::new(batches.map(spread))
            }
        })
    }
}

type Batch = RecordBatchT<Box<dyn Array>>;

/// The arrays of a batch at the places of the wanted columns.
fn spread(batch: Batch, wanted: &[bool]) -> Group {
    let rows = batch.len();
    let mut arrays = batch.into_arrays().into_iter();
    let arrays = wanted.iter().map(|wanted| wanted.then(|| arrays.next()).flatten()).collect();
    Group { rows, arrays }
}

fn columns(schema: &ArrowSchema) -> Vec<HeaderColumn> {
    schema.iter_values().map(|field| header_column(field, None)).collect()
}
