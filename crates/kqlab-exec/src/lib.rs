//! Logical plan to rows.
//!
//! ```text
//! Plan ──analysis──▶ which columns, used how often
//!      ──Scope::build──▶ Stream: a source of chunks, the row-wise operators as stages on all cores
//!                          └── operators that need more than a chunk: sort, join, aggregate, window, plugins
//!      ──Executor::run──▶ Frame
//! ```
//!
//! A part of a plan that other queries have, too, is told by its digest, and the source may hand out its rows
//! ([`Source::part`]): then it is computed by the first query alone.
//!
//! One file an operator (`operator/`), one a plugin (`plugin/`). polars' arrays hold the columns, its frames join
//! and sort them; KQL's own functions are kernels of `kqlab-functions`.

mod analysis;
mod columns;
mod digest;
mod executor;
mod expression;
mod fault;
mod frame;
mod group;
mod inputs;
mod needles;
mod operator;
mod plugin;
mod rows;
mod scope;
mod source;
mod stream;

pub use analysis::{Asked, Needs, Reads, needs, reads};
pub use digest::PartId;
pub use executor::Executor;
pub use fault::{Fault, Result};
pub use plugin::adds_columns;
pub use source::{Claim, Frame, Nothing, Part, PartRows, Request, Source};
pub use stream::{Task, Tasks};
