//! A row's key as bytes: equal keys have equal bytes.

use std::borrow::Cow;

use kqlab_columns::value::parse_dynamic;
use kqlab_columns::{Column, Data};
use kqlab_plan::Type;
use polars_arrow::array::{Array, BooleanArray, PrimitiveArray, Utf8ViewArray};

/// An opened key column.
pub(super) enum Key<'a> {
    Bool(&'a BooleanArray),
    Int(&'a PrimitiveArray<i32>),
    Long(&'a PrimitiveArray<i64>),
    Real(&'a PrimitiveArray<f64>),
    Text(&'a Utf8ViewArray),
    Dynamic(&'a Utf8ViewArray),
}

impl<'a> Key<'a> {
    /// Opens a column.
    pub(super) fn of(column: &'a Column) -> Self {
        match column.data() {
            Data::Bool(array) => Self::Bool(array),
            Data::Int(array) => Self::Int(array),
            Data::Long(array) => Self::Long(array),
            Data::Real(array) => Self::Real(array),
            Data::Text(array) if column.ty() == Type::Dynamic => Self::Dynamic(array),
            Data::Text(array) => Self::Text(array),
        }
    }

    fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Bool(array) => array.is_null(row),
            Self::Int(array) => array.is_null(row),
            Self::Long(array) => array.is_null(row),
            Self::Real(array) => array.is_null(row),
            Self::Text(array) | Self::Dynamic(array) => array.is_null(row),
        }
    }
}

const NULL: u8 = 0;
const VALUE: u8 = 1;

/// Appends the row's key.
pub(super) fn encode(keys: &[Key<'_>], row: usize, bytes: &mut Vec<u8>) {
    for key in keys {
        if key.is_null(row) {
            bytes.push(NULL);
            continue;
        }
        bytes.push(VALUE);
        match key {
            Key::Bool(array) => bytes.push(u8::from(array.value(row))),
            Key::Int(array) => bytes.extend(array.value(row).to_le_bytes()),
            Key::Long(array) => bytes.extend(array.value(row).to_le_bytes()),
            Key::Real(array) => bytes.extend(real_bits(array.value(row)).to_le_bytes()),
            Key::Text(array) => text(array.value(row), bytes),
            Key::Dynamic(array) => text(&canonical(array.value(row)), bytes),
        }
    }
}

fn text(value: &str, bytes: &mut Vec<u8>) {
    bytes.extend((value.len() as u64).to_le_bytes());
    bytes.extend(value.as_bytes());
}

/// One pattern for every NaN, and one for both zeros.
fn real_bits(value: f64) -> u64 {
    if value.is_nan() {
        f64::NAN.to_bits()
    } else if value == 0.0 {
        0
    } else {
        value.to_bits()
    }
}

/// A dynamic's text without insignificant white space.
pub(crate) fn canonical(text: &str) -> Cow<'_, str> {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if text.as_bytes().iter().all(plain) && !text.starts_with(char::is_alphabetic) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(parse_dynamic(text).to_string())
}
