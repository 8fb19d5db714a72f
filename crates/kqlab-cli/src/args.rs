//! What a user types, as clap structs.

mod diff;
mod run;
mod test;
mod why;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub(crate) use diff::{DiffArgs, DiffFormat};
pub(crate) use run::RunArgs;
pub(crate) use test::{InitArgs, TestArgs, TestFormat};
pub(crate) use why::{WhyArgs, WhyFormat};

/// Run original KQL queries and Microsoft Sentinel rules against JSON logs, offline.
#[derive(Debug, Parser)]
#[command(name = "kqlab", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a query, a rule or many rules, and print what they return
    Run(RunArgs),
    /// Show the typed plan of a query, one operator a line
    Explain(ExplainArgs),
    /// Check the names and types of queries and rules without running them
    Check(CheckArgs),
    /// Lay out queries, and the queries in rules, in one canonical way
    Fmt(FmtArgs),
    /// Run the tests of rules: what a rule is given, and what it is expected to make of it
    Test(TestArgs),
    /// Show what is new between two versions of rules: in their text, in their plan, and in what they find
    Diff(DiffArgs),
    /// Show how many rows are left after each operator of a rule: why it fires, or does not
    Why(WhyArgs),
    /// Make a folder with a first rule, its data and tests, and a workflow that runs them
    Init(InitArgs),
    /// List the operators and functions of KQL, and which of them kqlab has
    Functions(FunctionsArgs),
    /// List the tables that the data holds, their columns, types and row counts
    Schema(SchemaArgs),
    /// Explain the codes of diagnostics
    Codes(CodesArgs),
    /// Write tables once as typed Parquet, which many runs then read faster
    Convert(ConvertArgs),
}

/// What to run.
#[derive(Debug, ClapArgs)]
#[group(skip)]
pub(crate) struct QueryArgs {
    #[command(flatten)]
    pub(crate) text: TextArgs,

    /// Which rule of a file that holds several, by its id or name
    #[arg(long, value_name = "RULE", conflicts_with = "expression")]
    pub(crate) rule: Option<String>,
}

/// Where the query is.
#[derive(Debug, ClapArgs)]
#[group(required = true, multiple = false)]
pub(crate) struct TextArgs {
    /// A query (.kql, .csl, .txt) or a rule (.yaml, .yml, .json, .toml) of Sentinel, Defender, Elastic or Panther; `-`
    /// reads a query from standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    /// The query itself
    #[arg(short = 'e', long = "expression", value_name = "QUERY", allow_hyphen_values = true)]
    pub(crate) expression: Option<String>,
}

/// What to run it on.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Data")]
pub(crate) struct DataArgs {
    /// A folder or zip archive whose files and sub-folders are tables by their names, one file, or a pattern such as
    /// 'logs/**/*.json'; `-` reads the table stdin from standard input; repeatable
    #[arg(long, value_name = "PATH")]
    pub(crate) data: Vec<PathBuf>,

    /// A table by name, such as SigninLogs=export.json; `NAME=-` reads it from standard input; repeatable
    #[arg(long, value_name = "NAME=FILE", value_parser = table)]
    pub(crate) table: Vec<(String, PathBuf)>,

    /// A file that declares columns and types: {"Table": {"Column": "type"}}; repeatable
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Vec<PathBuf>,

    /// Saved functions: a folder or file of KQL text or parsers' YAML; repeatable
    #[arg(long, value_name = "DIR")]
    pub(crate) functions: Vec<PathBuf>,

    /// What stands for an address of externaldata, such as https://x.net/list.csv=list.csv; nothing is ever fetched;
    /// repeatable
    #[arg(long, value_name = "URL=FILE", value_parser = external)]
    pub(crate) external: Vec<(String, PathBuf)>,

    /// A folder of saved bodies for externaldata, each under the file name of its address; repeatable
    #[arg(long, value_name = "DIR")]
    pub(crate) external_dir: Vec<PathBuf>,

    /// A MaxMind database of cities such as GeoLite2-City.mmdb, for geo_info_from_ip_address
    #[arg(long, value_name = "FILE")]
    pub(crate) geoip: Option<PathBuf>,

    /// The time that now() and ago() see, such as 2026-04-22T09:00:00Z [default: the clock]
    #[arg(long, value_name = "DATETIME")]
    pub(crate) now: Option<String>,

    /// What becomes of a row that cannot be read
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    pub(crate) on_bad_row: OnBadRow,

    /// The order of day and month in dates such as 10/04/2025 [default: what each file's own dates tell, else month-first]
    #[arg(long, value_name = "ORDER")]
    pub(crate) date_order: Option<DateOrder>,

