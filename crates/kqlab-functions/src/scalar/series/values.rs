//! Series as numbers: what the elements of a dynamic array are, and how they become one again.

use kqlab_plan::{Type, Value};
use serde_json::Value as Json;

use crate::core::{Arg, Double, Json as JsonRows, Long, Read, real_to_json};

/// A number of a series: whole numbers stay whole where the pages keep them so.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    /// A long.
    Whole(i64),
    /// A real.
    Real(f64),
}

impl Number {
    /// The number of an element; a bool is 0 or 1, NaN and the infinities are their names.
    pub(super) fn of(json: &Json) -> Option<Self> {
        match json {
            Json::Number(number) => match number.as_i64() {
                Some(whole) => Some(Self::Whole(whole)),
                None => number.as_f64().map(Self::Real),
            },
            Json::Bool(bit) => Some(Self::Whole(i64::from(*bit))),
            Json::String(name) => match name.as_str() {
                "NaN" => Some(Self::Real(f64::NAN)),
                "Infinity" => Some(Self::Real(f64::INFINITY)),
                "-Infinity" => Some(Self::Real(f64::NEG_INFINITY)),
                _ => None,
            },
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        }
    }

    /// As a real.
    pub(super) fn real(self) -> f64 {
        match self {
            Self::Whole(value) => value as f64,
            Self::Real(value) => value,
        }
    }

    /// As an element.
    pub(super) fn json(self) -> Json {
        match self {
            Self::Whole(value) => Json::from(value),
            Self::Real(value) => real_to_json(value),
        }
    }
}

/// The elements of an array, `None` where one is no number; `None` for what is no array.
pub(super) fn numbers(json: &Json) -> Option<Vec<Option<Number>>> {
    json.as_array().map(|items| items.iter().map(Number::of).collect())
}

/// The elements as reals; `None` if one is no number.
pub(super) fn reals(json: &Json) -> Option<Vec<f64>> {
    json.as_array()?.iter().map(|item| Number::of(item).map(Number::real)).collect()
}

/// An array of reals.
pub(super) fn array(values: impl IntoIterator<Item = f64>) -> Json {
    values.into_iter().map(real_to_json).collect()
}

/// An argument that is a series, or a number that stands for a series of any length.
pub(super) enum Operand<'a> {
    /// A dynamic.
    Series(<JsonRows as Read>::Source<'a>),
    /// Whole numbers.
    Whole(<Long as Read>::Source<'a>),
    /// Reals.
    Real(<Double as Read>::Source<'a>),
}

/// An operand's row.
pub(super) enum Row {
    /// The elements.
    Series(Vec<Option<Number>>),
    /// The same number everywhere.
    Same(Option<Number>),
}

impl<'a> Operand<'a> {
    /// Opens an argument.
    pub(super) fn open(arg: &'a Arg) -> Self {
        match arg.ty() {
            Type::Dynamic => Self::Series(JsonRows::open(arg)),
            Type::Int | Type::Long | Type::Bool => Self::Whole(Long::open(arg)),
            _ => Self::Real(Double::open(arg)),
        }
    }

    /// The row; `None` if there is neither a series nor a number.
    pub(super) fn row(&self, row: usize) -> Option<Row> {
        match self {
            Self::Series(source) => {
                let json = JsonRows::get(source, row)?;
                numbers(&json)
                    .map(Row::Series)
                    .or_else(|| Number::of(&json).map(|number| Row::Same(Some(number))))
            }
            Self::Whole(source) => Some(Row::Same(Long::get(source, row).map(Number::Whole))),
            Self::Real(source) => Some(Row::Same(Double::get(source, row).map(Number::Real))),
        }
    }
}

impl Row {
    /// The number of elements, if it has one of its own.
    pub(super) fn len(&self) -> Option<usize> {
        match self {
            Self::Series(numbers) => Some(numbers.len()),
            Self::Same(_) => None,
        }
    }

    /// The element, if there is one and it is a number.
    pub(super) fn get(&self, index: usize) -> Option<Number> {
        match self {
            Self::Series(numbers) => numbers.get(index).copied().flatten(),
            Self::Same(number) => *number,
        }
    }
}

/// An optional number of a row: a missing argument and a null are none.
pub(super) fn optional(arg: Option<&Arg>, row: usize) -> Option<Number> {
    match arg?.value(row) {
        Value::Int(value) => Some(Number::Whole(i64::from(value))),
        Value::Long(value) => Some(Number::Whole(value)),
        Value::Real(value) => Some(Number::Real(value)),
        Value::Decimal(text) => text.parse().ok().map(Number::Real),
        Value::Dynamic(json) => Number::of(&json),
        _ => None,
    }
}
