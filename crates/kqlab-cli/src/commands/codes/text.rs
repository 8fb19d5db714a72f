//! Codes for people, in a terminal.

use std::io::{Result, Write};

use kqlab::Code;
use kqlab::codes::{self, Sample};

/// A line for each code.
pub(super) fn all(out: &mut impl Write) -> Result<()> {
    codes::all().try_for_each(|code| writeln!(out, "{}  {}", code.id, code.about.title))
}

/// A code with its docs.
pub(super) fn one(out: &mut impl Write, code: &Code) -> Result<()> {
    writeln!(out, "{}: {}\n", code.id, code.about.title)?;
    paragraph(out, code.about.text)?;
    sample(out, "wrong", &code.about.wrong)?;
    sample(out, "right", &code.about.right)
}

/// Words in lines of a width that reads well.
fn paragraph(out: &mut impl Write, text: &str) -> Result<()> {
    const WIDTH: usize = 88;
    let mut column = 0;
    for word in text.split(' ') {
        if column > 0 && column + 1 + word.len() > WIDTH {
            writeln!(out)?;
            column = 0;
        }
        let gap = if column > 0 { " " } else { "" };
        write!(out, "{gap}{word}")?;
        column += gap.len() + word.len();
    }
    writeln!(out)
}

fn sample(out: &mut impl Write, title: &str, sample: &Sample) -> Result<()> {
    match sample {
        Sample::Query(text) => {
            writeln!(out, "\n{title}:")?;
            indented(out, text, "  ")
        }
        Sample::Files { command, files } => {
            writeln!(out, "\n{title}:\n  $ {command}")?;
            files.iter().try_for_each(|(path, content)| {
                writeln!(out, "  {path}:")?;
                indented(out, &super::shown(content), "    ")
            })
        }
        Sample::Repeated { .. } | Sample::Nothing => Ok(()),
    }
}

fn indented(out: &mut impl Write, text: &str, indent: &str) -> Result<()> {
    text.lines().try_for_each(|line| writeln!(out, "{indent}{line}"))
}
