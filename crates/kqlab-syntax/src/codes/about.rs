//! What the docs say of a code: its meaning, what causes it, and how that is mended.

/// The docs of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct About {
    /// What the code means, in one line.
    pub title: &'static str,
    /// What that is and what can be done, in a few sentences of Markdown.
    pub text: &'static str,
    /// What causes it.
    pub wrong: Sample,
    /// The same without it.
    pub right: Sample,
}

/// What can be typed to see a code, or to see it gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sample {
    /// A query.
    Query(&'static str),
    /// A query that is too long to be shown.
    Repeated {
        /// How it begins.
        begin: &'static str,
        /// What follows, many times.
        unit: &'static str,
        /// How many times.
        times: usize,
        /// How it ends.
        end: &'static str,
    },
    /// Files in a folder, and the command that is typed there.
    Files {
        /// The command, words separated by spaces.
        command: &'static str,
        /// Paths and what stands in them.
        files: Files,
    },
    /// Nothing that a user does causes it.
    Nothing,
}

/// Paths and what stands in them.
pub type Files = &'static [(&'static str, &'static [u8])];

pub(super) const fn query(text: &'static str) -> Sample {
    Sample::Query(text)
}

pub(super) const fn repeated(
    begin: &'static str,
    unit: &'static str,
    times: usize,
    end: &'static str,
) -> Sample {
    Sample::Repeated { begin, unit, times, end }
}

pub(super) const fn files(command: &'static str, files: Files) -> Sample {
    Sample::Files { command, files }
}
