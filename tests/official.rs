//! Microsoft's own parser and binder as a yardstick: what they say of a query against what kqlab says.
//!
//! ```text
//! cargo official                            hold the samples in `official/`, as CI does
//! cargo official --score CORPUS...          parse and bind each query of a corpus, print the score and what differs
//! cargo official --break CORPUS...          print queries with one token deleted, doubled or misspelt
//! cargo official --lines FILE...            compare the line of the first syntax error
//! ```
//!
//! Corpora are JSON lines; `official/corpus.rs` tells the fields. The answers in them come from the package
//! `@kusto/language-service-next`; nothing here calls it. Cases that differ by a measured fact stand with the reason
//! in `official/exceptions.txt`.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test program")]

#[path = "official/broken.rs"]
mod broken;
#[path = "official/corpus.rs"]
mod corpus;
#[path = "shared/numbers.rs"]
mod numbers;
#[path = "official/score.rs"]
mod score;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Parser};
use libtest_mimic::{Arguments, Trial};

#[derive(Debug, Parser)]
#[command(name = "official", about = "Compare kqlab with the official parser and binder")]
#[command(group(ArgGroup::new("what").required(true)))]
struct Args {
    /// Parse and bind the queries of these corpora
    #[arg(long, group = "what", num_args = 1.., value_name = "CORPUS")]
    score: Vec<PathBuf>,

    /// Print broken queries, made from those of these corpora that parse
    #[arg(long, group = "what", num_args = 1.., value_name = "CORPUS")]
    r#break: Vec<PathBuf>,

    /// Compare the lines of first errors with those in these files
    #[arg(long, group = "what", num_args = 1.., value_name = "FILE")]
    lines: Vec<PathBuf>,

    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, clap::Args)]
struct Settings {
    /// A schema file, as `kqlab check --schema` takes it; repeatable
    #[arg(long, value_name = "FILE")]
    schema: Vec<PathBuf>,

    /// Saved functions, as `kqlab check --functions` takes them; repeatable
    #[arg(long, value_name = "DIR")]
    functions: Vec<PathBuf>,

    /// How many queries are broken
    #[arg(long, value_name = "N", default_value_t = 500)]
    count: usize,

    /// Another seed breaks the queries in other ways
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    let ours = ["--score", "--break", "--lines", "--help", "-h"];
    if !std::env::args().any(|arg| ours.contains(&&*arg)) {
        return libtest_mimic::run(&Arguments::from_args(), trials()).exit_code();
    }
    let args = Args::parse();
    let report = if !args.score.is_empty() {
        scored(&args.score, &args.settings)
    } else if !args.lines.is_empty() {
        broken::compared(&corpus::read(&args.lines)).to_string()
    } else {
        let cases = corpus::read(&args.r#break);
        broken::made(&cases, args.settings.count, args.settings.seed).join("\n")
    };
    println!("{report}");
    ExitCode::SUCCESS
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("official")
}

fn scored(corpora: &[PathBuf], settings: &Settings) -> String {
    let engine = score::engine(&settings.schema, &settings.functions);
    let exceptions = corpus::exceptions(&folder().join("exceptions.txt"));
    score::score(&engine, &corpus::read(corpora), &exceptions).to_string()
}

/// The samples: hand-written queries with the official answers, and some of them broken.
fn trials() -> Vec<Trial> {
    let held = || {
        let engine = score::engine(&[folder().join("schema.json")], &[]);
        let cases = corpus::read(&[folder().join("sample.jsonl")]);
        let exceptions = corpus::exceptions(&folder().join("exceptions.txt"));
        let score = score::score(&engine, &cases, &exceptions);
        if score.holds() { Ok(()) } else { Err(score.to_string().into()) }
    };
    let lines = || {
        let lines = broken::compared(&corpus::read(&[folder().join("broken.jsonl")]));
        if lines.hold() { Ok(()) } else { Err(lines.to_string().into()) }
    };
    let breaking = || {
        let cases = corpus::read(&[folder().join("sample.jsonl")]);
        let (once, again) = (broken::made(&cases, 50, 1), broken::made(&cases, 50, 1));
        if once == again && once.len() == 50 { Ok(()) } else { Err("not the same twice".into()) }
    };
    vec![
        Trial::test("the sample binds as the official binder does", held),
        Trial::test("broken queries are wrong on the official line", lines),
        Trial::test("queries are broken in the same way each time", breaking),
    ]
}
