//! JSON texts of dynamic columns: walked, checked and made compact without building values where that is not needed.

mod walk;

pub use walk::walk;
