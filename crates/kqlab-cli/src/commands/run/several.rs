//! `kqlab run` of several rules: side by side over tables that are read once, printed in order.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kqlab::Diagnostic;
use kqlab_rules::{Outcome, Rule};

use super::listed::{self, Item, Listed, is_fault};
use super::{is_hit, scene};
use crate::args::{Format, RunArgs};
use crate::commands::{Failure, rules};
use crate::output::parts::{Head, Part, Parts};
use crate::progress;
use crate::report::{self, Source};

/// What is printed of a rule, or of a file.
struct Told {
    /// What is wrong with it, on standard error.
    diagnostics: String,
    part: Option<Part>,
    outcome: Came,
}

/// What came of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    /// Rows, or alerts where these are asked for.
    Hit,
    /// None.
    Nothing,
    /// No answer.
    Failure,
    /// It is no rule, but worth a word.
    Word,
}

/// Runs the rules and prints what each returns, then how many did.
pub(super) fn run(paths: &[PathBuf], args: &RunArgs) -> Result<(), Failure> {
    if let Format::Csv | Format::Kusto = args.format {
        let message = "--format: csv and kusto have no place for several rules; table, markdown, json and ndjson have";
        return Err(Failure::Usage(message.to_owned()));
    }
    if paths.iter().any(|path| path == Path::new("-")) {
        let message = "`-` is one query from standard input and stands alone";
        return Err(Failure::Usage(message.to_owned()));
    }
    let items = listed::list(paths, args.rule.as_deref())?;
    let listed: Vec<(usize, &Listed)> = rules_among(&items).collect();
    let (engine, over) = scene(&args.data, &args.time)?;
    let done = Arc::new(AtomicUsize::new(0));
    let watch = progress::watch_rules(engine.progress(), &done, listed.len());
    let mut out = BufWriter::new(anstream::stdout().lock());
    let faults = items.iter().filter(|item| matches!(item, Item::Findings(_, f) if is_fault(f)));
    let count = listed.len() + faults.count();
    let (mut parts, mut came) = (Parts::new(args.format, count), Vec::new());
    let mut tell = |told: Told| -> Result<(), Failure> {
        came.push(told.outcome);
        watch.aside(|| {
            report::write(&told.diagnostics);
            if let Some(part) = &told.part {
                parts.add(&mut out, part)?;
                // What standard error says of a rule stands beside it.
                out.flush()?;
            }
            Ok(())
        })
    };
    let rules: Vec<&Rule> = listed.iter().map(|(_, listed)| &listed.rule).collect();
    let mut next = 0;
    kqlab_rules::run_all(
        &engine,
        &rules,
        over,
        args.max_memory,
        |rule, outcome| {
            let told = of_rule(listed[rule].1, outcome, args);
            done.fetch_add(1, Ordering::Relaxed);
            told
        },
        |rule, told| {
            let (at, _) = listed[rule];
            of_files(&items[next..at], args.format).try_for_each(&mut tell)?;
            next = at + 1;
            tell(told)
        },
    )?;
    of_files(&items[next..], args.format).try_for_each(&mut tell)?;
    drop(watch);
    parts.finish(&mut out, &summary(&came, args))?;
    out.flush()?;
    match came {
        came if came.contains(&Came::Failure) => Err(Failure::Reported),
        came if args.fail_on_rows && came.contains(&Came::Hit) => Err(Failure::Hit),
        _ => Ok(()),
    }
}

/// The rules, and their positions.
fn rules_among(items: &[Item]) -> impl Iterator<Item = (usize, &Listed)> {
    items.iter().enumerate().filter_map(|(at, item)| match item {
        Item::Rule(listed) => Some((at, &**listed)),
        Item::Findings(..) => None,
    })
}

fn of_rule(listed: &Listed, outcome: Result<Outcome, Vec<Diagnostic>>, args: &RunArgs) -> Told {
    let Listed { file, rule, source } = listed;
    let head = Head { file, id: rules::id(rule), name: rule.name.as_deref() };
    match outcome {
        Ok(Outcome { answer, alerts }) => {
            let alerts = args.time.as_scheduled.then_some(&*alerts);
            let hit = is_hit(&answer.results, alerts);
            Told {
                diagnostics: told(&head, source, &answer.warnings),
                part: Some(Part::answer(&head, &answer.results, alerts, args)),
                outcome: if hit { Came::Hit } else { Came::Nothing },
            }
        }
        Err(faults) => failed(&head, source, &faults, args.format),
    }
}

/// What is said of files themselves, as long as no rule comes.
fn of_files(items: &[Item], format: Format) -> impl Iterator<Item = Told> {
    items.iter().filter_map(move |item| match item {
        Item::Findings(source, findings) if is_fault(findings) => {
            let head = Head { file: &source.name, id: None, name: None };
            Some(failed(&head, source, findings, format))
        }
        Item::Findings(source, findings) => {
            let head = Head { file: &source.name, id: None, name: None };
            let diagnostics = told(&head, source, findings);
            Some(Told { diagnostics, part: None, outcome: Came::Word })
        }
        Item::Rule(_) => None,
    })
}

fn failed(head: &Head<'_>, source: &Source, faults: &[Diagnostic], format: Format) -> Told {
    Told {
        diagnostics: told(head, source, faults),
        part: Some(Part::failure(head, source, faults, format)),
        outcome: Came::Failure,
    }
}

/// What is wrong with a rule; where that has no place in a text, the rule is named.
fn told(head: &Head<'_>, source: &Source, diagnostics: &[Diagnostic]) -> String {
    let rendered = report::render(source, diagnostics);
    match diagnostics.iter().all(|diagnostic| diagnostic.span.is_some()) {
        true => rendered,
        false => format!("{}:\n{rendered}", head.title()),
    }
}

/// How many rules found something.
fn summary(came: &[Came], args: &RunArgs) -> String {
    let count = |wanted: Came| came.iter().filter(|came| **came == wanted).count();
    let all = came.len() - count(Came::Word);
    let what = if args.time.as_scheduled { "alerts" } else { "rows" };
    let rules = crate::output::counted(all as u64, "rule");
    let (hits, nothing, failed) = (count(Came::Hit), count(Came::Nothing), count(Came::Failure));
    format!("{rules}: {hits} with {what}, {nothing} without, {failed} failed")
}
