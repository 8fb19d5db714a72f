//! Any text gives an answer or a diagnostic: the suite's queries, damaged at random, through what `fuzz/src/lib.rs` asks
//! of the parser, the formatter and the binder. Files of lines give the same rows with and without the prefilter. The same
//! texts on every machine; `fuzz` is the long way.
//!
//! ```text
//! cargo test --release --workspace --test robust -- --bytes 100000000 --seed 7
//! cargo test --release --workspace --test robust -- --bytes 100000000 --seed 7 --lines
//! ```

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test program")]

#[path = "robust/damage.rs"]
mod damage;
#[path = "robust/lines.rs"]
mod lines;
#[path = "shared/numbers.rs"]
mod numbers;
#[expect(unreachable_pub, reason = "elsewhere the file is a crate of its own")]
#[path = "fuzz/src/lib.rs"]
mod targets;

use std::panic::{UnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::thread;

use clap::Parser;
use libtest_mimic::{Arguments, Failed, Trial};

use damage::Damaged;
use lines::Lines;
use numbers::Numbers;

/// What a thread has: a deep query must not need more.
const STACK: usize = 2 << 20;

/// What the short runs feed.
const SHORT: usize = 2_000_000;
const SHORT_OF_LINES: usize = 1_000_000;

#[derive(Debug, Parser)]
#[command(
    name = "robust",
    about = "Feed damaged queries to the parser and the binder, or lines to the prefilter"
)]
struct Args {
    /// How many bytes are fed
    #[arg(long, value_name = "N")]
    bytes: usize,

    /// Another seed damages the queries in other ways
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// A folder of further queries
    #[arg(long, value_name = "DIR")]
    queries: Option<std::path::PathBuf>,

    /// Feed files of lines instead
    #[arg(long, conflicts_with = "queries")]
    lines: bool,
}

fn main() -> ExitCode {
    if !std::env::args().any(|arg| ["--bytes", "--help", "-h"].contains(&&*arg)) {
        let short = || feed(seeds(&suite()), SHORT, 1).map(drop);
        let trials = vec![
            Trial::test("damaged queries are read and bound or refused", short),
            Trial::test("lines give the same rows with and without the prefilter", || {
                feed_lines(SHORT_OF_LINES, 1).map(drop)
            }),
        ];
        return libtest_mimic::run(&Arguments::from_args(), trials).exit_code();
    }
    let args = Args::parse();
    let fed = match args.lines {
        true => feed_lines(args.bytes, args.seed),
        false => {
            let mut queries = seeds(&suite());
            queries.extend(args.queries.iter().flat_map(|folder| seeds(folder)));
            feed(queries, args.bytes, args.seed)
        }
    };
    match fed {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            println!("{}", failure.message().unwrap_or_default());
            ExitCode::FAILURE
        }
    }
}

fn suite() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("suite")
}

/// The queries below a folder, in order of their paths.
fn seeds(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let of = |path: &std::path::PathBuf| match path.is_dir() {
        true => seeds(path),
        false if path.extension().is_some_and(|ending| ending == "kql") => {
            vec![std::fs::read_to_string(path).unwrap()]
        }
        false => Vec::new(),
    };
    paths.iter().flat_map(of).collect()
}

/// Feeds texts until so many bytes are fed; tells how many texts that were, or which one failed.
fn feed(queries: Vec<String>, bytes: usize, seed: u64) -> Result<String, Failed> {
    let work = move || {
        let (mut fed, mut texts, mut accepted) = (0, 0, 0);
        for text in Damaged::new(queries, seed) {
            fed += text.len();
            texts += 1;
            accepted += usize::from(kqlab_syntax::parse(&text).diagnostics.is_empty());
            hold(&text)?;
            if fed >= bytes {
                break;
            }
        }
        Ok(format!("{texts} texts, {accepted} of them well-formed, {fed} bytes"))
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).unwrap();
    thread.join().unwrap_or_else(|_| Err("the feeding itself failed".into()))
}

/// Feeds files of lines until so many bytes are fed.
fn feed_lines(bytes: usize, seed: u64) -> Result<String, Failed> {
    let (mut fed, mut files) = (0, 0);
    for file in Lines(Numbers(seed)) {
        fed += file.len();
        files += 1;
        let told = || String::from_utf8_lossy(&file).into_owned();
        unharmed(|| targets::sieve(&file), told)?;
        if fed >= bytes {
            break;
        }
    }
    Ok(format!("{files} files, {fed} bytes"))
}

fn hold(text: &str) -> Result<(), Failed> {
    let both = || {
        targets::parse(text);
        targets::bind(text);
    };
    unharmed(both, || text.to_owned())
}

/// What a panic says, and of which text.
fn unharmed(work: impl FnOnce() + UnwindSafe, text: impl FnOnce() -> String) -> Result<(), Failed> {
    catch_unwind(work).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default();
        format!("{said}\nof the text:\n{}", text()).into()
    })
}
