//! What kernels are written with.

mod accumulator;
mod any;
mod arg;
mod call;
mod cell;
mod context;
mod define;
mod dialect;
mod element;
mod error;
mod guid;
mod param;
mod prepared;
mod read;
mod shared;

pub use accumulator::{Accumulator, AggregateFn, AggregateInit, Make};
pub use any::{Any, Dyn, Dynamic, Inner, Ref, Str};
pub use arg::Arg;
pub use call::{Call, Kernel, ScalarFn};
pub use cell::Cell;
pub use context::{Assumption, Context};
pub use define::*;
pub use dialect::unnamed;
pub use element::{Element, elements, real_to_json, to_json};
pub use error::EvalError;
pub use guid::guid_bytes;
pub use param::*;
pub use prepared::Prepared;
pub use read::{Bool, Double, Json, Long, Null, Read, Text};
pub use shared::List;
