//! What Arrow's types are in KQL.

use std::io;

use kqlab_plan::Type;
use kqlab_syntax::time::{
    MAX_DATETIME, TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND, TICKS_PER_SECOND,
    UNIX_EPOCH,
};
use polars_arrow::datatypes::{ArrowDataType, Field, TimeUnit};

/// The KQL type of values; `None` for the few of Arrow's types that KQL has no values for.
pub(super) fn kql(dtype: &ArrowDataType) -> Option<Type> {
    use ArrowDataType as D;
    Some(match storage(dtype) {
        D::Boolean => Type::Bool,
        D::Int8 | D::Int16 | D::Int32 | D::UInt8 | D::UInt16 => Type::Int,
        D::Int64 | D::UInt32 | D::UInt64 => Type::Long,
        D::Float32 | D::Float64 => Type::Real,
        D::Timestamp(..) | D::Date32 | D::Date64 => Type::Datetime,
        D::Time32(_) | D::Time64(_) | D::Duration(_) => Type::Timespan,
        D::Null
        | D::Utf8
        | D::LargeUtf8
        | D::Utf8View
        | D::Binary
        | D::LargeBinary
        | D::BinaryView
        | D::FixedSizeBinary(_) => Type::String,
        D::Decimal(..) | D::Decimal32(..) | D::Decimal64(..) => Type::Decimal,
        D::List(_) | D::LargeList(_) | D::FixedSizeList(..) | D::Struct(_) | D::Map(..) => {
            Type::Dynamic
        }
        D::Dictionary(_, values, _) => return kql(values),
        D::Int128
        | D::UInt128
        | D::Float16
        | D::Interval(_)
        | D::Decimal256(..)
        | D::Union(_)
        | D::Extension(_)
        | D::Unknown => return None,
    })
}

/// A column whose values KQL cannot have is an error when it is read, not before.
pub(super) fn check<'f>(
    fields: impl Iterator<Item = &'f Field>,
    wanted: &[bool],
) -> io::Result<()> {
    let wanted = fields.zip(wanted).filter(|(_, wanted)| **wanted).map(|(field, _)| field);
    match wanted.into_iter().find(|field| kql(&field.dtype).is_none()) {
        None => Ok(()),
        Some(Field { name, dtype, .. }) => Err(io::Error::other(format!(
            "expected no column of Arrow's type {dtype:?}, which KQL lacks, found {name}; a query that does not read it can run"
        ))),
    }
}

/// A type without the name that an extension gives it.
pub(super) fn storage(dtype: &ArrowDataType) -> &ArrowDataType {
    dtype.to_storage()
}

/// Whether a column of this type may have been written as one of that type.
pub(super) fn is_stored_as(ty: Type, stored: Type) -> bool {
    match ty {
        Type::Guid | Type::Decimal | Type::Dynamic => stored == Type::String,
        Type::Datetime | Type::Timespan => stored == Type::Long,
        Type::Bool | Type::Int | Type::Long | Type::Real | Type::String | Type::Unknown => false,
    }
}

/// The field without dictionaries, which only say how the values are written.
pub(super) fn plain(mut field: Field) -> Field {
    if let ArrowDataType::Dictionary(_, values, _) = field.dtype {
        field.dtype = *values;
        field.metadata = None;
    }
    field
}

/// The ticks of a moment that is counted in units since 1970.
pub(super) fn moment(dtype: &ArrowDataType, value: i64) -> Option<i64> {
    let since = match dtype {
        ArrowDataType::Timestamp(unit, _) => ticks(*unit, value)?,
        ArrowDataType::Date32 => value.checked_mul(TICKS_PER_DAY)?,
        _ => value.checked_mul(TICKS_PER_MILLISECOND)?,
    };
    since.checked_add(UNIX_EPOCH).filter(|ticks| (0..=MAX_DATETIME).contains(ticks))
}

/// The ticks of a span of time.
pub(super) fn span(dtype: &ArrowDataType, value: i64) -> Option<i64> {
    match dtype {
        ArrowDataType::Time32(unit)
        | ArrowDataType::Time64(unit)
        | ArrowDataType::Duration(unit) => ticks(*unit, value),
        _ => Some(value),
    }
}

/// What is finer than a tick is cut off, towards the past.
fn ticks(unit: TimeUnit, value: i64) -> Option<i64> {
    match unit {
        TimeUnit::Second => value.checked_mul(TICKS_PER_SECOND),
        TimeUnit::Millisecond => value.checked_mul(TICKS_PER_MILLISECOND),
        TimeUnit::Microsecond => value.checked_mul(TICKS_PER_MICROSECOND),
        TimeUnit::Nanosecond => Some(value.div_euclid(100)),
    }
}
