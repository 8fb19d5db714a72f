//! Colours, for a terminal; where the output is no terminal they are taken away by `anstream`.

use clap::builder::styling::{AnsiColor, Style};

/// What was, is expected, or failed.
pub(crate) fn red(text: &str) -> String {
    painted(text, AnsiColor::Red.on_default())
}

/// What is, came out, or passed.
pub(crate) fn green(text: &str) -> String {
    painted(text, AnsiColor::Green.on_default())
}

/// What changed.
pub(crate) fn yellow(text: &str) -> String {
    painted(text, AnsiColor::Yellow.on_default())
}

/// What is no more than a note.
pub(crate) fn dim(text: &str) -> String {
    painted(text, Style::new().dimmed())
}

/// What the eye is to find first.
pub(crate) fn bold(text: &str) -> String {
    painted(text, Style::new().bold())
}

fn painted(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}
