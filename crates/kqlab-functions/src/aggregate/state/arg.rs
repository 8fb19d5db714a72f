//! `arg_max`, `arg_min` and `take_any`: one whole row of each group.

use std::marker::PhantomData;

use kqlab_columns::Column;
use kqlab_plan::{Type, Value};

use super::order::{Bools, Decimals, End, Ints, Least, Longs, Most, Order, Reals, Search, Texts};
use super::store::{Slot, Store};
use super::{Fold, grouped};
use crate::core::{Arg, EvalError, Null, Read};
use crate::{Accumulator, AggregateInit};

/// The best row of a group so far: its key, null while only nulls were seen, and where it is kept.
struct Best<K> {
    key: Option<K>,
    slot: Slot,
}

/// Keeps the row whose key is at the end `E` of the order `O`; the first of equals (arg-max-aggregation-function).
struct Pick<O, E> {
    /// The key of the arguments.
    key: fn(&[Arg], usize) -> Arg,
    store: Store,
    /// By how much the slots move that are being absorbed.
    shift: u32,
    search: PhantomData<(O, E)>,
}

impl<O: Order, E: End> Pick<O, E> {
    /// A row whose key is null wins only against no row at all.
    fn wins(item: Option<&<O::Read as Read>::Item<'_>>, best: Option<&Best<O::Kept>>) -> bool {
        match (item, best) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(_), Some(Best { key: None, .. })) => true,
            (Some(item), Some(Best { key: Some(key), .. })) => Search::<O, E>::wins(item, key),
        }
    }
}

impl<O: Order, E: End> Fold for Pick<O, E> {
    type State = Option<Best<O::Kept>>;

    fn empty(&self) -> Self::State {
        None
    }

    fn feed(
        &mut self,
        args: &[Arg],
        groups: &[u32],
        states: &mut [Self::State],
    ) -> Result<(), EvalError> {
        let key = (self.key)(args, groups.len());
        let source = Null::<O::Read>::open(&key);
        let segment = self.store.next();
        let mut won: Vec<u32> = Vec::new();
        for (row, &group) in (0_u32..).zip(groups) {
            let state = &mut states[group as usize];
            let item = Null::<O::Read>::get(&source, row as usize).flatten();
            if !Self::wins(item.as_ref(), state.as_ref()) {
                continue;
            }
            let slot = match state {
                Some(best) if best.slot.segment == segment => best.slot,
                _ => {
                    won.push(row);
                    Slot { segment, row: won.len() as u32 - 1 }
                }
            };
            won[slot.row as usize] = row;
            *state = Some(Best { key: item.as_ref().map(O::keep), slot });
        }
        if !won.is_empty() {
            self.store.push(args, &won, groups.len());
        }
        if self.store.is_sparse(states.len()) {
            self.store.compact(states.iter_mut().flatten().map(|best| &mut best.slot));
        }
        Ok(())
    }

    fn adopt(&mut self, other: Self) {
        self.shift = self.store.adopt(other.store);
    }

    fn absorb(&mut self, into: &mut Self::State, from: Self::State) -> Result<(), EvalError> {
        let Some(mut from) = from else { return Ok(()) };
        from.slot.segment += self.shift;
        let wins = match (&from.key, into.as_ref()) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(_), Some(Best { key: None, .. })) => true,
            (Some(key), Some(Best { key: Some(best), .. })) => Search::<O, E>::wins_kept(key, best),
        };
        if wins {
            *into = Some(from);
        }
        Ok(())
    }

    fn finish(self, states: Vec<Self::State>) -> Result<Vec<Column>, EvalError> {
        let slots: Vec<Option<Slot>> =
            states.into_iter().map(|best| best.map(|best| best.slot)).collect();
        Ok(self.store.gather(&slots))
    }
}

fn pick<O: Order, E: End>(
    init: &AggregateInit<'_>,
    key: fn(&[Arg], usize) -> Arg,
) -> Result<Box<dyn Accumulator>, EvalError> {
    grouped(Pick::<O, E> { key, store: Store::new(init.types), shift: 0, search: PhantomData })
}

fn by_first<E: End>(init: &AggregateInit<'_>) -> Result<Box<dyn Accumulator>, EvalError> {
    let first = |args: &[Arg], _: usize| args[0].clone();
    match init.types.first().copied().unwrap_or(Type::Dynamic) {
        Type::Bool => pick::<Bools, E>(init, first),
        Type::Int => pick::<Ints, E>(init, first),
        Type::Long | Type::Datetime | Type::Timespan => pick::<Longs, E>(init, first),
        Type::Real => pick::<Reals, E>(init, first),
        Type::String | Type::Guid => pick::<Texts, E>(init, first),
        Type::Decimal => pick::<Decimals, E>(init, first),
        ty => Err(EvalError::argument(format!("values of type {ty} have no order"))),
    }
}

/// The row of the greatest first argument.
pub(in crate::aggregate) fn arg_max(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    by_first::<Most>(init)
}

/// The row of the least first argument.
pub(in crate::aggregate) fn arg_min(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    by_first::<Least>(init)
}

/// Whether each row has a value: not null, not the empty string.
fn filled(args: &[Arg], rows: usize) -> Arg {
    let is_filled = |value: &Value| match value {
        Value::Null(_) => false,
        Value::String(text) => !text.is_empty(),
        _ => true,
    };
    match &args[0] {
        Arg::Const(value) => Arg::Const(Value::Bool(is_filled(value))),
        Arg::Column(column) => {
            let mut filled = kqlab_columns::Builder::with_capacity(Type::Bool, rows);
            for row in 0..rows {
                let empty = column.is_null(row)
                    || (column.ty() == Type::String && column.text(row) == Some(""));
                filled.push_bool(!empty);
            }
            Arg::Column(filled.finish())
        }
    }
}

/// The first row; of a single column the first value that is neither null nor empty, if there is one
/// (take-any-aggregation-function).
pub(in crate::aggregate) fn take_any(
    init: &AggregateInit<'_>,
) -> Result<Box<dyn Accumulator>, EvalError> {
    if init.types.len() == 1 {
        pick::<Bools, Most>(init, filled)
    } else {
        pick::<Bools, Most>(init, |_, _| Arg::Const(Value::Bool(true)))
    }
}
