//! The states of aggregates: what one call remembers of each group.
//!
//! A [`Fold`] says what a group's state is and how rows enter it; [`Grouped`] keeps one state a group
//! and makes an [`Accumulator`] of it. The family tables beside this module name the functions.

pub(super) mod arg;
pub(super) mod bag;
pub(super) mod binary;
pub(super) mod conditional;
pub(super) mod count;
pub(super) mod distinct;
pub(super) mod extreme;
pub(super) mod intern;
pub(super) mod list;
pub(super) mod moment;
pub(super) mod order;
pub(super) mod percentile;
pub(super) mod schema;
pub(super) mod set;
pub(super) mod sketch;
pub(super) mod store;
pub(super) mod sum;

use std::any::Any;

use kqlab_columns::{Builder, Column};
use kqlab_plan::Type;
use polars_arrow::bitmap::Bitmap;

use crate::core::{Arg, Cell, EvalError, Read};
use crate::{Accumulator, AggregateInit};

/// What an aggregate remembers of a group, and how it comes to a value.
pub(super) trait Fold: Send + Sized + 'static {
    /// What is remembered of a group.
    type State: Send;

    /// The state of no rows.
    fn empty(&self) -> Self::State;

    /// Row `i` of the arguments enters the state of group `groups[i]`.
    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Self::State],
    ) -> Result<(), EvalError>;

    /// The rows of `from` come after those of `into`.
    fn absorb(&mut self, into: &mut Self::State, from: Self::State) -> Result<(), EvalError>;

    /// The output columns, a row a state.
    fn finish(self, states: Vec<Self::State>) -> Result<Vec<Column>, EvalError>;

    /// What both sides of a merge share beside their states goes from `other` to `self`; it comes before `absorb`.
    fn adopt(&mut self, _other: Self) {}
}

/// A fold over groups.
struct Grouped<F: Fold> {
    fold: F,
    states: Vec<F::State>,
}

impl<F: Fold> Grouped<F> {
    fn grow(&mut self, group_count: usize) {
        let fold = &self.fold;
        if self.states.len() < group_count {
            self.states.resize_with(group_count, || fold.empty());
        }
    }
}

/// The accumulator of a fold.
pub(super) fn grouped<F: Fold>(fold: F) -> Result<Box<dyn Accumulator>, EvalError> {
    Ok(Box::new(Grouped { fold, states: Vec::new() }))
}

impl<F: Fold> Accumulator for Grouped<F> {
    fn update(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        group_count: usize,
    ) -> Result<(), EvalError> {
        self.grow(group_count);
        self.fold.feed(args, groups, &mut self.states)
    }

    fn merge(
        &mut self,
        other: Box<dyn Accumulator>,
        groups: &[u32],
        group_count: usize,
    ) -> Result<(), EvalError> {
        self.grow(group_count);
        let other = other.into_any().downcast::<Self>().expect("invariant: of the same call");
        self.fold.adopt(other.fold);
        for (state, &group) in other.states.into_iter().zip(groups) {
            self.fold.absorb(&mut self.states[group as usize], state)?;
        }
        Ok(())
    }

    fn retain(&mut self, kept: &Bitmap) {
        self.grow(kept.len());
        let states = std::mem::take(&mut self.states).into_iter().zip(kept.iter());
        self.states = states.filter_map(|(state, kept)| kept.then_some(state)).collect();
    }

    fn finish(mut self: Box<Self>, group_count: usize) -> Result<Vec<Column>, EvalError> {
        self.grow(group_count);
        self.fold.finish(self.states)
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

/// Calls `f` with the group and the value of every row that is not null.
pub(super) fn each<K: Read>(arg: &Arg, groups: &[u32], mut f: impl FnMut(usize, K::Item<'_>)) {
    let source = K::open(arg);
    for (row, &group) in groups.iter().enumerate() {
        if let Some(value) = K::get(&source, row) {
            f(group as usize, value);
        }
    }
}

/// One output column of these cells.
pub(super) fn column<C: Cell>(
    ty: Type,
    cells: impl IntoIterator<Item = C>,
) -> Result<Vec<Column>, EvalError> {
    let mut builder = Builder::new(ty);
    for cell in cells {
        cell.push(&mut builder);
    }
    Ok(vec![builder.finish()])
}

/// The type of the only output column.
pub(super) fn returned(init: &AggregateInit<'_>) -> Type {
    init.returns.first().copied().unwrap_or(Type::Dynamic)
}
