//! What the formats share: the words for what is new.

use kqlab_rules::{Apart, Change, Diff, Finds, RowChange, StageOperator, Text};
use serde_json::Value as Json;

use super::versions::Pair;
use crate::output::one_line;

/// A row that differs, in words.
pub(super) struct Row {
    /// `-` gone, `+` new, `~` changed.
    pub(super) sign: char,
    pub(super) cells: String,
    pub(super) apart: Option<String>,
}

/// Nothing at all is new.
pub(super) fn nothing(diff: &Diff) -> bool {
    diff.text.most() == Text::Same && diff.plan.is_empty() && diff.same_results()
}

/// What kind of change it is.
pub(super) fn kind(diff: Option<&Diff>, pair: &Pair) -> &'static str {
    match (diff.map(|diff| diff.text.most()), &pair.old) {
        (Some(Text::Same), _) => "same text",
        (Some(Text::Layout), _) => "layout only",
        (Some(Text::Metadata), _) => "metadata only",
        (Some(Text::Logic), _) => "logic",
        (None, None) => "new rule",
        (None, Some(_)) => "rule removed",
    }
}

/// `-` or `+`, and what it is about.
pub(super) fn signed<T>(change: &Change<T>) -> (char, &T) {
    match change {
        Change::Lost(item) => ('-', item),
        Change::Gained(item) => ('+', item),
    }
}

/// A row that differs: its cells, and of one that changed what they were.
pub(super) fn row(change: &RowChange, columns: &[String], pair: &Pair) -> Row {
    let apart = change.apart.as_ref().map(|apart| self::apart(apart, pair));
    let (sign, cells) = match (&change.old, &change.new) {
        (Some(old), Some(new)) => ('~', changed(old, new, columns)),
        (Some(old), None) => ('-', all(old, columns)),
        (None, new) => ('+', all(new.as_deref().unwrap_or_default(), columns)),
    };
    Row { sign, cells, apart }
}

fn all(row: &[Json], columns: &[String]) -> String {
    let cell = |(name, value): (&String, &Json)| format!("{name}: {value}");
    columns.iter().zip(row).map(cell).collect::<Vec<_>>().join(", ")
}

fn changed(old: &[Json], new: &[Json], columns: &[String]) -> String {
    let cell = |(name, (old, new)): (&String, (&Json, &Json))| match old == new {
        true => format!("{name}: {new}"),
        false => format!("{name}: {old} → {new}"),
    };
    columns.iter().zip(old.iter().zip(new)).map(cell).collect::<Vec<_>>().join(", ")
}

/// Where the ways part.
fn apart(apart: &Apart, pair: &Pair) -> String {
    let code = |operator: &StageOperator| format!("`{}`", one_line(&operator.text));
    let new_line = |operator: &StageOperator| match &pair.new {
        Some(new) => format!("line {}", new.query.lines(operator.span).line),
        None => String::new(),
    };
    match (&apart.old, &apart.new) {
        (Some(old), Some(new)) if words(&old.text) == words(&new.text) => {
            format!("at {} ({})", code(new), new_line(new))
        }
        (Some(old), Some(new)) => {
            format!("at {} ({}), which was {}", code(new), new_line(new), code(old))
        }
        (Some(old), None) => format!("for want of {}", code(old)),
        (None, Some(new)) => format!("at the new {} ({})", code(new), new_line(new)),
        (None, None) => "at no operator".to_owned(),
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many rows both find, and how many of them are gone, new, or others.
pub(super) fn rows(finds: &Finds) -> String {
    let count = |old: bool, new: bool| {
        let is = |change: &&RowChange| change.old.is_some() == old && change.new.is_some() == new;
        finds.rows.changes.iter().filter(is).count()
    };
    let counts = [('-', count(true, false)), ('+', count(false, true)), ('~', count(true, true))];
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(sign, count)| format!("{sign}{count}")).collect();
    let rows = numbers(finds.row_counts);
    if counts.is_empty() { rows } else { format!("{rows} ({})", counts.join(" ")) }
}

/// `3 → 2`, or the number that both have.
pub(super) fn numbers((old, new): (usize, usize)) -> String {
    if old == new { new.to_string() } else { format!("{old} → {new}") }
}
