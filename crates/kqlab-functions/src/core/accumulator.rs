//! Aggregates: states a group, fed chunk by chunk and merged.

use std::any::Any;

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Type, Value};
use polars_arrow::bitmap::Bitmap;

use super::{Arg, Context, EvalError};

/// An aggregate.
#[derive(Debug)]
pub struct AggregateFn {
    /// What the binder knows.
    pub def: FnDef,
    /// Makes the states of a call; `None` where `def.unsupported` says why.
    pub make: Option<Make>,
}

/// Makes the states of a call, no group yet.
pub type Make = fn(&AggregateInit<'_>) -> Result<Box<dyn Accumulator>, EvalError>;

/// What is known of an aggregate call before its first row.
#[derive(Debug)]
pub struct AggregateInit<'a> {
    /// The query's surroundings.
    pub cx: &'a Context,
    /// The arguments' types.
    pub types: &'a [Type],
    /// The arguments' values, where they are constant.
    pub constants: &'a [Option<Value>],
    /// The types of the output columns.
    pub returns: &'a [Type],
}

/// The states of one aggregate call, one a group. Groups are numbered from 0 in order of first appearance.
pub trait Accumulator: Send {
    /// Feeds a chunk: row `i` belongs to group `groups[i]`; there are `group_count` groups by now.
    ///
    /// # Errors
    /// When no answer can be given.
    fn update(&mut self, args: &[Arg], groups: &[u32], group_count: usize)
    -> Result<(), EvalError>;

    /// Takes over the states of another accumulator of the same call: its group `i` is `groups[i]` here.
    ///
    /// # Errors
    /// When no answer can be given.
    fn merge(
        &mut self,
        other: Box<dyn Accumulator>,
        groups: &[u32],
        group_count: usize,
    ) -> Result<(), EvalError>;

    /// Keeps the groups whose bit is set, numbered anew in their order; there are as many groups as bits.
    fn retain(&mut self, kept: &Bitmap);

    /// The output columns, a row a group; groups that were never fed have the value of no rows.
    ///
    /// # Errors
    /// When no answer can be given.
    fn finish(self: Box<Self>, group_count: usize) -> Result<Vec<Column>, EvalError>;

    /// For `merge`.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}
