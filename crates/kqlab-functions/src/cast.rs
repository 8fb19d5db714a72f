//! Conversions between types: `tolong`, `tostring` ... and the conversions that the binder writes out. Total: what cannot be converted
//! is null.

pub mod dynamic;
pub mod number;
pub mod text;
pub mod time;

use kqlab_columns::{Builder, Column};
use kqlab_plan::{Type, Value};

use crate::core::Ref;
use crate::{Arg, decimal};

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

/// The value as another type.
#[must_use]
pub fn cast_value(value: &Value, to: Type) -> Value {
    let mut builder = Builder::with_capacity(to, 1);
    push(Ref::of(value), to, &mut builder);
    builder.finish().value(0)
}

/// The column as another type.
#[must_use]
pub fn cast_column(column: &Column, to: Type) -> Column {
    let mut builder = Builder::with_capacity(to, column.len());
    for row in 0..column.len() {
        push(Ref::at(column, row), to, &mut builder);
    }
    builder.finish()
}

/// Appends the value, converted, to a column of type `to`.
pub fn push(value: Ref<'_>, to: Type, out: &mut Builder) {
    let pushed = match to {
        Type::Bool => number::bool(value).map(|value| out.push_bool(value)),
        Type::Int => number::int(value).map(|value| out.push_int(value)),
        Type::Long => number::long(value).map(|value| out.push_long(value)),
        Type::Real => number::real(value).map(|value| out.push_real(value)),
        Type::Decimal => decimal::of(value).map(|value| out.push_text(&decimal::text(&value))),
        Type::String => {
            out.push_text(&text::of(value));
            Some(())
        }
        Type::Datetime => time::datetime(value).map(|ticks| out.push_long(ticks)),
        Type::Timespan => time::timespan(value).map(|ticks| out.push_long(ticks)),
        Type::Guid => time::guid(value).map(|guid| out.push_text(&guid)),
        Type::Dynamic => match dynamic::json(value) {
            serde_json::Value::Null => None,
            json => {
                out.push_text(&json.to_string());
                Some(())
            }
        },
        Type::Unknown => unreachable!("invariant: no value is of an unknown type"),
    };
    if pushed.is_none() {
        out.push_null();
    }
}
