//! `sample`: some rows, each as likely as any other. The choice is the same each time: Kusto promises no order and no
//! luck, and a test wants to be run twice.

use std::sync::Arc;

use kqlab_columns::Batch;
use kqlab_plan::{Expr, Plan};

use super::take::row_count;
use crate::Result;
use crate::columns::Columns;
use crate::scope::Scope;
use crate::stream::Stream;

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    count: &Expr,
    asked: &Columns,
) -> Result<Stream> {
    let count = row_count(scope, count)?;
    let input = scope.input(plan, asked)?;
    let schema = Arc::clone(input.schema());
    let mut reservoir =
        Reservoir { count, seen: 0, random: 0x9E37_79B9_7F4A_7C15, rows: Vec::new() };
    for batch in input.batches() {
        reservoir.take_in(&batch?);
    }
    let all = Batch::concat(&schema, &reservoir.rows);
    Ok(Stream::of(schema, vec![all]))
}

/// Algorithm R: row `n` takes the place of a kept one with a chance of `count / n`.
struct Reservoir {
    count: usize,
    seen: u64,
    random: u64,
    rows: Vec<Batch>,
}

impl Reservoir {
    fn take_in(&mut self, batch: &Batch) {
        for row in 0..batch.rows() {
            self.seen += 1;
            if self.rows.len() < self.count {
                self.rows.push(batch.slice(row, 1));
                continue;
            }
            let place = usize::try_from(self.next() % self.seen).unwrap_or(usize::MAX);
            if place < self.count {
                self.rows[place] = batch.slice(row, 1);
            }
        }
    }

    /// xorshift64.
    fn next(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }
}
