//! `kqlab codes`: the docs of the codes, from the code table.

mod markdown;
mod text;

use std::io::{BufWriter, Write};

use kqlab::Code;

use super::Failure;
use crate::args::{CodesArgs, CodesFormat};

/// Prints the docs of one code or of all.
pub(crate) fn run(args: &CodesArgs) -> Result<(), Failure> {
    let mut out = BufWriter::new(anstream::stdout().lock());
    match (args.code.as_deref().map(code).transpose()?, args.format) {
        (Some(code), CodesFormat::Text) => text::one(&mut out, code)?,
        (Some(code), CodesFormat::Markdown) => markdown::one(&mut out, code)?,
        (None, CodesFormat::Text) => text::all(&mut out)?,
        (None, CodesFormat::Markdown) => markdown::all(&mut out)?,
    }
    Ok(out.flush()?)
}

/// The code that is meant: `KQL1001`, `kql1001` or `1001`.
fn code(asked: &str) -> Result<&'static Code, Failure> {
    let number = |id: &str| id.to_ascii_uppercase().trim_start_matches("KQL").to_owned();
    let mut codes = kqlab::codes::all();
    let found = codes.find(|code| number(code.id) == number(asked));
    found.ok_or_else(|| Failure::Usage(format!("{asked} is no code; `kqlab codes` lists them")))
}

/// A file's content as text; what no terminal should be given is a question mark in a box.
fn shown(content: &[u8]) -> String {
    let text = String::from_utf8_lossy(content);
    let plain = |char: char| match char {
        '\n' | '\t' => char,
        control if control.is_control() => char::REPLACEMENT_CHARACTER,
        other => other,
    };
    text.chars().map(plain).collect()
}

/// The docs of a code in Markdown.
pub(super) fn page(code: &Code) -> String {
    let mut page = Vec::new();
    markdown::one(&mut page, code).expect("invariant: memory takes all bytes");
    String::from_utf8_lossy(&page).into_owned()
}
