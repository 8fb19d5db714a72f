//! All that a table's rows hold, to be written elsewhere: the columns that some row has, batch by batch.

use std::collections::HashSet;
use std::sync::Arc;

use kqlab_columns::{Batch, Data};
use kqlab_plan::{Schema, Type};
use kqlab_syntax::Diagnostic;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::columnar::fits_nanoseconds;
use crate::read::Piece;
use crate::{Scan, Table};

/// Pieces up to this size are read side by side, larger ones batch by batch.
const SIDE_BY_SIDE: u64 = 32 * 1024 * 1024;

/// What a table's rows hold.
#[derive(Clone, Debug)]
pub struct Contents {
    table: Arc<Table>,
    scan: Scan,
}

impl Contents {
    /// Opens a table. Columns of the catalog that no row has are left out.
    ///
    /// # Errors
    /// As [`Table::schema`].
    pub fn of(table: &Arc<Table>) -> Result<Self, Diagnostic> {
        let columns = table.columns()?;
        let columns = columns.into_iter().filter(|column| column.in_data).map(|column| column.name);
        let scan = table.scan(Some(&columns.collect::<Vec<_>>()))?;
        Ok(Self { table: Arc::clone(table), scan })
    }

    /// The columns.
    #[must_use]
    pub fn schema(&self) -> &Arc<Schema> {
        self.scan.schema()
    }

    /// The batches, in order. After an error there are no more.
    pub fn batches(&self) -> impl Iterator<Item = Result<Batch, Diagnostic>> + use<> {
        batches(&self.scan)
    }

    /// What was let pass in what has been read so far.
    #[must_use]
    pub fn warnings(&self) -> Vec<Diagnostic> {
        self.scan.warnings()
    }

    /// The datetime columns with moments that nanoseconds since 1970 in 64 bits cannot tell. Reads these columns.
    ///
    /// # Errors
    /// When a file or a row cannot be read.
    pub fn past_nanoseconds(&self) -> Result<HashSet<Arc<str>>, Diagnostic> {
        let fields = self.schema().fields.iter().filter(|field| field.ty == Type::Datetime);
        let names: Vec<Arc<str>> = fields.map(|field| Arc::clone(&field.name)).collect();
        let mut past = HashSet::new();
        if names.is_empty() {
            return Ok(past);
        }
        for batch in batches(&self.table.scan(Some(&names))?) {
            for (name, column) in names.iter().zip(batch?.columns()) {
                let Data::Long(ticks) = column.data() else { continue };
                if ticks.iter().flatten().any(|ticks| !fits_nanoseconds(*ticks)) {
                    past.insert(Arc::clone(name));
                }
            }
        }
        Ok(past)
    }
}

/// The batches of a scan in order, those of small pieces read by several threads.
fn batches(scan: &Scan) -> impl Iterator<Item = Result<Batch, Diagnostic>> + use<> {
    let mut windows: Vec<Vec<Piece>> = Vec::new();
    for piece in scan.pieces() {
        let small = |piece: &Piece| piece.bytes() <= SIDE_BY_SIDE;
        match windows.last_mut() {
            Some(window)
                if window.len() < rayon::current_num_threads()
                    && small(piece)
                    && window.iter().all(small) =>
            {
                window.push(piece.clone());
            }
            _ => windows.push(vec![piece.clone()]),
        }
    }
    let scan = scan.clone();
    let read = move |window: Vec<Piece>| -> Box<dyn Iterator<Item = _>> {
        match window.as_slice() {
            [piece] => Box::new(scan.read(piece)),
            pieces => {
                let read = pieces.par_iter().map(|piece| scan.read(piece).collect::<Vec<_>>());
                Box::new(read.collect::<Vec<_>>().into_iter().flatten())
            }
        }
    };
    let mut failed = false;
    windows
        .into_iter()
        .flat_map(read)
        .take_while(move |batch: &Result<_, _>| !std::mem::replace(&mut failed, batch.is_err()))
}
