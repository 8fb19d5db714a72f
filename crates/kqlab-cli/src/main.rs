//! The binary `kqlab`.

fn main() {}
