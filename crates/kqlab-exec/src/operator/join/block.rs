//! Joining block by block: polars pairs the rows of a block with the held side, we gather their columns.

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_plan::Schema;
use kqlab_plan::plan::Side;
use polars::prelude::DataFrame;

use super::{Keys, Method};
use crate::Result;
use crate::frame::{Pairing, keyed, pair};
use crate::stream::Stream;

/// The columns of the result.
pub(super) struct Output {
    pub(super) schema: Arc<Schema>,
    pub(super) columns: Vec<(Side, Arc<str>)>,
}

/// The side that is held, and a row of nulls after its rows: what an unmatched row is paired with.
pub(super) struct Held {
    rows: usize,
    padded: Batch,
    keys: DataFrame,
    matched: Vec<bool>,
}

impl Held {
    pub(super) fn new(batch: Batch, keys: &Keys) -> Result<Self> {
        let rows = batch.rows();
        let keys = keyed(&keys.columns(&batch)?, rows);
        Ok(Self { rows, padded: padded(&batch), keys, matched: vec![false; rows] })
    }

    fn none(&self) -> u32 {
        position(self.rows)
    }

    /// The rows that no row was paired with.
    fn unmatched(&self) -> Vec<u32> {
        let rows = self.matched.iter().enumerate().filter(|(_, matched)| !**matched);
        rows.map(|(row, _)| position(row)).collect()
    }
}

fn position(row: usize) -> u32 {
    u32::try_from(row).expect("invariant: fewer than 4 G rows")
}

/// The chunk and one more row, of nulls.
fn padded(batch: &Batch) -> Batch {
    let nulls = batch.schema().fields.iter().map(|field| Column::nulls(field.ty, 1)).collect();
    let nulls = Batch::new(Arc::clone(batch.schema()), nulls, 1);
    Batch::concat(batch.schema(), &[batch.clone(), nulls])
}

/// Rows in a block, at least; a held side of more rows makes larger blocks, so that each of its rows is looked at
/// about once for each row that streams past.
const BLOCK: usize = 64 * 1024;

type Batches = Box<dyn Iterator<Item = Result<Batch>> + Send>;

/// The result, block by block.
pub(super) struct Streamed {
    input: Option<Batches>,
    input_schema: Arc<Schema>,
    keys: Keys,
    held: Held,
    output: Output,
    method: Method,
}

impl Streamed {
    pub(super) fn new(
        input: Stream,
        keys: Keys,
        held: Held,
        output: Output,
        method: Method,
    ) -> Self {
        let input_schema = Arc::clone(input.schema());
        Self { input: Some(Box::new(input.batches())), input_schema, keys, held, output, method }
    }

    /// The next rows of the streamed side, and whether there may be more.
    fn block(&mut self) -> Result<Option<Batch>> {
        let Some(input) = &mut self.input else { return Ok(None) };
        let (mut chunks, mut rows) = (Vec::new(), 0);
        while rows < BLOCK.max(self.held.rows) {
            let Some(batch) = input.next().transpose()? else {
                self.input = None;
                break;
            };
            rows += batch.rows();
            chunks.push(batch);
        }
        Ok(Some(Batch::concat(&self.input_schema, &chunks)))
    }

    fn joined(&mut self, block: &Batch) -> Result<Batch> {
        let keys = keyed(&self.keys.columns(block)?, block.rows());
        let pairs = pair(&keys, &self.held.keys, self.method.pairing);
        let none = self.held.none();
        if self.method.unmatched_held {
            pairs.right.iter().flatten().for_each(|&row| self.held.matched[row as usize] = true);
        }
        let held = match self.method.pairing {
            Pairing::Matches | Pairing::AllLeft => {
                pairs.right.iter().map(|row| row.unwrap_or(none)).collect()
            }
            Pairing::Semi | Pairing::Anti => vec![none; pairs.left.len()],
        };
        Ok(self.gather(block, &pairs.left, &held))
    }

    /// The held rows without a match, beside nulls.
    fn rest(&self) -> Batch {
        let held = self.held.unmatched();
        let block = padded(&Batch::empty(Arc::clone(&self.input_schema)));
        self.gather(&block, &vec![0; held.len()], &held)
    }

    fn gather(&self, block: &Batch, streamed: &[u32], held: &[u32]) -> Batch {
        let column = |(side, name): &(Side, Arc<str>)| {
            let (batch, rows) = if *side == self.method.streamed {
                (block, streamed)
            } else {
                (&self.held.padded, held)
            };
            batch.column(name).expect("invariant: a joined column was asked for").take(rows)
        };
        let columns = self.output.columns.iter().map(column).collect();
        Batch::new(Arc::clone(&self.output.schema), columns, streamed.len())
    }

    fn step(&mut self) -> Result<Option<Batch>> {
        if let Some(block) = self.block()? {
            return self.joined(&block).map(Some);
        }
        if std::mem::take(&mut self.method.unmatched_held) {
            return Ok(Some(self.rest()));
        }
        Ok(None)
    }
}

impl Iterator for Streamed {
    type Item = Result<Batch>;

    fn next(&mut self) -> Option<Result<Batch>> {
        self.step().transpose()
    }
}