    /// What a compressed file or an archive may unpack to, such as 20G [default: 1G, or 250 times its size]
    #[arg(long, value_name = "BYTES", value_parser = size)]
    pub(crate) max_inflated: Option<u64>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum DateOrder {
    /// 10/04/2025 is in October
    MonthFirst,
    /// 10/04/2025 is in April
    DayFirst,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OnBadRow {
    /// Leave it out, and say on standard error how many were
    Skip,
    /// Stop, and say where it is
    Fail,
}

/// Over which time a query is run.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Time")]
pub(crate) struct TimeArgs {
    /// Run a rule as its schedule does: over its query period up to now, with the alerts that its trigger and grouping
    /// make of the rows
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub(crate) as_scheduled: bool,

    /// The time of a run --as-scheduled; now() sees it too [default: --now]
    #[arg(long, value_name = "DATETIME", requires = "as_scheduled", conflicts_with = "now")]
    pub(crate) at: Option<String>,

    /// The start of the time that a query sees: rows by their TimeGenerated or Timestamp, and `{{StartTimeISO}}`
    #[arg(long, value_name = "DATETIME", requires = "to")]
    pub(crate) from: Option<String>,

    /// The end of that time, and `{{EndTimeISO}}`; rows of that very instant are not seen
    #[arg(long, value_name = "DATETIME", requires = "from")]
    pub(crate) to: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns for people
    Table,
    /// One array of objects
    Json,
    /// One object a line
    Ndjson,
    /// Comma-separated values with a header
    Csv,
    /// A table for a pull request or a wiki
    Markdown,
    /// The shape of Kusto's REST API, version 1
    Kusto,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) query: QueryArgs,

    #[command(flatten)]
    pub(crate) data: DataArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct FunctionsArgs {
    /// One of them, with its signature, doc, examples and reference page
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// How they are printed
    #[arg(long, short, default_value = "text")]
    pub(crate) format: FunctionsFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FunctionsFormat {
    /// Lines for people
    Text,
    /// The matrix as a page
    Markdown,
    /// One array of objects
    Json,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SchemaArgs {
    #[command(flatten)]
    pub(crate) data: DataArgs,

    /// Write the columns' types to a file, which `--schema` then pins them with
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ConvertArgs {
    /// Folders, archives and files, as `--data` takes them
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) data: DataArgs,

    /// What is written
    #[arg(long, value_name = "FORMAT", default_value = "parquet")]
    pub(crate) to: ConvertFormat,

    /// The folder for the files, one a table [default: the folder that is read, and the format, such as logs-parquet]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConvertFormat {
    /// Typed columns; read back, they are the same table
    Parquet,
    /// One object a line; types are told by names and values when it is read back
    Ndjson,
    /// Comma-separated values with a header; likewise
    Csv,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Queries, rules and folders of them; in a folder .kql, .csl, .yaml, .yml, .json and .toml files are checked
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) data: DataArgs,

    /// How the findings are printed
    #[arg(long, short, default_value = "text")]
    pub(crate) format: CheckFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// As a compiler shows them, on standard error
    Text,
    /// One array: per file its diagnostics, result columns and tables
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CodesArgs {
    /// The code, such as KQL1001 [default: all of them]
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,

    /// How it is printed
    #[arg(long, short, default_value = "text")]
    pub(crate) format: CodesFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CodesFormat {
    /// For people: one code with its docs, or a line for each
    Text,
    /// The docs as a page
    Markdown,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct FmtArgs {
    /// Queries, rules and folders of them; `-` formats a query from standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Change nothing; show what would change and exit with 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,
}

/// A number of bytes: `500`, `64K`, `20G`.
fn size(text: &str) -> Result<u64, String> {
    let units = [('K', 10), ('M', 20), ('G', 30), ('T', 40)];
    let unit = units.iter().find(|(unit, _)| text.ends_with([*unit, unit.to_ascii_lowercase()]));
    let (digits, shift) = unit.map_or((text, 0), |(_, shift)| (&text[..text.len() - 1], *shift));
    let number: Option<u64> = digits.parse().ok();
    number
        .and_then(|number| number.checked_mul(1 << shift))
        .ok_or_else(|| "a number of bytes is expected, such as 500M or 20G".to_owned())
}

fn table(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, path)) if !name.is_empty() && !path.is_empty() => {
            Ok((name.to_owned(), PathBuf::from(path)))
        }
        _ => Err("NAME=FILE is expected".to_owned()),
    }
}

/// The address may have a query with `=` in it, so the last one divides.
fn external(text: &str) -> Result<(String, PathBuf), String> {
    match text.rsplit_once('=') {
        Some((address, path)) if !address.is_empty() && !path.is_empty() => {
            Ok((address.to_owned(), PathBuf::from(path)))
        }
        _ => Err("URL=FILE is expected".to_owned()),
    }
}
