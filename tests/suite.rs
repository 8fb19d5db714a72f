//! Golden cases: `suite/<area>/<name>.kql` beside `<name>.expected`, one named trial each.
//!
//! ```text
//! cargo golden [filter]            compare
//! cargo golden [filter] --update   write what came out; read the diff before you commit it
//! ```
//!
//! Directives stand in the query's leading comments; paths are relative to the case's folder:
//!
//! | directive | meaning |
//! |---|---|
//! | `// data: PATH` | a folder or file of tables; repeatable |
//! | `// data: Name=PATH` | a table by name |
//! | `// rule: PATH` | run the query of this rule file instead of the case's own text |
//! | `// schema: PATH`, `// functions: PATH` | as the command line's options |
//! | `// external: URL=PATH`, `// external-dir: PATH` | as the command line's options |
//! | `// now: DATETIME` | the clock; 2026-01-01 if not given |
//! | `// on-bad-row: skip` | as the command line's option |
//! | `// stage: run`, `plan`, `check` | what is compared: rows, the plan's text, columns and diagnostics |
//! | `// source: ...` | where the expected answer is known from |
//!
//! The text of each case is also formatted and parsed again: the meaning must stay.

#![expect(clippy::unwrap_used, reason = "a test program")]

#[path = "runner/case.rs"]
mod case;
#[path = "runner/compare.rs"]
mod compare;
#[path = "runner/print.rs"]
mod print;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let (update, rest): (Vec<_>, Vec<_>) = std::env::args().partition(|arg| arg == "--update");
    let update = !update.is_empty();
    let arguments = Arguments::from_iter(rest);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("suite");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut trials = Vec::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap().with_extension("").display().to_string();
        let same = file.clone();
        trials.push(Trial::test(name.clone(), move || Ok(compare::golden(&file, update)?)));
        trials.push(Trial::test(format!("{name} (format)"), move || Ok(compare::format(&same)?)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "kql") {
            files.push(path);
        }
    }
}
