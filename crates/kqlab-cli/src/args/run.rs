//! What `kqlab run` is asked.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{DataArgs, Format, TimeArgs, size};

#[derive(Debug, ClapArgs)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) text: TextsArgs,

    /// Which rules of files that hold several, by their id or name [default: all]
    #[arg(long, value_name = "RULE", conflicts_with = "expression")]
    pub(crate) rule: Option<String>,

    #[command(flatten)]
    pub(crate) data: DataArgs,

    #[command(flatten)]
    pub(crate) time: TimeArgs,

    /// Exit with 3 where there are rows, or with --as-scheduled alerts; a rule that fails counts more: 1
    #[arg(long)]
    pub(crate) fail_on_rows: bool,

    /// How the rows are printed; of several rules not as csv or kusto
    #[arg(long, short, default_value = "table")]
    pub(crate) format: Format,

    /// Print the columns' types in the header of a table
    #[arg(long)]
    pub(crate) types: bool,

    /// Print the cells of a table whole, however long
    #[arg(long)]
    pub(crate) full: bool,

    /// What the tables that several rules read may take in memory, each read once, and what the rules compute of them
    /// alike, up to a quarter of it; for what there is no room, each rule reads and computes anew
    #[arg(long, value_name = "BYTES", value_parser = size, default_value = "4G")]
    pub(crate) max_memory: u64,
}

/// Where the queries are.
#[derive(Debug, ClapArgs)]
#[group(required = true, multiple = false)]
pub(crate) struct TextsArgs {
    /// Queries (.kql, .csl, .txt), rules (.yaml, .yml, .json, .toml) of Sentinel, Defender, Elastic or Panther, and folders
    /// of them; `-` alone reads a query from standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// The query itself
    #[arg(short = 'e', long = "expression", value_name = "QUERY", allow_hyphen_values = true)]
    pub(crate) expression: Option<String>,
}
