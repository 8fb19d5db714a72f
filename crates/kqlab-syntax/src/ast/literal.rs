//! Literals, as values: escapes undone, numbers and times read. Typed nulls are `Literal::Null`.

use crate::Span;

/// The scalar types as they are written; synonyms (`date`, `double`, `int64` ...) are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TypeName {
    /// `bool`, `boolean`
    Bool,
    /// `int`, `int32`, and the smaller and unsigned spellings
    Int,
    /// `long`, `int64`, `ulong` ...
    Long,
    /// `real`, `double`, `float`
    Real,
    /// `decimal`
    Decimal,
    /// `string`
    String,
    /// `datetime`, `date`
    Datetime,
    /// `timespan`, `time`
    Timespan,
    /// `guid`, `uuid`, `uniqueid`
    Guid,
    /// `dynamic`
    Dynamic,
}

impl TypeName {
    /// The type as Kusto names it.
    #[must_use]
    pub const fn text(self) -> &'static str {
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
        }
    }
}

/// A literal's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `true`, `bool(false)`
    Bool(bool),
    /// `int(5)`
    Int(i32),
    /// `5`, `0x1F`, `long(5)`
    Long(i64),
    /// `5.0`, `1e3`, `real(nan)`
    Real(f64),
    /// `decimal(5.10)`: the digits as written, canonical
    Decimal(String),
    /// A string, escapes undone, adjacent pieces joined
    String(StringLiteral),
    /// Ticks of 100 ns since 0001-01-01T00:00:00Z
    Datetime(i64),
    /// Ticks of 100 ns
    Timespan(i64),
    /// Canonical lower case with dashes
    Guid(String),
    /// `dynamic(...)`
    Dynamic(Json),
    /// `int(null)`, `datetime(null)`, ...; `dynamic(null)` is `Dynamic(Json::Null)`
    Null(TypeName),
    /// `typeof(long)`; several columns for `typeof(a:long, b:string)` are `Schema`
    Type(TypeName),
    /// `datetime(soon)`: text that is not of the type's form. The official parser takes it without a word, Kusto
    /// refuses it: the parser warns, and nothing may be answered with it.
    Invalid(TypeName),
}

/// A string literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringLiteral {
    /// Escapes undone, adjacent pieces joined.
    pub value: String,
    /// `h"..."`: not to be shown in logs.
    pub obfuscated: bool,
}

/// A value inside `dynamic(...)`, keys in written order.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true`
    Bool(bool),
    /// `1`
    Long(i64),
    /// `1.0`
    Real(f64),
    /// `"x"` or `'x'`
    String(String),
    /// `datetime(...)`, ticks
    Datetime(i64),
    /// `1d`, `timespan(...)`, ticks
    Timespan(i64),
    /// `guid(...)`
    Guid(String),
    /// `decimal(...)`: canonical digits
    Decimal(String),
    /// Text that is not of its type's form, as `Literal::Invalid`
    Invalid,
    /// `[...]`
    Array(Vec<Json>),
    /// `{...}`
    Object(Vec<(String, Json)>),
}

/// `(a:long, b:string)`
#[derive(Clone, Debug, PartialEq)]
pub struct RowSchema {
    /// `*` stands first (`evaluate`, `typeof`): the input's columns too.
    pub star: bool,
    /// The columns in written order.
    pub columns: Vec<ColumnDeclaration>,
    /// With the parentheses.
    pub span: Span,
}

/// `a:long`
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnDeclaration {
    /// The column's name.
    pub name: super::Name,
    /// Its type.
    pub ty: TypeName,
}
