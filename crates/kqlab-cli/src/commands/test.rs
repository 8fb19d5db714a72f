//! `kqlab test`: what rules are expected to do, and whether they do.

mod fault;
mod github;
mod json;
mod junit;
mod new;
mod run;
mod suite;
mod tap;
mod text;
mod update;
mod watch;

use std::io::{BufWriter, Write};

use kqlab::Severity;

use self::fault::Fault;
use self::run::Ran;
use self::suite::{Suite, Tested};
use super::{Failure, rules};
use crate::args::{TestArgs, TestFormat};

/// What came of the cases and the files.
struct Outcome<'s> {
    findings: Vec<Fault<'s>>,
    rans: Vec<Ran<'s>>,
    /// Rules without a case.
    untested: usize,
}

/// Runs the tests and prints what came of them.
pub(crate) fn run(args: &TestArgs) -> Result<(), Failure> {
    if let Some(rule) = &args.new {
        return new::write(rule);
    }
    if args.watch {
        return watch::watch(args, || once(args));
    }
    once(args)
}

fn once(args: &TestArgs) -> Result<(), Failure> {
    let suite = Suite::load(&args.paths)?;
    let rans = run::run(&suite, args.filter.as_deref());
    let outcome = Outcome {
        findings: suite.findings.iter().map(fault::finding).collect(),
        rans,
        untested: suite.rules.iter().filter(|tested| tested.cases.is_empty()).count(),
    };
    if outcome.rans.is_empty() && outcome.errors() == 0 {
        return Err(Failure::Usage(nothing(args)));
    }
    let mut out = BufWriter::new(anstream::stdout().lock());
    match args.format {
        TestFormat::Text => text::write(&mut out, &outcome, args.verbose)?,
        TestFormat::Json => json::write(&mut out, &outcome)?,
        TestFormat::Junit => junit::write(&mut out, &outcome)?,
        TestFormat::Github => github::write(&mut out, &outcome)?,
        TestFormat::Tap => tap::write(&mut out, &outcome)?,
    }
    let failed = outcome.counts().1;
    let left = if args.update { update::write(&mut out, &outcome)? } else { failed };
    out.flush()?;
    if left + outcome.errors() > 0 { Err(Failure::Reported) } else { Ok(()) }
}

fn nothing(args: &TestArgs) -> String {
    let paths: Vec<String> = args.paths.iter().map(|path| path.display().to_string()).collect();
    let paths = paths.join(", ");
    match &args.filter {
        Some(filter) => format!("{paths}: no case matches '{filter}'"),
        None => {
            format!("{paths}: there are no tests; `kqlab test --new RULE` writes the first ones")
        }
    }
}

impl<'s> Outcome<'s> {
    /// The cases by rule.
    fn by_rule(&self) -> impl Iterator<Item = &[Ran<'s>]> {
        self.rans.chunk_by(|a, b| std::ptr::eq(a.tested, b.tested))
    }

    /// How many cases passed, and how many did not.
    fn counts(&self) -> (usize, usize) {
        let passed = self.rans.iter().filter(|ran| ran.passed()).count();
        (passed, self.rans.len() - passed)
    }

    /// The files that are at fault, not only worth a warning.
    fn errors_found(&self) -> impl Iterator<Item = &Fault<'s>> {
        let wrong = |fault: &&Fault<'_>| {
            fault
                .shown
                .as_ref()
                .is_none_or(|(_, diagnostic)| diagnostic.severity == Severity::Error)
        };
        self.findings.iter().filter(wrong)
    }

    fn errors(&self) -> usize {
        self.errors_found().count()
    }
}

impl Tested {
    /// The file; of several rules in it, the rule as well.
    fn title(&self) -> String {
        match rules::id(&self.rule).filter(|_| self.one_of_several) {
            Some(id) => format!("{} ({id})", self.file),
            None => self.file.clone(),
        }
    }
}
