//! Golden cases.

fn main() {}
