//! `kqlab functions`

use std::io::{BufWriter, Write};

use kqlab::matrix::{self, Entry, Section};

use super::Failure;
use crate::args::{FunctionsArgs, FunctionsFormat};
use crate::report;

/// Prints what KQL has and whether kqlab has it.
pub(crate) fn run(args: &FunctionsArgs) -> Result<(), Failure> {
    let entries = match &args.name {
        Some(name) => matrix::named(name),
        None => matrix::entries(),
    };
    if entries.is_empty() {
        let name = args.name.as_deref().unwrap_or_default();
        return Err(unknown(name));
    }
    let mut out = BufWriter::new(anstream::stdout().lock());
    match args.format {
        FunctionsFormat::Markdown => out.write_all(matrix::to_markdown(&entries).as_bytes())?,
        FunctionsFormat::Json => {
            writeln!(out, "{:#}", matrix::to_json(&entries))?;
        }
        FunctionsFormat::Text if args.name.is_some() => {
            for (position, entry) in entries.iter().enumerate() {
                if position > 0 {
                    writeln!(out)?;
                }
                one(&mut out, entry)?;
            }
        }
        FunctionsFormat::Text => all(&mut out, &entries)?,
    }
    Ok(out.flush()?)
}

fn unknown(name: &str) -> Failure {
    let near: Vec<String> = matrix::near(name).iter().map(|near| format!("`{near}`")).collect();
    let hint = (!near.is_empty()).then(|| format!("near it: {}", near.join(", ")));
    report::failed(&format!("KQL has no operator or function `{name}`"), hint.as_deref());
    Failure::Reported
}

fn all(out: &mut impl Write, entries: &[Entry]) -> std::io::Result<()> {
    for (position, section) in Section::ALL.into_iter().enumerate() {
        let lines: Vec<&Entry> = entries.iter().filter(|entry| entry.section == section).collect();
        let width = lines.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
        if position > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", section.title())?;
        for entry in lines {
            let state = match entry.refused {
                Some(_) => entry.state(),
                None => entry.doc.to_owned(),
            };
            writeln!(out, "  {:width$}  {state}", entry.name)?;
        }
    }
    Ok(())
}

fn one(out: &mut impl Write, entry: &Entry) -> std::io::Result<()> {
    let title = if entry.signatures.is_empty() {
        entry.name.to_owned()
    } else {
        entry.signatures.join("\n")
    };
    writeln!(out, "{title}\n\n  {}", entry.doc)?;
    if !entry.examples.is_empty() {
        writeln!(out)?;
    }
    for (call, result) in &entry.examples {
        match result {
            Some(result) => writeln!(out, "  {call} = {result}")?,
            None => writeln!(out, "  {call}")?,
        }
    }
    writeln!(out, "\n  {}", entry.state())?;
    if let Some(new) = entry.replaced_by {
        writeln!(out, "  the new name is {new}")?;
    }
    if let Some(page) = &entry.page {
        writeln!(out, "  {page}")?;
    }
    Ok(())
}
