//! KQL's types, names and logical plan; no polars, no files.
//!
//! ```text
//! ast ──bind (Catalog, Environment, KnownFunction, Library, Mode, Probe)──▶ Plan (typed, sugar ended) ──▶ kqlab-exec, plan text
//! ```
//!
//! What a query may refer to comes in through three traits: [`Catalog`] knows tables and saved
//! functions, [`Library`] knows builtin functions, [`Probe`] answers the schema of operators whose
//! columns only the data knows.

pub mod bind;
pub mod environment;
pub mod expr;
pub mod function;
pub mod needles;
pub mod operators;
pub mod plan;
pub mod schema;
pub mod signature;
pub mod text;
pub mod types;
pub mod value;

pub use bind::{Bound, bind};
pub use environment::{
    Catalog, Environment, KnownFunction, Library, Mode, Probe, Probed, SavedFunction,
};
pub use expr::{Expr, ExprKind};
pub use function::{Example, FnDef, FnKind, Overload, Param, ParamType, ResultName, Returns};
pub use needles::{Needle, Needles};
pub use operators::{OPERATORS, OperatorDef, STATEMENTS};
pub use plan::{Plan, PlanNode};
pub use schema::{Field, Schema};
pub use signature::signatures;
pub use types::Type;
pub use value::Value;
