//! Shorthands for parameters: `string("source")`.

use kqlab_plan::{Param, ParamType, Type};

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident = $ty:expr;)*) => { $(
        $(#[$doc])*
        #[must_use]
        pub const fn $name(name: &'static str) -> Param {
            Param::one(name, $ty)
        }
    )* };
}

typed! {
    /// A string.
    string = ParamType::Is(Type::String);
    /// A bool.
    boolean = ParamType::Is(Type::Bool);
    /// An int.
    int = ParamType::Is(Type::Int);
    /// A long.
    long = ParamType::Is(Type::Long);
    /// A real.
    real = ParamType::Is(Type::Real);
    /// A decimal.
    decimal = ParamType::Is(Type::Decimal);
    /// A datetime.
    datetime = ParamType::Is(Type::Datetime);
    /// A timespan.
    timespan = ParamType::Is(Type::Timespan);
    /// A guid.
    guid = ParamType::Is(Type::Guid);
    /// A dynamic.
    dynamic = ParamType::Is(Type::Dynamic);
    /// Any scalar.
    scalar = ParamType::Scalar;
    /// An int or long.
    integer = ParamType::Integer;
    /// Any number.
    number = ParamType::Number;
    /// Any number, or a bool as 0 or 1.
    number_or_bool = ParamType::NumberOrBool;
    /// An int, a long, or a bool as 0 or 1.
    integer_or_bool = ParamType::OneOf(&[Type::Bool, Type::Int, Type::Long]);
    /// A string or dynamic.
    text = ParamType::StringOrDynamic;
    /// An array in a dynamic.
    array = ParamType::DynamicArray;
    /// A property bag in a dynamic.
    bag = ParamType::DynamicBag;
    /// Any scalar but dynamic.
    not_dynamic = ParamType::NotDynamic;
    /// A number, timespan or datetime.
    summable = ParamType::Summable;
    /// What has an order.
    orderable = ParamType::Orderable;
    /// `typeof(...)`, a constant.
    type_of = ParamType::TypeOf;
}
