//! Codes as a page of Markdown.

use std::io::{Result, Write};
use std::path::Path;

use kqlab::Code;
use kqlab::codes::{self, Sample};

const HEAD: &str = "\
# Codes of diagnostics

`kqlab codes KQL1001` prints one of them. `KQL0xxx` are found in a query's text, `KQL1xxx` in its names and types,
`KQL2xxx` in data, `KQL3xxx` when a query runs, `KQL4xxx` in rule files. This page is written by
`kqlab codes --format markdown`.
";

/// The page.
pub(super) fn all(out: &mut impl Write) -> Result<()> {
    write!(out, "{HEAD}")?;
    codes::all().try_for_each(|code| {
        writeln!(out)?;
        one(out, code)
    })
}

/// A code with its docs.
pub(super) fn one(out: &mut impl Write, code: &Code) -> Result<()> {
    writeln!(out, "## {}: {}\n\n{}", code.id, code.about.title, code.about.text)?;
    sample(out, "Wrong", &code.about.wrong)?;
    sample(out, "Right", &code.about.right)
}

fn sample(out: &mut impl Write, title: &str, sample: &Sample) -> Result<()> {
    match sample {
        Sample::Query(text) => {
            writeln!(out, "\n{title}:\n")?;
            block(out, "kusto", text)
        }
        Sample::Files { command, files } => {
            writeln!(out, "\n{title}: `{command}`, with")?;
            files.iter().try_for_each(|(path, content)| {
                writeln!(out, "\n`{path}`\n")?;
                block(out, language(path), &super::shown(content))
            })
        }
        Sample::Repeated { .. } | Sample::Nothing => Ok(()),
    }
}

fn language(path: &str) -> &str {
    match Path::new(path).extension().and_then(|ending| ending.to_str()) {
        Some("kql") => "kusto",
        Some(ending @ ("json" | "yaml" | "toml")) => ending,
        _ => "text",
    }
}

fn block(out: &mut impl Write, language: &str, text: &str) -> Result<()> {
    writeln!(out, "```{language}\n{}\n```", text.trim_end())
}
