//! What `kqlab why` is asked.

use clap::{Args as ClapArgs, ValueEnum};

use super::{DataArgs, QueryArgs, TimeArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct WhyArgs {
    #[command(flatten)]
    pub(crate) query: QueryArgs,

    #[command(flatten)]
    pub(crate) data: DataArgs,

    #[command(flatten)]
    pub(crate) time: TimeArgs,

    /// How the stages are printed
    #[arg(long, short, default_value = "text")]
    pub(crate) format: WhyFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhyFormat {
    /// A line a stage, for people
    Text,
    /// One object
    Json,
}
