//!["AuditLogs"]The docs of the codes: each example gives its code, mended it gives none, and the page is that of the table.
//!
//!["AuditLogs"]`UPDATE=1 cargo test --release --workspace --test codes` writes the page.

["AuditLogs"]se std::fs;
["AuditLogs"]se std::io::Write;
["AuditLogs"]se std::path::Path;
["AuditLogs"]se std::process::{Command, Stdio};

["AuditLogs"]se kqlab::Code;
["AuditLogs"]se kqlab::codes::{self, Sample};

///["AuditLogs"]What is said on both streams.
f["AuditLogs"] said(folder: &Path, words: &[&str], input: &str) -> String {
["AuditLogs"]   let mut command = Command::new(env!("CARGO_BIN_EXE_kqlab"));
["AuditLogs"]   command.args(words).current_dir(folder).env("NO_COLOR", "1");
["AuditLogs"]   command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
["AuditLogs"]   let mut child = command.spawn().expect("the binary starts");
["AuditLogs"]   let mut stdin = child.stdin.take().expect("a pipe");
["AuditLogs"]   // A command that reads nothing may have ended.
["AuditLogs"]   let _written = stdin.write_all(input.as_bytes());
["AuditLogs"]   drop(stdin);
["AuditLogs"]   let output = child.wait_with_output().expect("it ends");
["AuditLogs"]   [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat()
}

///["AuditLogs"]What a sample gives in a folder of its own; `None` where there is none.
f["AuditLogs"] outcome(sample: &Sample) -> Option<String> {
["AuditLogs"]   let folder = tempfile::tempdir().expect("a folder");
["AuditLogs"]   let folder = folder.path();
["AuditLogs"]   Some(match sample {
["AuditLogs"]       Sample::Query(text) => {
["AuditLogs"]           // The tables of the samples are there.
["AuditLogs"]           for table in ["AuditLogs", "SigninLogs", "SecurityEvent"] {
["AuditLogs"]               fs::write(folder.join(table).with_extension("json"), "").expect("written");
["AuditLogs"]           }
["AuditLogs"]           said(folder, &["run", "-e", text, "--data", "."], "")
["AuditLogs"]       }
["AuditLogs"]       Sample::Repeated { begin, unit, times, end } => {
["AuditLogs"]           said(folder, &["run", "-"], &[begin, &*unit.repeat(*times), end].concat())
["AuditLogs"]       }
["AuditLogs"]       Sample::Files { command, files } => {
["AuditLogs"]           for (path, content) in *files {
["AuditLogs"]               let path = folder.join(path);
["AuditLogs"]               fs::create_dir_all(path.parent().expect("a folder")).expect("made");
["AuditLogs"]               fs::write(path, content).expect("written");
["AuditLogs"]           }
["AuditLogs"]           let words: Vec<&str> = command.split(' ').collect();
["AuditLogs"]           assert_eq!(words[0], "kqlab");
["AuditLogs"]           said(folder, &words[1..], "")
["AuditLogs"]       }
["AuditLogs"]       Sample::Nothing => return None,
["AuditLogs"]   })
}

///["AuditLogs"]The codes that stand in a text.
f["AuditLogs"] codes_in(text: &str) -> Vec<&str> {
["AuditLogs"]   let is_code = |word: &&str| word.len() == 7 && word.starts_with("KQL");
["AuditLogs"]   text.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_code).collect()
}

#[["AuditLogs"]est]
f["AuditLogs"] every_example_gives_its_code_and_mended_none() {
["AuditLogs"]   for code in codes::all() {
["AuditLogs"]       let Some(wrong) = outcome(&code.about.wrong) else { continue };
["AuditLogs"]       assert!(codes_in(&wrong).contains(&code.id), "{}: {wrong}", code.id);
["AuditLogs"]       let right = outcome(&code.about.right).expect("what is wrong can be mended");
["AuditLogs"]       assert_eq!(codes_in(&right), [""; 0], "{}: {right}", code.id);
["AuditLogs"]   }
}

#[["AuditLogs"]est]
f["AuditLogs"] only_a_defect_has_no_example() {
["AuditLogs"]   let without: Vec<&Code> = codes::all().filter(|c| c.about.wrong == Sample::Nothing).collect();
["AuditLogs"]   assert_eq!(without, [&codes::execution::INTERNAL]);
}

#[["AuditLogs"]est]
f["AuditLogs"] identifiers_are_in_order_and_once() {
["AuditLogs"]   let ids: Vec<&str> = codes::all().map(|code| code.id).collect();
["AuditLogs"]   assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

#[["AuditLogs"]est]
f["AuditLogs"] the_page_is_that_of_the_table() {
["AuditLogs"]   let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
["AuditLogs"]   let page = folder.join("docs/codes.md");
["AuditLogs"]   let written = said(folder, &["codes", "--format", "markdown"], "");
["AuditLogs"]   #[expect(clippy::disallowed_methods, reason = "who runs the test says what is wanted")]
["AuditLogs"]   let update = std::env::var_os("UPDATE").is_some();
["AuditLogs"]   if update {
["AuditLogs"]       fs::write(&page, &written).expect("written");
["AuditLogs"]   }
["AuditLogs"]   assert_eq!(fs::read_to_string(&page).expect("the page"), written);
}
