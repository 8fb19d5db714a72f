//! The KQL engine: register tables, set the clock, run queries.
//!
//! ```text
//! Options (folders, tables, schemas, functions, clock) ──▶ Engine ──run──▶ Answer (tables, warnings) or diagnostics
//!                                                            ├──run_all─▶ the same of many queries, tables read once
//!                                                            ├──check──▶ columns and warnings, without data
//!                                                            ├──explain─▶ the bound plan
//!                                                            └──tables──▶ what was found and how it was understood
//! ```
//!
//! The crate knows nothing of terminals: what is printed, and how, is the caller's affair.

mod answer;
mod catalog;
mod databases;
mod documents;
mod early;
mod engine;
mod external;
mod functions;
mod in_order;
mod known;
mod options;
mod order;
mod range;
mod session;
mod shelf;
mod source;
mod text;
mod together;
mod watchlist;

pub use answer::{Answer, Row, Table};
pub use engine::{Checked, Column, Engine, Explained, TableInfo};
pub use functions::UnreadFunctions;
pub use kqlab_exec::Reads;
pub use kqlab_functions::matrix;
pub use kqlab_plan::{Field, Plan, Schema, Type, Value};
pub use kqlab_syntax::time::parse_datetime;
pub use kqlab_syntax::{Code, Diagnostic, Label, Phase, Severity, Span};
pub use kqlab_syntax::{codes, format};
pub use kqlab_tables::{Contents, DateOrder, FileInfo, Input, ParquetWriter, Progress, is_pattern};
pub use options::{Limits, OnBadRow, Options, Watchlist};
pub use range::TimeRange;
pub use text::text;
pub use together::Question;
