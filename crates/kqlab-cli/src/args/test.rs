//! What `kqlab test` and `kqlab init` are asked.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

#[derive(Debug, ClapArgs)]
pub(crate) struct TestArgs {
    /// Rules, test files and folders of them; `<rule>.test.yaml` beside a rule is its test file
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// Run the cases whose own name, or whose rule's name, id or file, contains this text
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,

    /// How the outcome is printed
    #[arg(long, short, default_value = "text")]
    pub(crate) format: TestFormat,

    /// Name the cases that pass, too
    #[arg(long, short)]
    pub(crate) verbose: bool,

    /// Write what came out into the cases that fail, after showing the difference
    #[arg(long, conflicts_with = "watch")]
    pub(crate) update: bool,

    /// Run again whenever a file changes
    #[arg(long)]
    pub(crate) watch: bool,

    /// Write a first test file for this rule, with the tables and columns that it reads
    #[arg(long, value_name = "RULE", exclusive = true)]
    pub(crate) new: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    /// What failed, and why, for people
    Text,
    /// One object: by rule its cases
    Json,
    /// JUnit XML, as CI servers read it
    Junit,
    /// Annotations of a GitHub workflow, which point into the rule's file
    Github,
    /// The Test Anything Protocol, version 14
    Tap,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct InitArgs {
    /// The folder to make; it may be there, but none of the files that are written
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}
