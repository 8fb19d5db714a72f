//! `kqlab run`

mod listed;
mod several;

use std::io::{BufWriter, Write};

use kqlab::{Engine, Table};
use kqlab_rules::{Alert, Outcome, Over, Window};

use super::rules::Chosen;
use super::{Failure, engine, file, plain, refused, time};
use crate::args::{DataArgs, RunArgs, TimeArgs};
use crate::{output, progress, report};

/// Runs what the command line names: a query or a rule, or several, which are told apart then.
pub(crate) fn run(args: &RunArgs) -> Result<(), Failure> {
    match (&args.text.expression, &args.text.paths[..]) {
        (Some(text), _) => one(plain("query", text.clone()), args),
        (None, [path]) if !listed::is_several(path, args) => {
            one(file(path, args.rule.as_deref())?, args)
        }
        (None, paths) => several::run(paths, args),
    }
}

/// Runs the query and prints its rows, of a rule by the clock its alerts too.
fn one(Chosen { rule, source }: Chosen, args: &RunArgs) -> Result<(), Failure> {
    let (mut engine, over) = scene(&args.data, &args.time)?;
    let watch = progress::watch(engine.progress());
    let ran = kqlab_rules::run(&mut engine, &rule, over);
    drop(watch);
    let Outcome { answer, alerts } = ran.map_err(|d| refused(&source, &d))?;
    report::print(&source, &answer.warnings);
    let alerts = args.time.as_scheduled.then_some(&*alerts);
    let mut out = BufWriter::new(anstream::stdout().lock());
    output::write(&mut out, &answer.results, alerts, args)?;
    out.flush()?;
    let hit = is_hit(&answer.results, alerts);
    if args.fail_on_rows && hit { Err(Failure::Hit) } else { Ok(()) }
}

/// Whether there are alerts, or where none are asked for rows.
fn is_hit(results: &[Table], alerts: Option<&[Alert]>) -> bool {
    match alerts {
        Some(alerts) => !alerts.is_empty(),
        None => results.iter().any(|table| table.row_count() > 0),
    }
}

/// The data and the time that the command line asks for.
pub(super) fn scene(data: &DataArgs, asked: &TimeArgs) -> Result<(Engine, Over), Failure> {
    let over = over(asked)?;
    let mut engine = engine(data)?;
    if let Some(at) = &asked.at {
        engine.set_now(time("--at", at)?);
    }
    Ok((engine, over))
}

fn over(args: &TimeArgs) -> Result<Over, Failure> {
    let Some((from, to)) = args.from.as_deref().zip(args.to.as_deref()) else {
        return Ok(if args.as_scheduled { Over::Schedule } else { Over::Everything });
    };
    let window = Window { from: time("--from", from)?, to: time("--to", to)? };
    if window.from >= window.to {
        return Err(Failure::Usage(format!("--to: '{to}' is not after '{from}'")));
    }
    Ok(Over::Range(window))
}
