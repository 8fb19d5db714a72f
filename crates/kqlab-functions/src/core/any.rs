//! Reading arguments of any type: a borrowed value a row, and its string form.

use std::borrow::Cow;

use kqlab_columns::{Column, Data};
use kqlab_plan::{Type, Value};
use serde_json::Value as JsonValue;

use super::{Arg, Read};
use crate::cast::text;
use crate::json;

/// A row's value, borrowed.
#[derive(Clone, Copy, Debug)]
pub enum Ref<'a> {
    /// A null of any type but string.
    Null,
    /// bool
    Bool(bool),
    /// int
    Int(i32),
    /// long
    Long(i64),
    /// real
    Real(f64),
    /// decimal, canonical digits
    Decimal(&'a str),
    /// string
    String(&'a str),
    /// datetime, ticks
    Datetime(i64),
    /// timespan, ticks
    Timespan(i64),
    /// guid, canonical
    Guid(&'a str),
    /// dynamic
    Dynamic(Dynamic<'a>),
}

/// A dynamic value other than null, as a column or a constant holds it.
#[derive(Clone, Copy, Debug)]
pub enum Dynamic<'a> {
    /// A column's text: JSON, or else a string.
    Text(&'a str),
    /// A constant.
    Value(&'a JsonValue),
}

impl<'a> Dynamic<'a> {
    /// The value, read if it is a text.
    #[must_use]
    pub fn value(self) -> Cow<'a, JsonValue> {
        match self {
            Self::Text(text) => Cow::Owned(json::parse(text)),
            Self::Value(value) => Cow::Borrowed(value),
        }
    }

    /// The value itself if it is a string, number or bool; null, arrays and bags remain as they are.
    #[must_use]
    pub fn inner(self) -> Inner<'a> {
        match self {
            Self::Text(text) => json::inner(text),
            Self::Value(JsonValue::Null) => Inner::Null,
            Self::Value(JsonValue::Bool(value)) => Inner::Bool(*value),
            Self::Value(JsonValue::Number(number)) => Inner::number(number),
            Self::Value(JsonValue::String(text)) => Inner::String(Cow::Borrowed(text)),
            Self::Value(JsonValue::Array(_)) => Inner::Array,
            Self::Value(JsonValue::Object(_)) => Inner::Bag,
        }
    }
}

impl<'a> From<Dynamic<'a>> for Ref<'a> {
    fn from(value: Dynamic<'a>) -> Self {
        Self::Dynamic(value)
    }
}

/// What a dynamic holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Inner<'a> {
    /// null
    Null,
    /// true, false
    Bool(bool),
    /// An integer.
    Long(i64),
    /// Any other number.
    Real(f64),
    /// A string.
    String(Cow<'a, str>),
    /// An array.
    Array,
    /// A property bag.
    Bag,
}

impl Inner<'_> {
    /// A JSON number: a long if it is an integer that fits, else a real.
    #[must_use]
    pub fn number(number: &serde_json::Number) -> Self {
        match number.as_i64() {
            Some(long) => Self::Long(long),
            None => Self::Real(number.as_f64().unwrap_or(f64::NAN)),
        }
    }
}

/// An opened argument of any type.
#[derive(Debug)]
pub enum Anys<'a> {
    /// One value for all rows.
    Const(Ref<'a>),
    /// A value a row.
    Column(&'a Column),
}

/// Reads any type; a null is [`Ref::Null`], so that no row is skipped.
#[derive(Debug)]
pub struct Any;

impl Read for Any {
    type Item<'a> = Ref<'a>;
    type Source<'a> = Anys<'a>;

    fn open(arg: &Arg) -> Self::Source<'_> {
        match arg {
            Arg::Const(value) => Anys::Const(Ref::of(value)),
            Arg::Column(column) => Anys::Column(column),
        }
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        Some(match source {
            Anys::Const(value) => *value,
            Anys::Column(column) => Ref::at(column, row),
        })
    }
}

impl<'a> Ref<'a> {
    /// A value, borrowed.
    #[must_use]
    pub fn of(value: &'a Value) -> Self {
        match value {
            Value::Null(_) => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(value) => Self::Int(*value),
            Value::Long(value) => Self::Long(*value),
            Value::Real(value) => Self::Real(*value),
            Value::Decimal(value) => Self::Decimal(value),
            Value::String(value) => Self::String(value),
            Value::Datetime(value) => Self::Datetime(*value),
            Value::Timespan(value) => Self::Timespan(*value),
            Value::Guid(value) => Self::Guid(value),
            Value::Dynamic(value) => Self::Dynamic(Dynamic::Value(value)),
        }
    }

    /// A column's row.
    #[must_use]
    pub fn at(column: &'a Column, row: usize) -> Self {
        if column.is_null(row) {
            return Self::Null;
        }
        match (column.data(), column.ty()) {
            (Data::Bool(array), _) => Self::Bool(array.value(row)),
            (Data::Int(array), _) => Self::Int(array.value(row)),
            (Data::Long(array), Type::Datetime) => Self::Datetime(array.value(row)),
            (Data::Long(array), Type::Timespan) => Self::Timespan(array.value(row)),
            (Data::Long(array), _) => Self::Long(array.value(row)),
            (Data::Real(array), _) => Self::Real(array.value(row)),
            (Data::Text(array), Type::Decimal) => Self::Decimal(array.value(row)),
            (Data::Text(array), Type::Guid) => Self::Guid(array.value(row)),
            (Data::Text(array), Type::Dynamic) => Self::Dynamic(Dynamic::Text(array.value(row))),
            (Data::Text(array), _) => Self::String(array.value(row)),
        }
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self, Self::Null)
    }
}

/// Reads a dynamic without parsing it.
#[derive(Debug)]
pub struct Dyn;

impl Read for Dyn {
    type Item<'a> = Dynamic<'a>;
    type Source<'a> = Anys<'a>;

    fn open(arg: &Arg) -> Self::Source<'_> {
        Any::open(arg)
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        match Any::get(source, row)? {
            Ref::Dynamic(value) => Some(value),
            Ref::String(text) => Some(Dynamic::Text(text)),
            _ => None,
        }
    }
}

/// Reads any type as `tostring` gives it; a null of a type other than string is skipped.
#[derive(Debug)]
pub struct Str;

impl Read for Str {
    type Item<'a> = Cow<'a, str>;
    type Source<'a> = Anys<'a>;

    fn open(arg: &Arg) -> Self::Source<'_> {
        Any::open(arg)
    }

    fn get<'a>(source: &Self::Source<'a>, row: usize) -> Option<Self::Item<'a>> {
        match Any::get(source, row)? {
            Ref::Null => None,
            value => Some(text::of(value)),
        }
    }
}
