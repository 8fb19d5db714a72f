//! How a function is called, in words.

use crate::{FnDef, Overload, ParamType};

/// Each form of a function: `substring(source: string, start: long, [length: long])`.
#[must_use]
pub fn signatures(def: &FnDef) -> Vec<String> {
    let one = |overload: &Overload| {
        let params: Vec<String> = overload
            .params
            .iter()
            .map(|param| {
                let text = format!("{}: {}", param.name, describe(param.ty));
                match param.occurs {
                    (0, 1) => format!("[{text}]"),
                    (_, 1) => text,
                    _ => format!("{text}, ..."),
                }
            })
            .collect();
        format!("{}({})", def.name, params.join(", "))
    };
    def.overloads.iter().map(one).collect()
}

/// What a parameter takes, in words.
pub(crate) fn describe(ty: ParamType) -> String {
    let words = match ty {
        ParamType::Is(ty) => return ty.name().to_owned(),
        ParamType::OneOf(types) => {
            return types.iter().map(|ty| ty.name()).collect::<Vec<_>>().join(" or ");
        }
        ParamType::Scalar | ParamType::Common | ParamType::CommonOrDynamic => "any scalar",
        ParamType::Integer => "int or long",
        ParamType::Number | ParamType::CommonNumber => "a number",
        ParamType::NumberOrBool => "a number or bool",
        ParamType::RealOrDecimal => "real or decimal",
        ParamType::Summable | ParamType::CommonSummable => "a number, timespan or datetime",
        ParamType::Orderable | ParamType::CommonOrderable => {
            "a number, timespan, datetime, string or bool"
        }
        ParamType::StringOrDynamic => "string or dynamic",
        ParamType::StringOrArray => "string or an array of strings",
        ParamType::IntegerOrArray => "a long or an array of longs",
        ParamType::DynamicArray => "a dynamic array",
        ParamType::DynamicBag => "a dynamic bag",
        ParamType::NotDynamic => "any scalar but dynamic",
        ParamType::NotBool => "any scalar but bool",
        ParamType::NotRealOrBool => "any scalar but real and bool",
        ParamType::SameAs(_) => "a value of the same type",
        ParamType::Table => "a table",
        ParamType::Column | ParamType::ColumnOf(_) => "a column",
        ParamType::StarOrScalar => "columns or `*`",
        ParamType::Aggregate => "an aggregate",
        ParamType::Name => "a column's name",
        ParamType::TypeOf => "typeof(...)",
    };
    words.to_owned()
}
