//! `join` and `lookup`: one side is held, the other streams past it in blocks.

mod block;

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_plan::plan::{Join, JoinKind, Side};
use kqlab_plan::{Expr, Field, Plan, Schema};

use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::frame::Pairing;
use crate::group::Grouper;
use crate::inputs::inputs;
use crate::scope::Scope;
use crate::stream::Stream;
use block::{Held, Output, Streamed};

pub(crate) fn build(
    scope: &Scope<'_>,
    plan: &Plan,
    join: &Join,
    asked: &Columns,
) -> Result<Stream> {
    let [(left, left_columns), (right, right_columns)] = &inputs(plan, asked)[..] else {
        unreachable!("invariant: a join has two inputs")
    };
    let left_keys = Keys::new(scope, join.keys.iter().map(|(left, _)| left))?;
    let right_keys = Keys::new(scope, join.keys.iter().map(|(_, right)| right))?;
    let schema = asked.narrow(&plan.schema);
    let output = Output::new(&plan.schema, join, asked, Arc::clone(&schema));
    let (left, right) = (scope.build(left, left_columns)?, scope.build(right, right_columns)?);
    let method = Method::of(join.kind);
    let left = if method.unique_left { unique(left, left_keys.clone()) } else { left };
    let left = (left, left_keys);
    let right = (right, right_keys);
    let (streamed, held) =
        if method.streamed == Side::Left { (left, right) } else { (right, left) };
    let held = Held::new(held.0.collect_one()?, &held.1)?;
    let blocks = Streamed::new(streamed.0, streamed.1, held, output, method);
    Ok(Stream::sequential(schema, blocks))
}

/// How a kind of join is computed.
#[derive(Clone, Copy)]
struct Method {
    /// The side that streams past the other.
    streamed: Side,
    /// How its rows are paired with those that are held.
    pairing: Pairing,
    /// Held rows without a match come at the end.
    unmatched_held: bool,
    /// The left rows are made unique by their keys first.
    unique_left: bool,
}

impl Method {
    fn of(kind: JoinKind) -> Self {
        let (streamed, pairing) = match kind {
            JoinKind::InnerUnique | JoinKind::Inner => (Side::Left, Pairing::Matches),
            JoinKind::LeftOuter | JoinKind::FullOuter => (Side::Left, Pairing::AllLeft),
            JoinKind::RightOuter => (Side::Right, Pairing::AllLeft),
            JoinKind::LeftSemi => (Side::Left, Pairing::Semi),
            JoinKind::RightSemi => (Side::Right, Pairing::Semi),
            JoinKind::LeftAnti => (Side::Left, Pairing::Anti),
            JoinKind::RightAnti => (Side::Right, Pairing::Anti),
        };
        let unmatched_held = kind == JoinKind::FullOuter;
        Self { streamed, pairing, unmatched_held, unique_left: kind == JoinKind::InnerUnique }
    }
}

/// The key expressions of a side.
#[derive(Clone)]
struct Keys(Vec<Compiled>);

impl Keys {
    fn new<'e>(scope: &Scope<'_>, keys: impl Iterator<Item = &'e Expr>) -> Result<Self> {
        Ok(Self(scope.compile_all(keys)?))
    }

    fn columns(&self, batch: &Batch) -> Result<Vec<Column>> {
        self.0.iter().map(|key| key.column(batch)).collect()
    }
}

/// The first row of each key (`join-innerunique`: "the deduplication keeps only the first record").
fn unique(stream: Stream, keys: Keys) -> Stream {
    let schema = Arc::clone(stream.schema());
    let mut seen = Grouper::default();
    let batches = stream.batches().map(move |batch| {
        let batch = batch?;
        let assigned = seen.assign(&keys.columns(&batch)?, batch.rows());
        Ok(batch.take(&assigned.firsts))
    });
    Stream::sequential(schema, batches)
}

impl Output {
    fn new(full: &Schema, join: &Join, asked: &Columns, schema: Arc<Schema>) -> Self {
        let fields = full.fields.iter().zip(&join.columns);
        let fields = fields.filter(|(field, _)| asked.has(&field.name));
        let from = |(_, from): (&Field, &(Side, Arc<str>))| from.clone();
        Self { schema, columns: fields.map(from).collect() }
    }
}
