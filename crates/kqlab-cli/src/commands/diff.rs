//! `kqlab diff`: what is new between two versions of rules, in their text and in what they find.

mod git;
mod json;
mod markdown;
mod show;
mod text;
mod versions;

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use kqlab::Engine;
use kqlab_rules::{Diff, Over, Rule, Version, diff};

use self::versions::{Owned, Pair};
use super::run::scene;
use super::{Failure, must_exist};
use crate::args::{DiffArgs, DiffFormat};
use crate::report::{self, Source};

/// A rule that one or both versions have, and what is new in it.
struct Compared {
    pair: Pair,
    /// A rule that only one version has is compared with nothing.
    diff: Option<Diff>,
    /// What such a rule finds, where there is data: rows and alerts; none where it gives no answer.
    alone: Option<Option<(usize, usize)>>,
}

/// Everything that was compared.
struct Outcome {
    /// Rules that differ.
    differing: Vec<Compared>,
    /// How many rules there are.
    rules: usize,
    /// Files that cannot be read as rules.
    faults: usize,
    /// There was data to run the rules on.
    ran: bool,
}

impl Outcome {
    /// How many rules find something else, or nothing that could be compared.
    fn differing_results(&self) -> usize {
        let same = |compared: &&Compared| compared.diff.as_ref().is_some_and(Diff::same_results);
        self.differing.len() - self.differing.iter().filter(same).count()
    }

    /// Whether every rule finds what it found.
    fn same_results(&self) -> bool {
        self.differing_results() == 0
    }
}

/// Compares the versions and prints what is new.
pub(crate) fn run(args: &DiffArgs) -> Result<(), Failure> {
    let (old, new) = sides(args)?;
    let mut faults = 0;
    let old = old.load("old", &mut faults)?;
    let pairs = versions::pairs(old, new.load("new", &mut faults)?);
    let (mut engine, over) = scene(&args.data, &args.time)?;
    let ran = !(args.data.data.is_empty() && args.data.table.is_empty());
    let rules = pairs.len();
    let mut differing = Vec::new();
    for pair in pairs {
        let data = ran.then_some((&mut engine, over));
        let (diff, alone) = match (&pair.old, &pair.new) {
            (Some(old), Some(new)) => (Some(diff(old.version(), new.version(), data)), None),
            _ => (None, data.map(|(engine, over)| alone(engine, &pair.newest().rule, over))),
        };
        let same = diff.as_ref().is_some_and(show::nothing);
        if !same {
            differing.push(Compared { pair, diff, alone });
        }
    }
    let outcome = Outcome { differing, rules, faults, ran };
    let mut out = BufWriter::new(anstream::stdout().lock());
    match args.format {
        DiffFormat::Text => text::write(&mut out, &outcome)?,
        DiffFormat::Json => json::write(&mut out, &outcome)?,
        DiffFormat::Markdown => markdown::write(&mut out, &outcome)?,
    }
    out.flush()?;
    if outcome.same_results() && faults == 0 { Ok(()) } else { Err(Failure::Reported) }
}

/// The rows and alerts of a rule that the other version has not.
fn alone(engine: &mut Engine, rule: &Rule, over: Over) -> Option<(usize, usize)> {
    let outcome = kqlab_rules::run(engine, rule, over).ok()?;
    let rows = outcome.answer.results.first().map_or(0, kqlab::Table::row_count);
    Some((rows, outcome.alerts.len()))
}

/// The files of one version.
struct Side {
    /// Where they are.
    path: PathBuf,
    /// What they are called: a revision's files have been written elsewhere.
    name: PathBuf,
    /// The folder that goes when the work is done.
    _folder: Option<tempfile::TempDir>,
}

fn sides(args: &DiffArgs) -> Result<(Side, Side), Failure> {
    match (&args.git, &args.paths[..]) {
        (Some(revisions), [path]) => git::sides(revisions, path),
        (None, [old, new]) => Ok((Side::here(old)?, Side::here(new)?)),
        (Some(_), _) => Err(Failure::Usage(
            "--git compares one rule or folder with itself: name one path".into(),
        )),
        (None, _) => Err(Failure::Usage(
            "two paths are compared, the old and the new one; or one with --git".into(),
        )),
    }
}

impl Side {
    fn here(path: &Path) -> Result<Self, Failure> {
        must_exist(path)?;
        Ok(Self { path: path.to_owned(), name: path.to_owned(), _folder: None })
    }

    /// The rules of the version; what is wrong with a file is reported and counted.
    fn load(&self, version: &str, faults: &mut usize) -> Result<Vec<Owned>, Failure> {
        let mut told = false;
        versions::load(&self.path, &self.name, |source: &Source, found| {
            if !(told || found.is_empty()) {
                report::note(&format!("in the {version} version:"));
                told = true;
            }
            *faults += found.iter().filter(|diagnostic| diagnostic.is_error()).count();
            report::print(source, found);
        })
    }
}

impl Owned {
    fn version(&self) -> Version<'_> {
        Version { file: &self.text, rule: &self.rule }
    }
}
