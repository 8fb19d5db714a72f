//! The KQL function library: one literal a function holds its signature, doc, examples and kernel.
//!
//! ```text
//! scalar/<family>.rs     &[ScalarFn { def: FnDef { .. }, kernel }]    a value a row; operators too
//! window/<family>.rs     the same, over a serialized table
//! aggregate/<family>.rs  &[AggregateFn { def: FnDef { .. }, make }]   a value a group
//! plugin/<family>.rs     &[FnDef { .. }]                              a table a table; run by kqlab-exec
//! cast.rs                conversions between types
//! eval.rs                an expression over a chunk of rows
//! core/                  what kernels are written with: Call, Read, Cell, Accumulator
//! ```
//!
//! The binder reads `def`, the executor calls `kernel`, one generic test runs every example as a
//! constant and over a column. Nothing else knows a function by name.

pub mod address;
pub mod aggregate;
pub mod cast;
pub mod compare;
pub mod core;
pub mod decimal;
pub mod eval;
pub mod json;
pub mod library;
pub mod matching;
pub mod matrix;
pub mod plugin;
pub mod scalar;
mod sketch;
pub mod window;
pub mod xml;

pub use address::GeoDatabase;
pub use core::{
    Accumulator, AggregateFn, AggregateInit, Arg, Assumption, Call, Context, EvalError, ScalarFn,
};
pub use eval::{Failure, Hook, NoHook, eval};
pub use library::Builtins;
