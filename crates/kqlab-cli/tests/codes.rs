//! The docs of the codes: each example gives its code, mended it gives none, and the page is that of the table.
//!
//! `UPDATE=1 cargo test --release --workspace --test codes` writes the page.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use kqlab::Code;
use kqlab::codes::{self, Sample};

/// What is said on both streams.
fn said(folder: &Path, words: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kqlab"));
    command.args(words).current_dir(folder).env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command that reads nothing may have ended.
    let _written = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat()
}

/// What a sample gives in a folder of its own; `None` where there is none.
fn outcome(sample: &Sample) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    Some(match sample {
        Sample::Query(text) => {
            // The table of the samples is there.
            fs::write(folder.join("AuditLogs.json"), "").expect("written");
            said(folder, &["run", "-e", text, "--data", "."], "")
        }
        Sample::Repeated { begin, unit, times, end } => {
            said(folder, &["run", "-"], &[begin, &*unit.repeat(*times), end].concat())
        }
        Sample::Files { command, files } => {
            for (path, content) in *files {
                let path = folder.join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                fs::write(path, content).expect("written");
            }
            let words: Vec<&str> = command.split(' ').collect();
            assert_eq!(words[0], "kqlab");
            said(folder, &words[1..], "")
        }
        Sample::Nothing => return None,
    })
}

/// The codes that stand in a text.
fn codes_in(text: &str) -> Vec<&str> {
    let is_code = |word: &&str| word.len() == 7 && word.starts_with("KQL");
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_code).collect()
}

#[test]
fn every_example_gives_its_code_and_mended_none() {
    for code in codes::all() {
        let Some(wrong) = outcome(&code.about.wrong) else { continue };
        assert!(codes_in(&wrong).contains(&code.id), "{}: {wrong}", code.id);
        let right = outcome(&code.about.right).expect("what is wrong can be mended");
        assert_eq!(codes_in(&right), [""; 0], "{}: {right}", code.id);
    }
}

#[test]
fn only_a_defect_has_no_example() {
    let without: Vec<&Code> = codes::all().filter(|c| c.about.wrong == Sample::Nothing).collect();
    assert_eq!(without, [&codes::execution::INTERNAL]);
}

#[test]
fn identifiers_are_in_order_and_once() {
    let ids: Vec<&str> = codes::all().map(|code| code.id).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

#[test]
fn the_page_is_that_of_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = folder.join("docs/codes.md");
    let written = said(folder, &["codes", "--format", "markdown"], "");
    #[expect(clippy::disallowed_methods, reason = "who runs the test says what is wanted")]
    let update = std::env::var_os("UPDATE").is_some();
    if update {
        fs::write(&page, &written).expect("written");
    }
    assert_eq!(fs::read_to_string(&page).expect("the page"), written);
}
