//! Logical plan to rows.
//!
//! ```text
//! Plan ──analysis──▶ which columns, used how often
//!      ──Scope::build──▶ Stream: a source of chunks, the row-wise operators as stages on all cores
//!                          └── operators that need more than a chunk: sort, join, aggregate, window, plugins
//!      ──Executor::run──▶ Frame
//! ```
//!
//! One file an operator (`operator/`), one a plugin (`plugin/`). polars' arrays hold the columns, its frames join
//! and sort them; KQL's own functions are kernels of `kqlab-functions`.

mod analysis;
mod columns;
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

pub use analysis::{Asked, Reads, asked, reads};
pub use executor::Executor;
pub use fault::{Fault, Result};
pub use plugin::adds_columns;
pub use source::{Frame, Nothing, Request, Source};
pub use stream::{Task, Tasks};
