//! Several rules one after the other: for people each under a heading, for programs each in an object.

use std::io::{Result, Write};

use kqlab::{Diagnostic, Table};
use kqlab_rules::Alert;
use serde_json::{Map, Value as Json};

use super::{alert, json, markdown};
use crate::args::{Format, RunArgs};
use crate::commands::check;
use crate::report::Source;
use crate::style::{bold, dim, red};

/// What a rule is called.
pub(crate) struct Head<'a> {
    /// Its file.
    pub(crate) file: &'a str,
    pub(crate) id: Option<&'a str>,
    pub(crate) name: Option<&'a str>,
}

/// What is printed of a rule.
pub(crate) struct Part {
    text: Vec<u8>,
    /// It is more than a line.
    block: bool,
}

/// Writes parts one after the other.
pub(crate) struct Parts {
    format: Format,
    /// How many are to come.
    rest: usize,
    /// The last part was a block; `None` before the first.
    after_block: Option<bool>,
}

impl Head<'_> {
    /// For people: the file, and the rule's name if it has one.
    pub(crate) fn title(&self) -> String {
        match self.name {
            Some(name) => format!("{}: {name}", self.file),
            None => self.file.to_owned(),
        }
    }

    /// For programs.
    fn object(&self) -> Map<String, Json> {
        let entries = [("file", Some(self.file)), ("id", self.id), ("name", self.name)];
        entries.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect()
    }
}

impl Part {
    /// What a rule returned.
    pub(crate) fn answer(
        head: &Head<'_>,
        results: &[Table],
        alerts: Option<&[Alert]>,
        args: &RunArgs,
    ) -> Self {
        let nothing = results.iter().all(|table| table.row_count() == 0)
            && alerts.is_none_or(<[Alert]>::is_empty);
        let mut text = Vec::new();
        let written = match args.format {
            Format::Table if nothing => writeln!(text, "{}: no rows", dim(&head.title())),
            Format::Markdown if nothing => {
                writeln!(text, "- {}: no rows", markdown::escape(&head.title()))
            }
            Format::Table => writeln!(text, "{}", bold(&head.title()))
                .and_then(|()| super::write(&mut text, results, alerts, args)),
            Format::Markdown => writeln!(text, "## {}\n", markdown::escape(&head.title()))
                .and_then(|()| super::write(&mut text, results, alerts, args)),
            Format::Json => object(&mut text, head, results, alerts),
            Format::Ndjson => lines(&mut text, head, results),
            Format::Csv | Format::Kusto => unreachable!("invariant: refused before"),
        };
        written.expect("invariant: memory takes all text");
        Self { text, block: !nothing }
    }

    /// It gave no answer.
    pub(crate) fn failure(
        head: &Head<'_>,
        source: &Source,
        faults: &[Diagnostic],
        format: Format,
    ) -> Self {
        let text = match format {
            Format::Table => format!("{}: failed\n", red(&head.title())),
            Format::Markdown => format!("- {}: failed\n", markdown::escape(&head.title())),
            Format::Json | Format::Ndjson => {
                let mut object = head.object();
                let faults = faults.iter().map(|fault| check::diagnostic(source, fault));
                object.insert("error".to_owned(), faults.collect());
                let line = Json::Object(object).to_string();
                if format == Format::Ndjson { line + "\n" } else { line }
            }
            Format::Csv | Format::Kusto => unreachable!("invariant: refused before"),
        };
        Self { text: text.into_bytes(), block: false }
    }
}

/// `{"file": .., "id": .., "name": .., "rows": [..]}`, with `"alerts": [..]` where they are asked for; several results are
/// `"tables": [{"name": .., "rows": [..]}]`.
fn object(
    out: &mut impl Write,
    head: &Head<'_>,
    results: &[Table],
    alerts: Option<&[Alert]>,
) -> Result<()> {
    let head = Json::Object(head.object()).to_string();
    write!(out, "{},", head.trim_end_matches('}'))?;
    match results {
        [one] => {
            write!(out, "\"rows\":")?;
            json::write_rows(out, one)?;
        }
        several => {
            write!(out, "\"tables\":[")?;
            for (position, table) in several.iter().enumerate() {
                let comma = if position > 0 { "," } else { "" };
                write!(out, "{comma}{{\"name\":{},\"rows\":", name(table, position))?;
                json::write_rows(out, table)?;
                write!(out, "}}")?;
            }
            write!(out, "]")?;
        }
    }
    if let Some(alerts) = alerts {
        let alerts: Json = alerts.iter().map(alert::object).collect();
        write!(out, ",\"alerts\":{alerts}")?;
    }
    write!(out, "}}")
}

/// A line a row: `{"file": .., "id": .., "name": .., "row": {..}}`; of several results with `"table": ..`.
fn lines(out: &mut impl Write, head: &Head<'_>, results: &[Table]) -> Result<()> {
    for (position, table) in results.iter().enumerate() {
        let mut head = head.object();
        if results.len() > 1 {
            head.insert("table".to_owned(), name(table, position));
        }
        let head = Json::Object(head).to_string();
        let head = head.trim_end_matches('}');
        for row in table.rows() {
            writeln!(out, "{head},\"row\":{}}}", json::object(table, row))?;
        }
    }
    Ok(())
}

fn name(table: &Table, position: usize) -> Json {
    match &table.name {
        Some(name) => Json::from(&**name),
        None => Json::from(format!("Table_{position}")),
    }
}

impl Parts {
    /// So many are to come.
    pub(crate) fn new(format: Format, count: usize) -> Self {
        Self { format, rest: count, after_block: None }
    }

    /// Writes the next part: for people an empty line is around those of several lines.
    pub(crate) fn add(&mut self, out: &mut impl Write, part: &Part) -> Result<()> {
        self.rest = self.rest.saturating_sub(1);
        let before = match (self.format, self.after_block) {
            (Format::Table | Format::Markdown, Some(after)) if after || part.block => "\n",
            (Format::Json, None) => "[\n  ",
            (Format::Json, Some(_)) => "  ",
            _ => "",
        };
        let after = match self.format {
            Format::Json if self.rest > 0 => ",\n",
            Format::Json => "\n",
            _ => "",
        };
        self.after_block = Some(part.block);
        write!(out, "{before}")?;
        out.write_all(&part.text)?;
        write!(out, "{after}")
    }

    /// Ends the output: for people with a line that sums up.
    pub(crate) fn finish(self, out: &mut impl Write, summary: &str) -> Result<()> {
        let space = if self.after_block == Some(true) { "\n" } else { "" };
        match self.format {
            Format::Table => writeln!(out, "{space}{}", bold(summary)),
            Format::Markdown => writeln!(out, "\n**{summary}**"),
            Format::Json if self.after_block.is_none() => writeln!(out, "[]"),
            Format::Json => writeln!(out, "]"),
            Format::Ndjson => Ok(()),
            Format::Csv | Format::Kusto => unreachable!("invariant: refused before"),
        }
    }
}
