//! Building a column value by value.

use kqlab_plan::{Type, Value};
use polars_arrow::array::{MutableArray, MutableBooleanArray, MutablePrimitiveArray};

use crate::texts::Texts;
use crate::{Column, Data};

/// A column under construction.
#[derive(Debug)]
pub struct Builder {
    ty: Type,
    data: Growing,
}

#[derive(Debug)]
enum Growing {
    Bool(MutableBooleanArray),
    Int(MutablePrimitiveArray<i32>),
    Long(MutablePrimitiveArray<i64>),
    Real(MutablePrimitiveArray<f64>),
    Text(Texts),
}

impl Builder {
    /// An empty column of that type.
    #[must_use]
    pub fn new(ty: Type) -> Self {
        Self::with_capacity(ty, 0)
    }

    /// An empty column with room for `rows`.
    ///
    /// # Panics
    /// For `Type::Unknown`, which no column has.
    #[must_use]
    pub fn with_capacity(ty: Type, rows: usize) -> Self {
        let data = match ty {
            Type::Bool => Growing::Bool(MutableBooleanArray::with_capacity(rows)),
            Type::Int => Growing::Int(MutablePrimitiveArray::with_capacity(rows)),
            Type::Long | Type::Datetime | Type::Timespan => {
                Growing::Long(MutablePrimitiveArray::with_capacity(rows))
            }
            Type::Real => Growing::Real(MutablePrimitiveArray::with_capacity(rows)),
            Type::String | Type::Decimal | Type::Guid | Type::Dynamic => {
                Growing::Text(Texts::with_capacity(rows))
            }
            Type::Unknown => unreachable!("invariant: no column is of an unknown type"),
        };
        Self { ty, data }
    }

    /// The type of the column.
    #[must_use]
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// The rows so far.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.data {
            Growing::Bool(array) => array.len(),
            Growing::Int(array) => array.len(),
            Growing::Long(array) => array.len(),
            Growing::Real(array) => array.len(),
            Growing::Text(array) => array.len(),
        }
    }

    /// Whether there is no row yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A value of the column's type, or a null.
    ///
    /// # Panics
    /// When the value is of another type: a defect of the caller.
    pub fn push(&mut self, value: &Value) {
        match (&mut self.data, value) {
            (_, Value::Null(_)) => self.push_null(),
            (Growing::Bool(array), Value::Bool(value)) => array.push(Some(*value)),
            (Growing::Int(array), Value::Int(value)) => array.push(Some(*value)),
            (Growing::Long(array), Value::Long(v) | Value::Datetime(v) | Value::Timespan(v)) => {
                array.push(Some(*v));
            }
            (Growing::Real(array), Value::Real(value)) => array.push(Some(*value)),
            (Growing::Text(array), Value::String(v) | Value::Decimal(v) | Value::Guid(v)) => {
                array.push(v);
            }
            (Growing::Text(array), Value::Dynamic(json)) => array.push(&json.to_string()),
            (_, value) => unreachable!("invariant: {value:?} is a {}", self.ty),
        }
    }

    /// A null; of string, the empty string.
    pub fn push_null(&mut self) {
        match &mut self.data {
            Growing::Bool(array) => array.push(None),
            Growing::Int(array) => array.push(None),
            Growing::Long(array) => array.push(None),
            Growing::Real(array) => array.push(None),
            Growing::Text(array) if self.ty == Type::String => array.push(""),
            Growing::Text(array) => array.push_nulls(1),
        }
    }

    /// So many nulls; of string, empty strings.
    pub fn push_nulls(&mut self, count: usize) {
        match &mut self.data {
            Growing::Bool(array) => array.extend_constant(count, None),
            Growing::Int(array) => array.extend_constant(count, None),
            Growing::Long(array) => array.extend_constant(count, None),
            Growing::Real(array) => array.extend_constant(count, None),
            Growing::Text(array) if self.ty == Type::String => array.push_same("", count),
            Growing::Text(array) => array.push_nulls(count),
        }
    }

    /// A bool.
    pub fn push_bool(&mut self, value: bool) {
        let Growing::Bool(array) = &mut self.data else { unreachable!("invariant: a bool column") };
        array.push(Some(value));
    }

    /// An int.
    pub fn push_int(&mut self, value: i32) {
        let Growing::Int(array) = &mut self.data else { unreachable!("invariant: an int column") };
        array.push(Some(value));
    }

    /// A long, or the ticks of a datetime or timespan.
    pub fn push_long(&mut self, value: i64) {
        let Growing::Long(array) = &mut self.data else { unreachable!("invariant: a long column") };
        array.push(Some(value));
    }

    /// A real.
    pub fn push_real(&mut self, value: f64) {
        let Growing::Real(array) = &mut self.data else { unreachable!("invariant: a real column") };
        array.push(Some(value));
    }

    /// The text of a string, decimal, guid (canonical) or dynamic (JSON).
    pub fn push_text(&mut self, value: &str) {
        let Growing::Text(array) = &mut self.data else { unreachable!("invariant: a text column") };
        array.push(value);
    }

    /// The column.
    #[must_use]
    pub fn finish(self) -> Column {
        let data = match self.data {
            Growing::Bool(array) => Data::Bool(array.into()),
            Growing::Int(array) => Data::Int(array.into()),
            Growing::Long(array) => Data::Long(array.into()),
            Growing::Real(array) => Data::Real(array.into()),
            Growing::Text(array) => Data::Text(array.finish()),
        };
        Column::new(self.ty, data)
    }
}
