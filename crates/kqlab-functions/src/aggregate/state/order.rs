//! How the values of an orderable type compare.

use std::cmp::Ordering;
use std::marker::PhantomData;

use bigdecimal::BigDecimal;
use kqlab_columns::Builder;

use crate::core::{Bool, Cell, Double, Long, Read, Text};
use crate::decimal;

/// An order over what a reader gives, against a value that was kept.
pub(super) trait Order: Send + 'static {
    /// How a row is read.
    type Read: Read;
    /// A kept value.
    type Kept: Cell + Clone + Send;

    /// Keeps a row's value.
    fn keep(item: &<Self::Read as Read>::Item<'_>) -> Self::Kept;

    /// A row's value against a kept one.
    fn compare(item: &<Self::Read as Read>::Item<'_>, kept: &Self::Kept) -> Ordering;

    /// A kept value against another.
    fn compare_kept(a: &Self::Kept, b: &Self::Kept) -> Ordering;

    /// Not a number: it loses against every number, whichever way is searched. The pages do not say;
    /// `sort` puts NaN and null together (sort-operator).
    fn is_nan(_: &Self::Kept) -> bool {
        false
    }
}

/// bool: false first.
pub(super) struct Bools;
/// int: read as long, kept as int.
pub(super) struct Ints;
/// long, datetime, timespan.
pub(super) struct Longs;
/// real.
pub(super) struct Reals;
/// string and guid, by their bytes.
pub(super) struct Texts;
/// decimal, by value.
pub(super) struct Decimals;

impl Order for Bools {
    type Read = Bool;
    type Kept = bool;

    fn keep(item: &bool) -> bool {
        *item
    }

    fn compare(item: &bool, kept: &bool) -> Ordering {
        item.cmp(kept)
    }

    fn compare_kept(a: &bool, b: &bool) -> Ordering {
        a.cmp(b)
    }
}

impl Order for Ints {
    type Read = Long;
    type Kept = i32;

    fn keep(item: &i64) -> i32 {
        i32::try_from(*item).expect("invariant: an int column")
    }

    fn compare(item: &i64, kept: &i32) -> Ordering {
        item.cmp(&i64::from(*kept))
    }

    fn compare_kept(a: &i32, b: &i32) -> Ordering {
        a.cmp(b)
    }
}

impl Order for Longs {
    type Read = Long;
    type Kept = i64;

    fn keep(item: &i64) -> i64 {
        *item
    }

    fn compare(item: &i64, kept: &i64) -> Ordering {
        item.cmp(kept)
    }

    fn compare_kept(a: &i64, b: &i64) -> Ordering {
        a.cmp(b)
    }
}

impl Order for Reals {
    type Read = Double;
    type Kept = f64;

    fn keep(item: &f64) -> f64 {
        *item
    }

    fn compare(item: &f64, kept: &f64) -> Ordering {
        item.partial_cmp(kept).unwrap_or(Ordering::Equal)
    }

    fn compare_kept(a: &f64, b: &f64) -> Ordering {
        Self::compare(a, b)
    }

    fn is_nan(kept: &f64) -> bool {
        kept.is_nan()
    }
}

impl Order for Texts {
    type Read = Text;
    type Kept = Box<str>;

    fn keep(item: &&str) -> Box<str> {
        Box::from(*item)
    }

    fn compare(item: &&str, kept: &Box<str>) -> Ordering {
        (*item).cmp(&**kept)
    }

    fn compare_kept(a: &Box<str>, b: &Box<str>) -> Ordering {
        a.cmp(b)
    }
}

/// A decimal that was kept.
#[derive(Clone)]
pub(super) struct Decimal(BigDecimal);

impl Cell for Decimal {
    fn push(self, column: &mut Builder) {
        column.push_text(&decimal::text(&self.0));
    }
}

fn decimal_of(text: &str) -> BigDecimal {
    decimal::parse(text).unwrap_or_default()
}

impl Order for Decimals {
    type Read = Text;
    type Kept = Decimal;

    fn keep(item: &&str) -> Decimal {
        Decimal(decimal_of(item))
    }

    fn compare(item: &&str, kept: &Decimal) -> Ordering {
        decimal_of(item).cmp(&kept.0)
    }

    fn compare_kept(a: &Decimal, b: &Decimal) -> Ordering {
        a.0.cmp(&b.0)
    }
}

/// Which end of an order is searched.
pub(super) trait End: Send + 'static {
    /// Whether a value that compares so against the best so far is better.
    fn better(ordering: Ordering) -> bool;
}

/// The smallest.
pub(super) struct Least;
/// The largest.
pub(super) struct Most;

impl End for Least {
    fn better(ordering: Ordering) -> bool {
        ordering == Ordering::Less
    }
}

impl End for Most {
    fn better(ordering: Ordering) -> bool {
        ordering == Ordering::Greater
    }
}

/// A search for an end of an order; the first of equals wins.
pub(super) struct Search<O, E>(PhantomData<(O, E)>);

impl<O: Order, E: End> Search<O, E> {
    /// Whether the row's value replaces the best so far.
    pub(super) fn wins(item: &<O::Read as Read>::Item<'_>, best: &O::Kept) -> bool {
        E::better(O::compare(item, best)) || (O::is_nan(best) && !O::is_nan(&O::keep(item)))
    }

    /// The same for another's best.
    pub(super) fn wins_kept(kept: &O::Kept, best: &O::Kept) -> bool {
        E::better(O::compare_kept(kept, best)) || (O::is_nan(best) && !O::is_nan(kept))
    }
}
