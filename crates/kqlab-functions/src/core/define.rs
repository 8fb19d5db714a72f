//! Shorthands for the literals of the family tables: `FnDef { name: "strlen", .., ..SCALAR }`.

use kqlab_plan::{Example, FnDef, FnKind, Overload, Param, ResultName, Returns};

/// A deterministic scalar function; name, overloads, doc, page and examples are left to say.
pub const SCALAR: FnDef = FnDef {
    name: "",
    kind: FnKind::Scalar,
    overloads: &[],
    result_name: ResultName::None,
    doc: "",
    page: "",
    examples: &[],
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
