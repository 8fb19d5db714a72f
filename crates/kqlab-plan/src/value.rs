//! A single KQL value: literals, folded constants, arguments that must be constant.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::Type;

/// A value and its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A typed null; never of type string, whose missing value is `""`.
    Null(Type),
    /// `bool`
    Bool(bool),
    /// `int`
    Int(i32),
    /// `long`
    Long(i64),
    /// `real`
    Real(f64),
    /// `decimal`, canonical digits
    Decimal(Arc<str>),
    /// `string`
    String(Arc<str>),
    /// `datetime`, ticks since year 1
    Datetime(i64),
    /// `timespan`, ticks
    Timespan(i64),
    /// `guid`, canonical lower case
    Guid(Arc<str>),
    /// `dynamic`; `Json::Null` does not occur, it is `Null(Type::Dynamic)`
    Dynamic(Arc<Json>),
}

impl Value {
    /// Its type.
    #[must_use]
    pub fn ty(&self) -> Type {
        match self {
            Self::Null(ty) => *ty,
            Self::Bool(_) => Type::Bool,
            Self::Int(_) => Type::Int,
            Self::Long(_) => Type::Long,
            Self::Real(_) => Type::Real,
            Self::Decimal(_) => Type::Decimal,
            Self::String(_) => Type::String,
            Self::Datetime(_) => Type::Datetime,
            Self::Timespan(_) => Type::Timespan,
            Self::Guid(_) => Type::Guid,
            Self::Dynamic(_) => Type::Dynamic,
        }
    }

    /// The null of a type; of string, the empty string.
    #[must_use]
    pub fn null(ty: Type) -> Self {
        match ty {
            Type::String => Self::String(Arc::from("")),
            ty => Self::Null(ty),
        }
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// A string value.
    #[must_use]
    pub fn string(text: impl AsRef<str>) -> Self {
        Self::String(Arc::from(text.as_ref()))
    }

    /// A dynamic value; JSON null becomes the typed null.
    #[must_use]
    pub fn dynamic(json: Json) -> Self {
        match json {
            Json::Null => Self::Null(Type::Dynamic),
            json => Self::Dynamic(Arc::new(json)),
        }
    }
}
