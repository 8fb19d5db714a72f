//! Typed column chunks: a KQL type over an Arrow array.
//!
//! | KQL | array |
//! |---|---|
//! | bool | `BooleanArray` |
//! | int | `PrimitiveArray<i32>` |
//! | long, datetime, timespan | `PrimitiveArray<i64>` (the times in ticks of 100 ns) |
//! | real | `PrimitiveArray<f64>` |
//! | string, decimal, guid, dynamic | `Utf8ViewArray` (canonical digits, lower-case guid, JSON text) |
//!
//! A string is never null: [`Column::new`] fills the holes. The arrays are polars' own, so a
//! polars series is made of a column without copying. The crate sits apart from the executor so that
//! readers and functions build without the rest of polars.

pub mod batch;
pub mod builder;
pub mod codes;
pub mod column;
pub mod memo;
pub mod read;
pub mod room;
mod texts;
pub mod value;

pub use batch::Batch;
pub use builder::Builder;
pub use codes::Codes;
pub use column::{Column, Data};
pub use memo::{Made, Memo};
pub use room::{Held, Room};
