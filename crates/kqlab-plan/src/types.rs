//! The scalar types of KQL.

use std::fmt;

use kqlab_syntax::ast::TypeName;

/// A scalar type. See `scalar-data-types/index.md` of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// true or false
    Bool,
    /// 32-bit integer
    Int,
    /// 64-bit integer
    Long,
    /// IEEE double
    Real,
    /// 34 decimal digits, scale per value
    Decimal,
    /// UTF-8 text, never null
    String,
    /// ticks of 100 ns since 0001-01-01T00:00:00Z
    Datetime,
    /// ticks of 100 ns
    Timespan,
    /// 128 bits
    Guid,
    /// JSON
    Dynamic,
    /// Not known before the data is: only in plans over open schemas, which are never executed.
    Unknown,
}

impl Type {
    /// The name as Kusto prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Long => "long",
            Self::Real => "real",
            Self::Decimal => "decimal",
            Self::String => "string",
            Self::Datetime => "datetime",
            Self::Timespan => "timespan",
            Self::Guid => "guid",
            Self::Dynamic => "dynamic",
            Self::Unknown => "unknown",
        }
    }

    /// The .NET type that `getschema` and the v1 REST shape print (`DataType`).
    #[must_use]
    pub const fn clr_name(self) -> &'static str {
        match self {
            Self::Bool => "System.SByte",
            Self::Int => "System.Int32",
            Self::Long => "System.Int64",
            Self::Real => "System.Double",
            Self::Decimal => "System.Data.SqlTypes.SqlDecimal",
            Self::String => "System.String",
            Self::Datetime => "System.DateTime",
            Self::Timespan => "System.TimeSpan",
            Self::Guid => "System.Guid",
            Self::Dynamic | Self::Unknown => "System.Object",
        }
    }

    /// The type of that name, synonyms included.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "bool" | "boolean" => Self::Bool,
            "int" | "int32" => Self::Int,
            "long" | "int64" => Self::Long,
            "real" | "double" => Self::Real,
            "decimal" => Self::Decimal,
            "string" => Self::String,
            "datetime" | "date" => Self::Datetime,
            "timespan" | "time" => Self::Timespan,
            "guid" | "uuid" | "uniqueid" => Self::Guid,
            "dynamic" | "object" => Self::Dynamic,
            _ => return None,
        })
    }

    /// int, long, real or decimal.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Long | Self::Real | Self::Decimal)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<TypeName> for Type {
    fn from(name: TypeName) -> Self {
        match name {
            TypeName::Bool => Self::Bool,
            TypeName::Int => Self::Int,
            TypeName::Long => Self::Long,
            TypeName::Real => Self::Real,
            TypeName::Decimal => Self::Decimal,
            TypeName::String => Self::String,
            TypeName::Datetime => Self::Datetime,
            TypeName::Timespan => Self::Timespan,
            TypeName::Guid => Self::Guid,
            TypeName::Dynamic => Self::Dynamic,
        }
    }
}
