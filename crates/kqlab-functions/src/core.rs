//! What kernels are written with.

mod accumulator;
mod arg;
mod call;
mod cell;
mod context;
mod define;
mod error;
mod param;
mod read;

pub use accumulator::{Accumulator, AggregateFn, AggregateInit, Make};
pub use arg::Arg;
pub use call::{Call, Kernel, ScalarFn};
pub use cell::Cell;
pub use context::Context;
pub use define::*;
pub use error::EvalError;
pub use param::*;
pub use read::{Bool, Double, Json, Long, Null, Read, Text};
