//! The command line as a user meets it: the README's console blocks and the cases of `tests/cli`.
//!
//! `TRYCMD=overwrite cargo test --release --package kqlab-cli` writes what came out; read the diff before you commit it.

use std::path::Path;

#[test]
fn commands_print_what_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::set_current_dir(root).expect("the workspace's root");
    trycmd::TestCases::new()
        .register_bin("kqlab", trycmd::cargo::cargo_bin!("kqlab"))
        .env("NO_COLOR", "1")
        .env("RUST_BACKTRACE", "0")
        .case("README.md")
        .case("tests/cli/*.trycmd")
        .case("tests/cli/*.toml");
}
