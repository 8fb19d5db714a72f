//! The values of an array: as a KQL column where the types agree, else one by one as JSON, which is read as that of a
//! file is.

use kqlab_columns::{Builder, Column, Data};
use kqlab_plan::Type;
use kqlab_syntax::time::{format_datetime, format_timespan};
use polars_arrow::array::{
    Array, BinaryArray, BinaryViewArray, BooleanArray, DictionaryArray, DictionaryKey,
    FixedSizeBinaryArray, FixedSizeListArray, ListArray, MapArray, MutableBinaryViewArray,
    PrimitiveArray, StructArray, Utf8Array, Utf8ViewArray,
};
use polars_arrow::datatypes::{ArrowDataType as D, IntegerType};
use polars_arrow::types::NativeType;

use super::types::{moment, span, storage};
use crate::cell::{self, Scratch};
use crate::json::scan;

/// An array, and the KQL type of its values.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    pub(crate) array: &'a dyn Array,
    pub(crate) ty: Type,
}

fn cast<A: 'static>(array: &dyn Array) -> &A {
    array.as_any().downcast_ref().expect("invariant: the array of its type")
}

impl Values<'_> {
    /// The values as a column of a type; `misfit` is told the JSON of each that does not fit and is null.
    pub(crate) fn column(
        self,
        wanted: Type,
        scratch: &mut Scratch,
        misfit: impl FnMut(&str),
    ) -> Column {
        let data = if self.ty == wanted { self.same() } else { None };
        data.map_or_else(|| self.each(wanted, scratch, misfit), |data| Column::new(wanted, data))
    }

    /// The data of a column of the same type, where it can be had at once.
    fn same(self) -> Option<Data> {
        let array = self.array;
        Some(match (storage(array.dtype()), self.ty) {
            (D::Boolean, _) => Data::Bool(cast::<BooleanArray>(array).clone()),
            (D::Int32, Type::Int) => Data::Int(cast::<PrimitiveArray<i32>>(array).clone()),
            (D::Int64, Type::Long | Type::Datetime | Type::Timespan) => {
                Data::Long(cast::<PrimitiveArray<i64>>(array).clone().to(D::Int64))
            }
            (D::Float64, Type::Real) => Data::Real(cast::<PrimitiveArray<f64>>(array).clone()),
            (D::Utf8View, _) => Data::Text(cast::<Utf8ViewArray>(array).clone()),
            (D::Utf8, _) => Data::Text(texts(cast::<Utf8Array<i32>>(array).iter())),
            (D::LargeUtf8, _) => Data::Text(texts(cast::<Utf8Array<i64>>(array).iter())),
            (dtype @ D::Timestamp(..), Type::Datetime) => {
                let moments = cast::<PrimitiveArray<i64>>(array);
                let ticks = moments.iter().map(|value| value.map(|v| moment(dtype, *v)));
                Data::Long(all(ticks)?)
            }
            (dtype @ D::Duration(_), Type::Timespan) => {
                let spans = cast::<PrimitiveArray<i64>>(array);
                Data::Long(all(spans.iter().map(|value| value.map(|v| span(dtype, *v))))?)
            }
            _ => return None,
        })
    }

    /// The column made value by value.
    fn each(self, wanted: Type, scratch: &mut Scratch, mut misfit: impl FnMut(&str)) -> Column {
        let mut builder = Builder::with_capacity(wanted, self.array.len());
        let mut json = String::new();
        for row in 0..self.array.len() {
            json.clear();
            self.write(row, &mut json);
            // What the file says is JSON may be none: it is a text then.
            let kind = match scan::value(json.as_bytes(), 0) {
                Ok(value) if value.end == json.len() => value.kind,
                _ => scan::Kind::Bare,
            };
            if !cell::push(&mut builder, kind, &json, scratch) {
                misfit(&json);
            }
        }
        builder.finish()
    }

    /// Appends a value as JSON.
    pub(crate) fn write(self, row: usize, out: &mut String) {
        let text = || texts_at(self.array, row);
        match self.ty {
            Type::Dynamic if self.array.is_null(row) => out.push_str("null"),
            Type::Dynamic if text().is_some() => out.push_str(text().unwrap_or_default()),
            Type::Datetime | Type::Timespan if is_long(self.array) && self.array.is_valid(row) => {
                let ticks = cast::<PrimitiveArray<i64>>(self.array).value(row);
                let time = match self.ty {
                    Type::Datetime => format_datetime(ticks),
                    _ => format_timespan(ticks),
                };
                quote(&time, out);
            }
            _ => write(self.array, row, out),
        }
    }
}

fn is_long(array: &dyn Array) -> bool {
    matches!(storage(array.dtype()), D::Int64)
}

/// The values, if none is past what KQL can tell.
fn all(values: impl Iterator<Item = Option<Option<i64>>>) -> Option<PrimitiveArray<i64>> {
    values
        .map(|value| match value {
            Some(None) => Err(()),
            Some(some) => Ok(some),
            None => Ok(None),
        })
        .collect::<Result<Vec<Option<i64>>, ()>>()
        .ok()
        .map(PrimitiveArray::from)
}

fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>) -> Utf8ViewArray {
    let mut array = MutableBinaryViewArray::<str>::new();
    values.for_each(|value| array.push(value));
    array.freeze()
}

/// The text at a row, where the array is one of texts.
fn texts_at(array: &dyn Array, row: usize) -> Option<&str> {
    Some(match storage(array.dtype()) {
        D::Utf8View => cast::<Utf8ViewArray>(array).value(row),
        D::Utf8 => cast::<Utf8Array<i32>>(array).value(row),
        D::LargeUtf8 => cast::<Utf8Array<i64>>(array).value(row),
        _ => return None,
    })
}

