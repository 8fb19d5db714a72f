//! `kqlab why`: the rows after each operator of a rule, and what its trigger makes of them.

use std::io::{BufWriter, Write};

use kqlab_rules::{Outcome, Rule, Step};
use serde_json::{Value as Json, json};

use super::rules::Chosen;
use super::run::scene;
use super::{Failure, query, refused};
use crate::args::{WhyArgs, WhyFormat};
use crate::output::{counted, one_line};
use crate::report::{self, Source};
use crate::style::{bold, dim, red};

/// Runs the rule stage by stage and prints how many rows are left.
pub(crate) fn run(args: &WhyArgs) -> Result<(), Failure> {
    let Chosen { rule, source } = query(&args.query)?;
    let (mut engine, over) = scene(&args.data, &args.time)?;
    let steps = kqlab_rules::why(&mut engine, &rule, over).map_err(|d| refused(&source, &d))?;
    let outcome = kqlab_rules::run(&mut engine, &rule, over).map_err(|d| refused(&source, &d))?;
    report::print(&source, &outcome.answer.warnings);
    let mut out = BufWriter::new(anstream::stdout().lock());
    match args.format {
        WhyFormat::Text => text(&mut out, &steps, &source, &rule, &outcome)?,
        WhyFormat::Json => json(&mut out, &steps, &source, &outcome)?,
    }
    Ok(out.flush()?)
}

/// The first operator after which nothing is left.
fn last_straw(steps: &[Step]) -> Option<usize> {
    steps.iter().position(|step| step.rows == 0)
}

fn text(
    out: &mut impl Write,
    steps: &[Step],
    source: &Source,
    rule: &Rule,
    outcome: &Outcome,
) -> std::io::Result<()> {
    let rows = |step: &Step| step.rows.to_string();
    let width = steps.iter().map(|step| rows(step).len()).max().unwrap_or(0).max("rows".len());
    let straw = last_straw(steps);
    writeln!(out, "{:>width$}  after", "rows")?;
    for (at, step) in steps.iter().enumerate() {
        let line = source.lines(step.span).line;
        let text = format!("{:>width$}  {}", rows(step), one_line(&step.operator));
        let text = if straw == Some(at) { red(&text) } else { text };
        writeln!(out, "{text}  {}", dim(&format!("(line {line})")))?;
    }
    // An aggregate without keys makes a row of nothing: then the trigger has the last word.
    let fires = steps.last().is_none_or(|step| step.rows > 0);
    let told = match straw.filter(|_| !fires).map(|at| (at, &steps[at])) {
        None => {
            let alerts = counted(outcome.alerts.len() as u64, "alert");
            format!("the trigger, {} rows, makes {alerts} of them", rule.trigger)
        }
        Some((0, step)) => format!("nothing comes in: `{}` has no rows", one_line(&step.operator)),
        Some((at, step)) => {
            let before = counted(steps[at - 1].rows, "row");
            format!("`{}` leaves nothing of {before}", one_line(&step.operator))
        }
    };
    writeln!(out, "{}", bold(&told))
}

fn json(
    out: &mut impl Write,
    steps: &[Step],
    source: &Source,
    outcome: &Outcome,
) -> std::io::Result<()> {
    let step = |step: &Step| {
        let lines = source.lines(step.span);
        json!({"operator": step.operator, "line": lines.line, "rows": step.rows})
    };
    let document = json!({
        "file": source.name,
        "stages": steps.iter().map(step).collect::<Vec<Json>>(),
        "nothing_left_after": last_straw(steps),
        "alerts": outcome.alerts.len(),
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
