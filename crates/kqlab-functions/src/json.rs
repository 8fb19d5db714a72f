//! JSON texts of dynamic columns: walked, checked and made compact without building values where that is not needed.

mod compact;
mod inner;
mod length;
mod parts;
mod path;
mod same;
mod walk;

pub use compact::{push, push_quoted, write_json, write_text};
pub use inner::{inner, is_json, parse};
pub use length::array_length;
pub use parts::{entries, items};
pub use path::parse_path;
pub use same::{Distinct, order, same};
pub use walk::walk;
