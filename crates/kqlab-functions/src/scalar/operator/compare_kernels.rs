//! The kernels of comparison and range operators (measured).

use std::cmp::Ordering;

use kqlab_columns::{Column, Data};
use kqlab_plan::{Type, Value};
use polars_arrow::array::BooleanArray;
use polars_arrow::bitmap::Bitmap;
use polars_arrow::datatypes::ArrowDataType;

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
    if let Some(column) = against_constant(call, nulls, &test) {
        return Ok(column);
    }
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

/// A column of numbers or times beside a constant of its kind, which is not null: without a look at each row's null.
fn against_constant(
    call: &Call<'_>,
    nulls: Nulls,
    test: &impl Fn(Option<Ordering>) -> bool,
) -> Option<Column> {
    let (column, constant, turned) = match call.args {
        [Arg::Column(column), Arg::Const(constant)] => (column, constant, false),
        [Arg::Const(constant), Arg::Column(column)] => (column, constant, true),
        _ => return None,
    };
    let is_whole = |ty: Type| matches!(ty, Type::Int | Type::Long);
    if column.ty() != constant.ty() && !(is_whole(column.ty()) && is_whole(constant.ty())) {
        return None;
    }
    let is = |order: Ordering| test(Some(if turned { order.reverse() } else { order }));
    let answers = Answers {
        less: is(Ordering::Less),
        equal: is(Ordering::Equal),
        greater: is(Ordering::Greater),
        none: test(None),
    };
    let bits = match (column.data(), constant) {
        (Data::Int(array), Value::Int(_) | Value::Long(_)) => {
            answers.of(array.values().iter().map(|value| i64::from(*value)), whole(constant)?)
        }
        (
            Data::Long(array),
            Value::Int(_) | Value::Long(_) | Value::Datetime(_) | Value::Timespan(_),
        ) => answers.of(array.values().iter().copied(), whole(constant)?),
        (Data::Real(array), Value::Real(constant)) => {
            answers.of(array.values().iter().copied(), *constant)
        }
        _ => return None,
    };
    let (bits, valid) = match (column.array().validity(), nulls) {
        (Some(valid), Nulls::One(true)) => (&bits | &!valid, None),
        (Some(valid), Nulls::One(false)) => (&bits & valid, None),
        (valid, _) => (bits, valid.cloned()),
    };
    let array = BooleanArray::new(ArrowDataType::Boolean, bits, valid);
    Some(Column::new(Type::Bool, Data::Bool(array)))
}

/// What a test says of values beside a constant.
struct Answers {
    less: bool,
    equal: bool,
    greater: bool,
    /// Of those that have no order: NaN.
    none: bool,
}

impl Answers {
    fn of<T: Copy + PartialOrd>(&self, values: impl Iterator<Item = T>, constant: T) -> Bitmap {
        let answer = |value: T| {
            let (less, equal, greater) = (value < constant, value == constant, value > constant);
            (self.less & less)
                | (self.equal & equal)
                | (self.greater & greater)
                | (self.none & !(less | equal | greater))
        };
        values.map(answer).collect()
    }
}

/// A whole number, or ticks.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Int(value) => Some(i64::from(*value)),
        Value::Long(value) | Value::Datetime(value) | Value::Timespan(value) => Some(*value),
        _ => None,
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

#[cfg(test)]
mod tests {
    use kqlab_syntax::Span;

    use super::*;
    use crate::Context;
    use crate::core::Kernel;

    const OPERATORS: [Kernel; 6] = [
        |call| equal(call, false),
        |call| equal(call, true),
        |call| ordered(call, Ordering::is_lt),
        |call| ordered(call, Ordering::is_le),
        |call| ordered(call, Ordering::is_gt),
        |call| ordered(call, Ordering::is_ge),
    ];

    fn answers(operator: Kernel, args: &[Arg], rows: usize) -> Vec<Value> {
        let (cx, span) = (Context::new(0), Span::default());
        let call = Call { cx: &cx, args, overload: 0, returns: Type::Bool, rows, span };
        let answers = operator(&call).expect("they are comparable");
        (0..rows).map(|row| answers.value(row)).collect()
    }

    /// Every operator over a column and a constant, on either side, and over the column and one of that constant.
    #[test]
    fn a_constant_is_a_column_of_it() {
        let longs = [i64::MIN, -1, 0, 1, i64::MAX];
        let reals = [f64::NEG_INFINITY, -0.0, 0.0, 0.5, f64::INFINITY, f64::NAN];
        let columns: [Vec<Value>; 5] = [
            [i32::MIN, 0, 1, i32::MAX].map(Value::Int).into(),
            longs.map(Value::Long).into(),
            longs.map(Value::Datetime).into(),
            longs.map(Value::Timespan).into(),
            reals.map(Value::Real).into(),
        ];
        for values in &columns {
            let (ty, rows) = (values[0].ty(), values.len() + 1);
            let null = Value::Null(ty);
            let column = Arg::Column(Column::from_values(ty, values.iter().chain([&null])));
            let constants = columns.iter().flatten().chain([&null]);
            for value in constants.filter(|value| comparable(ty, value.ty()).is_ok()) {
                let (one, all) = (Arg::Const(value.clone()), Column::constant(value, rows));
                let (column, all) = (|| column.clone(), || Arg::Column(all.clone()));
                for operator in OPERATORS {
                    let right = answers(operator, &[column(), one.clone()], rows);
                    assert_eq!(
                        right,
                        answers(operator, &[column(), all()], rows),
                        "{ty} {value:?}"
                    );
                    let left = answers(operator, &[one.clone(), column()], rows);
                    assert_eq!(left, answers(operator, &[all(), column()], rows), "{value:?} {ty}");
                }
            }
        }
    }
}