/// Appends a value as JSON: moments and spans as KQL prints them, in quotes.
fn write(array: &dyn Array, row: usize, out: &mut String) {
    if array.is_null(row) || matches!(array.dtype(), D::Null) {
        return out.push_str("null");
    }
    if let Some(text) = texts_at(array, row) {
        return quote(text, out);
    }
    match storage(array.dtype()) {
        D::Boolean => {
            out.push_str(if cast::<BooleanArray>(array).value(row) { "true" } else { "false" });
        }
        D::Int8 => number::<i8>(array, row, out),
        D::Int16 => number::<i16>(array, row, out),
        D::Int32 => number::<i32>(array, row, out),
        D::Int64 => number::<i64>(array, row, out),
        D::UInt8 => number::<u8>(array, row, out),
        D::UInt16 => number::<u16>(array, row, out),
        D::UInt32 => number::<u32>(array, row, out),
        D::UInt64 => number::<u64>(array, row, out),
        D::Float32 => real(f64::from(cast::<PrimitiveArray<f32>>(array).value(row)), out),
        D::Float64 => real(cast::<PrimitiveArray<f64>>(array).value(row), out),
        D::Decimal(_, scale) => {
            decimal(cast::<PrimitiveArray<i128>>(array).value(row), *scale, out)
        }
        D::Decimal32(_, scale) => {
            decimal(cast::<PrimitiveArray<i32>>(array).value(row).into(), *scale, out);
        }
        D::Decimal64(_, scale) => {
            decimal(cast::<PrimitiveArray<i64>>(array).value(row).into(), *scale, out);
        }
        dtype @ (D::Timestamp(..) | D::Date64 | D::Duration(_) | D::Time64(_)) => {
            time(dtype, cast::<PrimitiveArray<i64>>(array).value(row), out)
        }
        dtype @ (D::Date32 | D::Time32(_)) => {
            time(dtype, cast::<PrimitiveArray<i32>>(array).value(row).into(), out);
        }
        D::Binary => bytes(cast::<BinaryArray<i32>>(array).value(row), out),
        D::LargeBinary => bytes(cast::<BinaryArray<i64>>(array).value(row), out),
        D::BinaryView => bytes(cast::<BinaryViewArray>(array).value(row), out),
        D::FixedSizeBinary(_) => bytes(cast::<FixedSizeBinaryArray>(array).value(row), out),
        D::Dictionary(key, ..) => match key {
            IntegerType::Int8 => entry::<i8>(array, row, out),
            IntegerType::Int16 => entry::<i16>(array, row, out),
            IntegerType::Int32 => entry::<i32>(array, row, out),
            IntegerType::Int64 => entry::<i64>(array, row, out),
            IntegerType::UInt8 => entry::<u8>(array, row, out),
            IntegerType::UInt16 => entry::<u16>(array, row, out),
            IntegerType::UInt32 => entry::<u32>(array, row, out),
            IntegerType::UInt64 => entry::<u64>(array, row, out),
            IntegerType::Int128 | IntegerType::UInt128 => out.push_str("null"),
        },
        D::List(_) => list(&*cast::<ListArray<i32>>(array).value(row), out),
        D::LargeList(_) => list(&*cast::<ListArray<i64>>(array).value(row), out),
        D::FixedSizeList(..) => list(&*cast::<FixedSizeListArray>(array).value(row), out),
        D::Map(..) => list(&*cast::<MapArray>(array).value(row), out),
        D::Struct(_) => object(cast::<StructArray>(array), row, out),
        other => quote(&format!("{other:?}"), out),
    }
}

fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

fn number<T: NativeType + std::fmt::Display>(array: &dyn Array, row: usize, out: &mut String) {
    out.push_str(&cast::<PrimitiveArray<T>>(array).value(row).to_string());
}

/// JSON has no infinities.
fn real(value: f64, out: &mut String) {
    match value.is_finite() {
        true => out.push_str(&format!("{value:?}")),
        false => quote(&value.to_string(), out),
    }
}

/// A whole number of units of the last of `scale` digits.
fn decimal(value: i128, scale: usize, out: &mut String) {
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let (sign, point) = (if value < 0 { "-" } else { "" }, if scale == 0 { "" } else { "." });
    out.push_str(&format!("{sign}{whole}{point}{fraction}"));
}

/// A time past KQL's range is left as its number, in quotes, so that no column takes it for one.
fn time(dtype: &D, value: i64, out: &mut String) {
    let text = match dtype {
        D::Timestamp(..) | D::Date32 | D::Date64 => moment(dtype, value).map(format_datetime),
        _ => span(dtype, value).map(format_timespan),
    };
    quote(&text.unwrap_or_else(|| format!("{value} {dtype:?}")), out);
}

/// Bytes are a text if they are UTF-8, else hexadecimal digits.
fn bytes(bytes: &[u8], out: &mut String) {
    match std::str::from_utf8(bytes) {
        Ok(text) => quote(text, out),
        Err(_) => quote(&bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), out),
    }
}

fn entry<K: DictionaryKey>(array: &dyn Array, row: usize, out: &mut String) {
    let array = cast::<DictionaryArray<K>>(array);
    write(&**array.values(), array.key_value(row), out);
}

fn list(values: &dyn Array, out: &mut String) {
    out.push('[');
    for row in 0..values.len() {
        if row > 0 {
            out.push(',');
        }
        write(values, row, out);
    }
    out.push(']');
}

fn object(array: &StructArray, row: usize, out: &mut String) {
    out.push('{');
    for (at, (field, values)) in array.fields().iter().zip(array.values()).enumerate() {
        if at > 0 {
            out.push(',');
        }
        quote(&field.name, out);
        out.push(':');
        write(&**values, row, out);
    }
    out.push('}');
}
