//! Shorthands for the literals of the family tables: `FnDef { name: "strlen", .., ..SCALAR }`.

use kqlab_plan::{Example, FnDef, FnKind, Overload, Param, ResultName, Returns, Type};

/// A deterministic scalar function; name, overloads, doc, page and examples are left to say.
pub const SCALAR: FnDef = FnDef {
    name: "",
    kind: FnKind::Scalar,
    overloads: &[],
    result_name: ResultName::None,
    doc: "",
    page: "",
    examples: &[],
    replaced_by: None,
    unsupported: None,
    deterministic: true,
};

/// An aggregate.
pub const AGGREGATE: FnDef = FnDef { kind: FnKind::Aggregate, ..SCALAR };

/// A window function.
pub const WINDOW: FnDef = FnDef { kind: FnKind::Window, deterministic: false, ..SCALAR };

/// A plugin.
pub const PLUGIN: FnDef = FnDef { kind: FnKind::Plugin, deterministic: false, ..SCALAR };

/// One form of a function.
#[must_use]
pub const fn sig(params: &'static [Param], returns: Returns) -> Overload {
    Overload { params, returns }
}

/// A call and what it gives.
#[must_use]
pub const fn eg(call: &'static str, result: &'static str) -> Example {
    Example { call, result }
}

/// The result is a bool; so for the other types below.
pub const BOOL: Returns = Returns::Is(Type::Bool);
/// int
pub const INT: Returns = Returns::Is(Type::Int);
/// long
pub const LONG: Returns = Returns::Is(Type::Long);
/// real
pub const REAL: Returns = Returns::Is(Type::Real);
/// decimal
pub const DECIMAL: Returns = Returns::Is(Type::Decimal);
/// string
pub const STRING: Returns = Returns::Is(Type::String);
/// datetime
pub const DATETIME: Returns = Returns::Is(Type::Datetime);
/// timespan
pub const TIMESPAN: Returns = Returns::Is(Type::Timespan);
/// guid
pub const GUID: Returns = Returns::Is(Type::Guid);
/// dynamic
pub const DYNAMIC: Returns = Returns::Is(Type::Dynamic);

/// Why a function is refused: it has no kernel yet.
pub const NOT_YET: &str = "not implemented yet";
/// Why a function is refused: an answer could only be guessed.
pub const UNDOCUMENTED: &str = "how Kusto computes it is not documented to the letter";
/// Why a function is refused: its answer is not in the data.
pub const NEEDS_SERVICE: &str = "only a Kusto service can answer it";
/// Why a function is refused: its answer is in a data base of the service.
pub const NEEDS_DATA: &str = "it needs a data base that the service brings";
/// Why a function is refused: it stands for a table.
pub const NAMES_A_TABLE: &str = "it names a table of a Kusto service and is no value";
/// Why a function is refused: it belongs into `graph-match`.
pub const NEEDS_GRAPH: &str = "it stands in the patterns of a graph, which kqlab does not match";
/// Why a function is refused: nobody is meant to call it.
pub const INTERNAL: &str = "it is internal to the Kusto service and undocumented";
