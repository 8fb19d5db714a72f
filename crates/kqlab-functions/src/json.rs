//! JSON texts of dynamic columns: walked, checked and made compact without building values where that is not needed.

mod compact;
mod inner;
mod path;
mod walk;

pub use compact::{push, push_quoted, write_json, write_text};
pub use inner::{inner, is_json, parse};
pub use path::parse_path;
pub use walk::walk;
