//! `--format markdown`: a comment for a pull request. A table of what changed, and below it each rule folded away.

use std::io::{Result, Write};

use kqlab_rules::{Change, Diff, Failed, Finds};

use super::show::{self, kind, numbers, signed};
use super::versions::Pair;
use super::{Compared, Outcome, text};
use crate::output::{alert, markdown};

/// So many rows of a rule are shown: a comment has a longest length.
const SHOWN: usize = 20;

/// Writes the outcome.
pub(super) fn write(out: &mut impl Write, outcome: &Outcome) -> Result<()> {
    writeln!(out, "### kqlab diff\n\n{}\n", text::summary(outcome))?;
    if outcome.differing.is_empty() {
        return Ok(());
    }
    writeln!(out, "| rule | change | rows | alerts | |\n|---|---|--:|--:|---|")?;
    for Compared { pair, diff, alone } in &outcome.differing {
        let (rows, alerts, verdict) = match (diff, alone) {
            (Some(diff), _) => row(diff),
            (None, Some(Some((rows, alerts)))) => (rows.to_string(), alerts.to_string(), ""),
            (None, Some(None)) => (String::new(), String::new(), "❌ no answer"),
            (None, None) => (String::new(), String::new(), ""),
        };
        let (title, kind) = (code(&pair.title()), kind(diff.as_ref(), pair));
        writeln!(out, "| {title} | {kind} | {rows} | {alerts} | {verdict} |")?;
    }
    for compared in &outcome.differing {
        details(out, compared)?;
    }
    Ok(())
}

/// Rows, alerts, and what to make of them.
fn row(diff: &Diff) -> (String, String, &'static str) {
    match &diff.finds {
        None => (String::new(), String::new(), ""),
        Some(Err(_)) => (String::new(), String::new(), "❌ no answer"),
        Some(Ok(finds)) => {
            let verdict =
                if finds.is_empty() { "✅ same results" } else { "⚠️ other results" };
            (show::rows(finds), numbers(finds.alert_counts), verdict)
        }
    }
}

fn details(out: &mut impl Write, Compared { pair, diff, .. }: &Compared) -> Result<()> {
    let Some(diff) = diff else { return Ok(()) };
    let mut blocks = Vec::new();
    keys(&mut blocks, diff);
    blocks.extend(fenced("Query", &diff.text.lines, Clone::clone));
    blocks.extend(fenced("Plan", &diff.plan, Clone::clone));
    match &diff.finds {
        Some(Ok(finds)) if !finds.is_empty() => results(&mut blocks, finds, pair),
        Some(Err(failed)) => blocks.push(self::failed(failed)),
        Some(Ok(_)) | None => {}
    }
    if blocks.is_empty() {
        return Ok(());
    }
    let title = html(&pair.title());
    let blocks = blocks.join("\n\n");
    writeln!(out, "\n<details>\n<summary>{title}</summary>\n\n{blocks}\n\n</details>")
}

fn keys(blocks: &mut Vec<String>, diff: &Diff) {
    if diff.text.keys.is_empty() {
        return;
    }
    let value = |value: &Option<String>| value.as_deref().map(code).unwrap_or_default();
    let row = |key: &kqlab_rules::Key| {
        format!("\n| {} | {} | {} |", code(&key.path), value(&key.old), value(&key.new))
    };
    let rows: String = diff.text.keys.iter().map(row).collect();
    blocks.push(format!("| key | old | new |\n|---|---|---|{rows}"));
}

/// A block of `-` and `+` lines, in a fence that none of them ends.
fn fenced<T>(title: &str, changes: &[Change<T>], text: impl Fn(&T) -> String) -> Option<String> {
    let line = |change: &Change<T>| {
        let (sign, item) = signed(change);
        format!("{sign} {}\n", text(item))
    };
    let lines: String = changes.iter().map(line).collect();
    let fence = "`".repeat(3.max(1 + longest_run(&lines)));
    (!changes.is_empty()).then(|| format!("**{title}**\n\n{fence}diff\n{lines}{fence}"))
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn results(blocks: &mut Vec<String>, finds: &Finds, pair: &Pair) {
    blocks.extend(fenced("Columns", &finds.columns, Clone::clone));
    let changes = &finds.rows.changes;
    if !changes.is_empty() {
        let row = |change| {
            let row = show::row(change, &finds.rows.columns, pair);
            let sign = match row.sign {
                '-' => "gone",
                '+' => "new",
                _ => "changed",
            };
            let apart = row.apart.as_deref().unwrap_or_default();
            format!("\n| {sign} | {} | {} |", code(&row.cells), cell(apart))
        };
        let rows: String = changes.iter().take(SHOWN).map(row).collect();
        let more = match changes.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!("\n\nand {more} more"),
        };
        blocks.push(format!("| row | cells | parts ways |\n|---|---|---|{rows}{more}"));
    }
    blocks.extend(fenced("Alerts", &finds.alerts, alert::head));
    blocks.extend(fenced("Entities", &finds.entities, |entity| {
        let (kind, fields) = alert::entity(entity);
        format!("{kind}: {fields}")
    }));
}

fn failed(failed: &Failed) -> String {
    let (which, diagnostics) = match failed {
        Failed::Old(diagnostics) => ("old", diagnostics),
        Failed::New(diagnostics) => ("new", diagnostics),
    };
    let line =
        |d: &kqlab::Diagnostic| format!("\n- {}: {}", d.code.id, markdown::escape(&d.message));
    let lines: String = diagnostics.iter().map(line).collect();
    format!("The {which} version gives no answer:\n{lines}")
}

/// Text as it is, between backticks: no name in it is mentioned, nothing is emphasised.
fn code(text: &str) -> String {
    let ticks = "`".repeat(1 + longest_run(text));
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    if text.is_empty() {
        String::new()
    } else {
        cell(&format!("{ticks}{space}{text}{space}{ticks}"))
    }
}

/// A cell that holds code between backticks: a bar would end the cell even there.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
