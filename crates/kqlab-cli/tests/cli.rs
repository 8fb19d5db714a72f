//! The command line as a user meets it: the README's console blocks and the cases of `tests/cli`.
//!
//! `TRYCMD=overwrite cargo test --release --package kqlab-cli` writes what came out; read the diff before you commit it.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use trycmd::TestCases;
use walkdir::WalkDir;

/// What the README's commands read.
const READ: [&str; 2] = ["queries", "tests/cli"];

#[test]
fn commands_print_what_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::set_current_dir(&root).expect("the workspace's root");
    cases().case("tests/cli/*.trycmd").case("tests/cli/*.toml").run();
    // Some of the README's commands write files: they run on a copy.
    let copy = copy(&root);
    std::env::set_current_dir(copy.path()).expect("the copy");
    cases().case(root.join("README.md")).run();
    std::env::set_current_dir(&root).expect("the workspace's root");
}

fn cases() -> TestCases {
    let cases = TestCases::new();
    cases
        .register_bin("kqlab", trycmd::cargo::cargo_bin!("kqlab"))
        .env("NO_COLOR", "1")
        .env("RUST_BACKTRACE", "0");
    cases
}

fn copy(root: &Path) -> TempDir {
    let copy = TempDir::new().expect("a folder");
    let entries = READ.iter().flat_map(|folder| WalkDir::new(root.join(folder)));
    for entry in entries.map(|entry| entry.expect("a folder that can be read")) {
        let path = copy.path().join(entry.path().strip_prefix(root).expect("below the root"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(path).expect("made");
        } else {
            fs::copy(entry.path(), path).map(drop).expect("copied");
        }
    }
    copy
}
