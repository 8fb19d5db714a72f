//! The binary `kqlab`: arguments in, rendered results and diagnostics out, an exit code.
//!
//! ```text
//! args ──▶ commands ──Engine──▶ output (stdout)
//!                      └──────▶ report (stderr)
//! ```
//!
//! Exit codes: 0 it ran, 1 the query or the data is at fault, 2 wrong usage, 3 there are rows and `--fail-on-rows` was
//! given.

mod args;
mod commands;
mod output;
mod progress;
mod report;
mod style;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::commands::Failure;

/// Groups and chunks come and go by the million; the system's allocator takes a quarter of the time for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    let done = match args.command {
        Command::Run(run) => commands::run::run(&run),
        Command::Explain(explain) => commands::explain::run(&explain),
        Command::Check(check) => commands::check::run(&check),
        Command::Fmt(fmt) => commands::fmt::run(&fmt),
        Command::Test(test) => commands::test::run(&test),
        Command::Diff(diff) => commands::diff::run(&diff),
        Command::Why(why) => commands::why::run(&why),
        Command::Init(init) => commands::init::run(&init),
        Command::Functions(functions) => commands::functions::run(&functions),
        Command::Schema(schema) => commands::schema::run(&schema),
        Command::Codes(codes) => commands::codes::run(&codes),
        Command::Convert(convert) => commands::convert::run(convert),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Reported) => ExitCode::from(1),
        Err(Failure::Hit) => ExitCode::from(3),
        Err(Failure::Usage(message)) => {
            report::usage(&message);
            ExitCode::from(2)
        }
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(Failure::Output(error)) => {
            report::usage(&format!("the output cannot be written: {error}"));
            ExitCode::from(2)
        }
    }
}
