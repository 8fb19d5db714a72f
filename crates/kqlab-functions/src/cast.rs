//! Conversions between types: `tolong`, `tostring` ... and the conversions that the binder writes out. Total: what cannot be converted
//! is null.

use kqlab_columns::{Builder, Column};
use kqlab_plan::{Type, Value};

use crate::Arg;

/// The argument as another type.
#[must_use]
pub fn cast(arg: &Arg, to: Type) -> Arg {
    if arg.ty() == to {
        return arg.clone();
    }
    match arg {
        Arg::Const(value) => Arg::Const(cast_value(value, to)),
        Arg::Column(column) => Arg::Column(cast_column(column, to)),
    }
}

fn cast_column(column: &Column, to: Type) -> Column {
    let mut builder = Builder::with_capacity(to, column.len());
    for row in 0..column.len() {
        builder.push(&cast_value(&column.value(row), to));
    }
    builder.finish()
}

/// The value as another type.
#[must_use]
pub fn cast_value(value: &Value, to: Type) -> Value {
    match (value, to) {
        (Value::Int(value), Type::Long) => Value::Long(i64::from(*value)),
        (Value::Int(value), Type::Real) => Value::Real(f64::from(*value)),
        (Value::Long(value), Type::Real) => Value::Real(*value as f64),
        _ => Value::null(to),
    }
}
