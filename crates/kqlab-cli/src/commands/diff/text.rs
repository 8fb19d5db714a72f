//! `--format text`: rule by rule what is new, for people.

use std::io::{Result, Write};

use kqlab_rules::{Change, Diff, Failed, Finds};

use super::show::{self, kind, numbers, signed};
use super::versions::Pair;
use super::{Compared, Outcome};
use crate::output::{alert, counted};
use crate::report;
use crate::style::{bold, dim, green, red, yellow};

/// So many rows of a rule are shown.
const SHOWN: usize = 20;

/// Writes the outcome.
pub(super) fn write(out: &mut impl Write, outcome: &Outcome) -> Result<()> {
    for compared in &outcome.differing {
        rule(out, compared)?;
    }
    writeln!(out, "{}", summary(outcome))
}

fn rule(out: &mut impl Write, compared: &Compared) -> Result<()> {
    let Compared { pair, diff, alone } = compared;
    writeln!(out, "{}: {}", bold(&pair.title()), kind(diff.as_ref(), pair))?;
    let Some(diff) = diff else { return self::alone(out, *alone) };
    for key in &diff.text.keys {
        let (path, old, new) = (&key.path, key.old.as_deref(), key.new.as_deref());
        match (old, new) {
            (Some(old), Some(new)) => writeln!(out, "  {path}: {} → {}", red(old), green(new))?,
            (Some(old), None) => writeln!(out, "  {}", red(&format!("- {path}: {old}")))?,
            (None, new) => {
                writeln!(out, "  {}", green(&format!("+ {path}: {}", new.unwrap_or_default())))?
            }
        }
    }
    changes(out, "query", &diff.text.lines, Clone::clone)?;
    changes(out, "plan", &diff.plan, Clone::clone)?;
    finds(out, diff, pair)
}

/// What a rule finds that the other version has not.
fn alone(out: &mut impl Write, alone: Option<Option<(usize, usize)>>) -> Result<()> {
    match alone {
        None => Ok(()),
        Some(None) => writeln!(out, "  {}", red("it gives no answer")),
        Some(Some((rows, alerts))) => {
            let rows = counted(rows as u64, "row");
            writeln!(out, "  finds {rows}, {}", counted(alerts as u64, "alert"))
        }
    }
}

fn finds(out: &mut impl Write, diff: &Diff, pair: &Pair) -> Result<()> {
    let finds = match &diff.finds {
        None => return Ok(()),
        Some(Ok(finds)) => finds,
        Some(Err(failed)) => return self::failed(out, failed, pair),
    };
    if finds.is_empty() {
        let rows = counted(finds.row_counts.0 as u64, "row");
        return writeln!(
            out,
            "  finds the same: {rows}, {}",
            counted(finds.alert_counts.0 as u64, "alert")
        );
    }
    changes(out, "columns", &finds.columns, Clone::clone)?;
    writeln!(out, "  rows: {}", show::rows(finds))?;
    rows(out, finds, pair)?;
    writeln!(out, "  alerts: {}", numbers(finds.alert_counts))?;
    lines(out, &finds.alerts, alert::head)?;
    changes(out, "entities", &finds.entities, |entity| {
        let (kind, fields) = alert::entity(entity);
        format!("{kind}: {fields}")
    })
}

fn rows(out: &mut impl Write, finds: &Finds, pair: &Pair) -> Result<()> {
    let changes = &finds.rows.changes;
    for change in changes.iter().take(SHOWN) {
        let row = show::row(change, &finds.rows.columns, pair);
        let text = format!("{} {}", row.sign, row.cells);
        let text = match row.sign {
            '-' => red(&text),
            '+' => green(&text),
            _ => yellow(&text),
        };
        writeln!(out, "  {text}")?;
        if let Some(apart) = row.apart {
            writeln!(out, "      {}", dim(&apart))?;
        }
    }
    match changes.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more"),
    }
}

fn changes<T>(
    out: &mut impl Write,
    title: &str,
    changes: &[Change<T>],
    text: impl Fn(&T) -> String,
) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {title}:")?;
    lines(out, changes, text)
}

fn lines<T>(
    out: &mut impl Write,
    changes: &[Change<T>],
    text: impl Fn(&T) -> String,
) -> Result<()> {
    for change in changes {
        let (sign, item) = signed(change);
        let line = format!("{sign} {}", text(item));
        writeln!(out, "  {}", if sign == '-' { red(&line) } else { green(&line) })?;
    }
    Ok(())
}

fn failed(out: &mut impl Write, failed: &Failed, pair: &Pair) -> Result<()> {
    let (which, diagnostics, owned) = match failed {
        Failed::Old(diagnostics) => ("old", diagnostics, &pair.old),
        Failed::New(diagnostics) => ("new", diagnostics, &pair.new),
    };
    writeln!(out, "  {}", red(&format!("the {which} version gives no answer")))?;
    let Some(owned) = owned else { return Ok(()) };
    let text = report::render(&owned.query, diagnostics);
    text.lines().try_for_each(|line| writeln!(out, "  {line}"))
}

/// How many rules differ, and in what.
pub(super) fn summary(outcome: &Outcome) -> String {
    let rules = counted(outcome.rules as u64, "rule");
    let differing = outcome.differing.len();
    let results = outcome.differing_results();
    let mut line = format!("{rules} compared: {differing} changed");
    line.push_str(&match outcome.ran {
        true => format!(", {results} with other results"),
        false => "; without --data no results are compared".to_owned(),
    });
    if outcome.faults > 0 {
        line.push_str(&format!("; {} in files", counted(outcome.faults as u64, "error")));
    }
    line
}
