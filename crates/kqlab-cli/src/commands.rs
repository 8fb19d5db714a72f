//! The commands, and what they share: where the query comes from, how the engine is set up.

pub(crate) mod check;
pub(crate) mod codes;
pub(crate) mod convert;
pub(crate) mod diff;
pub(crate) mod explain;
mod files;
pub(crate) mod fmt;
pub(crate) mod functions;
pub(crate) mod init;
mod rules;
pub(crate) mod run;
pub(crate) mod schema;
mod streams;
pub(crate) mod test;
pub(crate) mod why;

use std::io::Read;
use std::path::Path;
use std::time::UNIX_EPOCH;

use kqlab::{DateOrder, Diagnostic, Engine, Limits, OnBadRow, Options};
use kqlab_rules::Placement;

use self::rules::Chosen;
use self::streams::Sources;
use crate::args::{DataArgs, DateOrder as DateOrderArg, OnBadRow as OnBadRowArg, QueryArgs};
use crate::report::{self, Source};

/// Why a command did not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The diagnostics were printed.
    Reported,
    /// There are rows, and there should be none.
    Hit,
    /// The command line asks for what cannot be.
    Usage(String),
    /// Standard output failed.
    Output(std::io::Error),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

/// Reads the query that the command line names.
pub(crate) fn query(args: &QueryArgs) -> Result<Chosen, Failure> {
    match &args.text.expression {
        Some(text) => Ok(plain("query", text.clone())),
        None => {
            let path = args.text.file.as_deref().expect("invariant: clap asks for one of the two");
            file(path, args.rule.as_deref())
        }
    }
}

/// Reads the query of a file, or of standard input.
fn file(path: &Path, rule: Option<&str>) -> Result<Chosen, Failure> {
    if path == Path::new("-") {
        return Ok(plain("standard input", text("standard input", &read_stdin()?)?));
    }
    rules::choose(path, rule)
}

fn plain(name: &str, text: String) -> Chosen {
    let rule = kqlab_rules::query(&text);
    Chosen { rule, source: Source::new(name.to_owned(), text, Placement::at(0)) }
}

fn read_stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    streams::stdin()?
        .read_to_end(&mut bytes)
        .map_err(|e| Failure::Usage(format!("standard input cannot be read: {e}")))?;
    Ok(bytes)
}

/// The text of a file.
fn read_text(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|e| Failure::Usage(format!("{name} cannot be read: {e}")))?;
    text(&name, &bytes)
}

/// The bytes as text.
fn text(name: &str, bytes: &[u8]) -> Result<String, Failure> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count();
            let message = format!("{name} is not UTF-8 text (line {line})");
            report::failed(&message, Some("save the file as UTF-8"));
            Err(Failure::Reported)
        }
    }
}

/// A path of the command line that names nothing is wrong usage.
fn must_exist(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        return Ok(());
    }
    Err(Failure::Usage(format!("{} does not exist", path.display())))
}

/// Sets the engine up as the command line says.
pub(crate) fn engine(args: &DataArgs) -> Result<Engine, Failure> {
    let Sources { data, tables, inputs } = streams::sources(args)?;
    let paths = data.iter().chain(tables.iter().map(|(_, path)| path));
    let bodies =
        args.external.iter().map(|(_, path)| path).chain(&args.external_dir).chain(&args.geoip);
    for path in paths
        .filter(|path| !kqlab::is_pattern(path))
        .chain(&args.schema)
        .chain(&args.functions)
        .chain(bodies)
    {
        must_exist(path)?;
    }
    let options = Options {
        data,
        tables,
        inputs,
        schemas: args.schema.clone(),
        functions: args.functions.clone(),
        external: args.external.clone(),
        geoip: args.geoip.clone(),
        external_folders: args.external_dir.clone(),
        now: now(args.now.as_deref())?,
        on_bad_row: match args.on_bad_row {
            OnBadRowArg::Skip => OnBadRow::Skip,
            OnBadRowArg::Fail => OnBadRow::Fail,
        },
        date_order: args.date_order.map(|order| match order {
            DateOrderArg::MonthFirst => DateOrder::MonthFirst,
            DateOrderArg::DayFirst => DateOrder::DayFirst,
        }),
        limits: Limits { max_inflated: args.max_inflated, ..Limits::default() },
        ..Options::default()
    };
    let engine = Engine::new(options).map_err(|diagnostics| {
        report::print(&Source::none(), &diagnostics);
        Failure::Reported
    })?;
    for unread in engine.unread_functions() {
        let source = Source::whole(&unread.path, &unread.text);
        report::print(&source, std::slice::from_ref(&unread.warning));
    }
    Ok(engine)
}

/// A time that an option of the command line says.
pub(crate) fn time(option: &str, text: &str) -> Result<i64, Failure> {
    kqlab::parse_datetime(text).ok_or_else(|| {
        Failure::Usage(format!("{option}: '{text}' is no datetime such as 2026-04-22T09:00:00Z"))
    })
}

fn now(given: Option<&str>) -> Result<i64, Failure> {
    match given {
        Some(text) => time("--now", text),
        None => {
            #[expect(clippy::disallowed_methods, reason = "the edge is where the clock is read")]
            let now = std::time::SystemTime::now();
            let since = now.duration_since(UNIX_EPOCH).map(|d| d.as_nanos()).unwrap_or_default();
            Ok(Options::ticks_since_unix(i128::try_from(since).unwrap_or_default()))
        }
    }
}

/// Prints the diagnostics of a query that gave no answer.
pub(crate) fn refused(source: &Source, diagnostics: &[Diagnostic]) -> Failure {
    report::print(source, diagnostics);
    Failure::Reported
}
