//! How a kernel reads an argument's rows: a marker names the Rust type that its closure is given.

use kqlab_columns::value::parse_dynamic;
use kqlab_columns::{Column, Data};
use kqlab_plan::{Type, Value};
use polars_arrow::array::{Array, BooleanArray, PrimitiveArray, Utf8ViewArray};
use serde_json::Value as JsonValue;

use super::Arg;

/// A way to read rows.
pub trait Read {
    /// What a row holds.
    type Item<'a>;
    /// The opened argument.
    type Source<'a>;

    /// Opens an argument.
    fn open(arg: &Arg) -> Self::Source<'_>;

    /// The row's value; `None` is null.
    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>>;
}

/// An opened argument: the constant, or the array.
#[derive(Debug)]
pub enum Source<'a, A, T> {
    /// One value for all rows.
    Const(Option<T>),
    /// A value a row.
    Array(&'a A),
}

/// Reads bool.
#[derive(Debug)]
pub struct Bool;
/// Reads int, long and the ticks of datetime and timespan as `i64`, a bool as 0 or 1.
#[derive(Debug)]
pub struct Long;
/// Reads int, long, real and decimal as `f64`, a bool as 0 or 1.
#[derive(Debug)]
pub struct Double;
/// Reads string, guid and decimal as their text, and a dynamic column as its JSON text.
#[derive(Debug)]
pub struct Text;
/// Reads dynamic as a parsed JSON value.
#[derive(Debug)]
pub struct Json;
/// Reads another kind with its nulls: the closure is given an `Option`.
#[derive(Debug)]
pub struct Null<K>(std::marker::PhantomData<K>);

fn wrong(arg: &Arg, wanted: &str) -> ! {
    unreachable!("invariant: an argument of {wanted}, not {}", arg.ty())
}

impl Read for Bool {
    type Item<'a> = bool;
    type Source<'a> = Source<'a, BooleanArray, bool>;

    fn open(arg: &Arg) -> Self::Source<'_> {
        match arg {
            Arg::Const(Value::Bool(value)) => Source::Const(Some(*value)),
            Arg::Const(Value::Null(_)) => Source::Const(None),
            Arg::Column(column) => match column.data() {
                Data::Bool(array) => Source::Array(array),
                _ => wrong(arg, "bool"),
            },
            Arg::Const(_) => wrong(arg, "bool"),
        }
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        match source {
            Source::Const(value) => *value,
            Source::Array(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }
}

/// An opened argument of longs.
#[derive(Debug)]
pub enum Longs<'a> {
    /// One value for all rows.
    Const(Option<i64>),
    /// int
    Int(&'a PrimitiveArray<i32>),
    /// long, datetime, timespan
    Long(&'a PrimitiveArray<i64>),
    /// bool
    Bool(&'a BooleanArray),
}

impl Read for Long {
    type Item<'a> = i64;
    type Source<'a> = Longs<'a>;

    fn open(arg: &Arg) -> Longs<'_> {
        match arg {
            Arg::Const(Value::Int(value)) => Longs::Const(Some(i64::from(*value))),
            Arg::Const(Value::Bool(value)) => Longs::Const(Some(i64::from(*value))),
            Arg::Const(Value::Long(v) | Value::Datetime(v) | Value::Timespan(v)) => {
                Longs::Const(Some(*v))
            }
            Arg::Const(Value::Null(_)) => Longs::Const(None),
            Arg::Column(column) => match column.data() {
                Data::Int(array) => Longs::Int(array),
                Data::Long(array) => Longs::Long(array),
                Data::Bool(array) => Longs::Bool(array),
                _ => wrong(arg, "integers or ticks"),
            },
            Arg::Const(_) => wrong(arg, "integers or ticks"),
        }
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        match source {
            Longs::Const(value) => *value,
            Longs::Int(array) => array.is_valid(row).then(|| i64::from(array.value(row))),
            Longs::Long(array) => array.is_valid(row).then(|| array.value(row)),
            Longs::Bool(array) => array.is_valid(row).then(|| i64::from(array.value(row))),
        }
    }
}

/// An opened argument of numbers.
#[derive(Debug)]
pub enum Doubles<'a> {
    /// real
    Real(Source<'a, PrimitiveArray<f64>, f64>),
    /// int, long, bool
    Long(Longs<'a>),
    /// decimal
    Decimal(Texts<'a>),
}

impl Read for Double {
    type Item<'a> = f64;
    type Source<'a> = Doubles<'a>;

    fn open(arg: &Arg) -> Doubles<'_> {
        match (arg.ty(), arg) {
            (Type::Decimal, _) => Doubles::Decimal(Text::open(arg)),
            (Type::Real, Arg::Const(Value::Real(value))) => {
                Doubles::Real(Source::Const(Some(*value)))
            }
            (Type::Real, Arg::Column(column)) => match column.data() {
                Data::Real(array) => Doubles::Real(Source::Array(array)),
                _ => wrong(arg, "reals"),
            },
            _ => Doubles::Long(Long::open(arg)),
        }
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        match source {
            Doubles::Real(Source::Const(value)) => *value,
            Doubles::Real(Source::Array(array)) => array.is_valid(row).then(|| array.value(row)),
            Doubles::Long(longs) => Long::get(longs, row).map(|value| value as f64),
            Doubles::Decimal(texts) => Text::get(texts, row)?.parse().ok(),
        }
    }
}

/// An opened argument of text.
#[derive(Debug)]
pub enum Texts<'a> {
    /// One text for all rows.
    Const(Option<&'a str>),
    /// A text a row.
    Array(&'a Utf8ViewArray),
}

impl Read for Text {
    type Item<'a> = &'a str;
    type Source<'a> = Texts<'a>;

    fn open(arg: &Arg) -> Texts<'_> {
        match arg {
            Arg::Const(Value::String(text) | Value::Guid(text) | Value::Decimal(text)) => {
                Texts::Const(Some(text))
            }
            Arg::Const(Value::Null(_)) => Texts::Const(None),
            Arg::Column(column) => Texts::Array(texts(column, arg)),
            Arg::Const(_) => wrong(arg, "text"),
        }
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        match source {
            Texts::Const(text) => *text,
            Texts::Array(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }
}

fn texts<'a>(column: &'a Column, arg: &Arg) -> &'a Utf8ViewArray {
    match column.data() {
        Data::Text(array) => array,
        _ => wrong(arg, "text"),
    }
}

impl Read for Json {
    type Item<'a> = JsonValue;
    type Source<'a> = Source<'a, Utf8ViewArray, JsonValue>;

    fn open(arg: &Arg) -> Self::Source<'_> {
        match arg {
            Arg::Const(Value::Dynamic(json)) => Source::Const(Some((**json).clone())),
            Arg::Const(Value::Null(_)) => Source::Const(None),
            Arg::Column(column) => Source::Array(texts(column, arg)),
            Arg::Const(_) => wrong(arg, "dynamic"),
        }
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        match source {
            Source::Const(json) => json.clone(),
            Source::Array(array) => array.is_valid(row).then(|| parse_dynamic(array.value(row))),
        }
    }
}

impl<K: Read> Read for Null<K> {
    type Item<'a> = Option<K::Item<'a>>;
    type Source<'a> = K::Source<'a>;

    fn open(arg: &Arg) -> Self::Source<'_> {
        K::open(arg)
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        Some(K::get(source, row))
    }
}
