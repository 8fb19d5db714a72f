//! What `kqlab diff` is asked.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::{DataArgs, TimeArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct DiffArgs {
    /// The old and the new version: two rules, or two folders of rules; with --git the one rule or folder that is
    /// compared
    #[arg(required = true, num_args = 1..=2, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Compare two revisions of a git repository, such as main..HEAD or v1...v2; with one revision alone, that and the
    /// files as they are
    #[arg(long, value_name = "REV..REV")]
    pub(crate) git: Option<String>,

    #[command(flatten)]
    pub(crate) data: DataArgs,

    #[command(flatten)]
    pub(crate) time: TimeArgs,

    /// How the differences are printed
    #[arg(long, short, default_value = "text")]
    pub(crate) format: DiffFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people
    Text,
    /// One object: by rule what differs
    Json,
    /// A comment for a pull request
    Markdown,
}
