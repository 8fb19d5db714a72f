//! The kernels of comparison and range operators (measured).

use std::cmp::Ordering;

use kqlab_columns::Column;
use kqlab_plan::Type;

use crate::compare::{Compared, comparable, compare};
use crate::core::{Any, Arg, Double, Long, Read, Ref, Text};
use crate::{Call, EvalError};

/// How nulls count.
#[derive(Clone, Copy)]
enum Nulls {
    /// A null gives null: `<`.
    Null,
    /// One null gives this, two give null: `==`, `!=`.
    One(bool),
}

/// `==`, `!=`: `negated` is the latter.
pub(super) fn equal(call: &Call<'_>, negated: bool) -> Result<Column, EvalError> {
    if let [Type::String, Type::String] = [&call.args[0], &call.args[1]].map(Arg::ty) {
        let (left, right) = (Text::open(&call.args[0]), Text::open(&call.args[1]));
        return Ok(call.truths(|row| (text(&left, row) == text(&right, row)) != negated));
    }
    let test = move |order: Option<Ordering>| (order == Some(Ordering::Equal)) != negated;
    rows(call, Nulls::One(negated), test)
}

/// `<` and its like.
pub(super) fn ordered(call: &Call<'_>, test: fn(Ordering) -> bool) -> Result<Column, EvalError> {
    rows(call, Nulls::Null, move |order| order.is_some_and(test))
}

fn rows(
    call: &Call<'_>,
    nulls: Nulls,
    test: impl Fn(Option<Ordering>) -> bool,
) -> Result<Column, EvalError> {
    let (a, b) = (call.args[0].ty(), call.args[1].ty());
    comparable(a, b)?;
    match (a, b) {
        (Type::String, Type::String) => typed::<Text>(call, nulls, |a, b| test(Some(a.cmp(b)))),
        (Type::Int | Type::Long, Type::Int | Type::Long)
        | (Type::Datetime, Type::Datetime)
        | (Type::Timespan, Type::Timespan) => {
            typed::<Long>(call, nulls, |a, b| test(Some(a.cmp(b))))
        }
        (Type::Int | Type::Long | Type::Real, Type::Int | Type::Long | Type::Real) => {
            typed::<Double>(call, nulls, |a, b| test(a.partial_cmp(b)))
        }
        _ => {
            let (left, right) = (Any::open(&call.args[0]), Any::open(&call.args[1]));
            call.rows(|row| {
                let (a, b) = (get(&left, row), get(&right, row));
                Ok(match (compare(a, b), nulls) {
                    (Compared::Order(order), _) => Some(test(order)),
                    (Compared::OneNull, Nulls::One(answer)) => Some(answer),
                    (Compared::BothNull | Compared::OneNull, _) => None,
                })
            })
        }
    }
}

/// A string is never null.
fn text<'a>(source: &<Text as Read>::Source<'a>, row: usize) -> &'a str {
    Text::get(source, row).unwrap_or_default()
}

fn get<'a>(source: &<Any as Read>::Source<'a>, row: usize) -> Ref<'a> {
    Any::get(source, row).unwrap_or(Ref::Null)
}

fn typed<K: Read>(
    call: &Call<'_>,
    nulls: Nulls,
    test: impl Fn(&K::Item<'_>, &K::Item<'_>) -> bool,
) -> Result<Column, EvalError> {
    let (left, right) = (K::open(&call.args[0]), K::open(&call.args[1]));
    call.rows(|row| {
        Ok(match (K::get(&left, row), K::get(&right, row), nulls) {
            (Some(a), Some(b), _) => Some(test(&a, &b)),
            (None, None, _) | (_, _, Nulls::Null) => None,
            (_, _, Nulls::One(answer)) => Some(answer),
        })
    })
}

/// `between`, `!between`: inclusive; null where any of the three is. An upper bound that is a timespan beside a datetime counts from the
/// lower.
pub(super) fn between(call: &Call<'_>, negated: bool) -> Result<Column, EvalError> {
    let [value, low, high] = [0, 1, 2].map(|position| Any::open(&call.args[position]));
    call.rows(|row| {
        let (value, low, high) = (get(&value, row), get(&low, row), get(&high, row));
        let high = match (low, high) {
            (Ref::Datetime(low), Ref::Timespan(length)) => {
                Ref::Datetime(low.saturating_add(length))
            }
            (_, high) => high,
        };
        Ok(match (compare(value, low), compare(value, high)) {
            (Compared::Order(low), Compared::Order(high)) => {
                let inside = low.is_some_and(Ordering::is_ge) && high.is_some_and(Ordering::is_le);
                Some(inside != negated)
            }
            _ => None,
        })
    })
}
