//! The rules that are tested and their cases: which test file is of which rule.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use kqlab::{Diagnostic, Phase};
use kqlab_rules::{Case, NO_RULE, Rule, TestFile};

use crate::commands::files::{self, Found};
use crate::commands::{Failure, rules};
use crate::report::Source;

/// Endings of the files that a test file may stand beside.
const RULES: [&str; 6] = ["yaml", "yml", "json", "toml", "kql", "csl"];

/// Everything that is to be run, and what is wrong with files.
#[derive(Default)]
pub(super) struct Suite {
    pub(super) rules: Vec<Tested>,
    pub(super) findings: Vec<Finding>,
}

/// A rule and its cases.
pub(super) struct Tested {
    /// The rule's file.
    pub(super) file: String,
    pub(super) rule: Rule,
    /// The query in its file.
    pub(super) query: Source,
    pub(super) cases: Vec<Stated>,
    pub(super) one_of_several: bool,
}

/// A case and the file that states it.
pub(super) struct Stated {
    pub(super) case: Case,
    pub(super) source: Source,
    /// Where its file is, if the case can be rewritten: tests that a rule brings itself are its author's.
    pub(super) path: Option<PathBuf>,
}

/// A diagnostic of a file.
pub(super) struct Finding {
    pub(super) source: Source,
    pub(super) diagnostic: Diagnostic,
}

/// A test file that was read.
struct Tests {
    path: PathBuf,
    source: Source,
    file: TestFile,
}

impl Suite {
    /// The rules that paths name, with their cases.
    pub(super) fn load(paths: &[PathBuf]) -> Result<Self, Failure> {
        let mut suite = Self::default();
        let mut found = files::expand(paths)?;
        found.retain(|file| {
            let part = file.by_folder && kqlab_rules::is_detection(&file.path);
            !part && !files::is_test(&file.path)
        });
        let mut tests = suite.tests(&files::tests(paths)?, &mut found);
        let mut ids = rules::Ids::default();
        for file in &found {
            let own = tests.remove(&key(&file.path)).unwrap_or_default();
            suite.rule(file, own, &mut ids);
        }
        Ok(suite)
    }

    /// The files and folders that the cases read.
    pub(super) fn reads(&self) -> Vec<PathBuf> {
        let cases = self.rules.iter().flat_map(|tested| &tested.cases);
        cases.flat_map(|stated| stated.case.given.paths()).cloned().collect()
    }

    /// The test files by the rules that they test; a rule that is not among the found ones is added.
    fn tests(&mut self, paths: &[PathBuf], found: &mut Vec<Found>) -> HashMap<PathBuf, Vec<Tests>> {
        let beside: Vec<PathBuf> =
            found.iter().filter_map(|file| test_beside(&file.path)).collect();
        let mut all: Vec<&PathBuf> = paths.iter().chain(&beside).collect();
        all.sort();
        all.dedup_by_key(|path| key(path));
        let mut by_rule: HashMap<PathBuf, Vec<Tests>> = HashMap::new();
        for path in all {
            let text = match files::text(path) {
                Ok(text) => text,
                Err(unread) => {
                    self.found(&unread.source, vec![unread.fault]);
                    continue;
                }
            };
            let source = Source::whole(path, &text);
            match kqlab_rules::load_tests(path, &text) {
                Err(diagnostics) => self.found(&source, diagnostics),
                Ok(file) => match rule_of(path, &file) {
                    Err(fault) => self.found(&source, vec![*fault]),
                    Ok(rule) => {
                        let of = key(&rule);
                        if !found.iter().any(|file| key(&file.path) == of) {
                            found.push(Found { path: rule, by_folder: false });
                        }
                        by_rule.entry(of).or_default().push(Tests {
                            path: path.clone(),
                            source,
                            file,
                        });
                    }
                },
            }
        }
        by_rule
    }

    fn rule(&mut self, file: &Found, tests: Vec<Tests>, ids: &mut rules::Ids) {
        let name = file.path.display().to_string();
        let text = match file.text() {
            Ok(Some(text)) => text,
            Ok(None) => return,
            Err(unread) => return self.found(&unread.source, vec![unread.fault]),
        };
        let source = Source::whole(&file.path, &text);
        let loaded = match kqlab_rules::load(&file.path, &text) {
            Ok(loaded) => loaded,
            Err(fault) if file.is_no_rule(&fault) && tests.is_empty() => return,
            Err(fault) => return self.found(&source, vec![fault]),
        };
        self.found(&source, loaded.findings);
        let (first, one_of_several) = (self.rules.len(), loaded.rules.len() > 1);
        for mut rule in loaded.rules {
            self.found(&source, ids.twice(&rule, &name).into_iter().collect());
            let own = std::mem::take(&mut rule.tests).into_iter();
            let cases =
                own.map(|case| Stated { case, source: source.clone(), path: None }).collect();
            let query = rules::source(&rule, &name, &text);
            self.rules.push(Tested { file: name.clone(), rule, query, cases, one_of_several });
        }
        for test in tests {
            self.assign(test, first, &name);
        }
    }

    /// Gives a test file's cases to its rule: the only one of the file, or the one that `id` names.
    fn assign(&mut self, tests: Tests, first: usize, name: &str) {
        let Tests { path, source, file } = tests;
        let rules = &self.rules[first..];
        let at = match &file.id {
            None if rules.len() < 2 => Some(0),
            None => None,
            Some((id, _)) => rules.iter().position(|tested| rules::is(&tested.rule, id)),
        };
        // What is wrong with a rule that could not be read has been said.
        if rules.is_empty() {
            return;
        }
        let Some(at) = at else {
            let fault = not_there(&file, rules, name);
            return self.found(&source, vec![fault]);
        };
        let state = |case| Stated { case, source: source.clone(), path: Some(path.clone()) };
        self.rules[first + at].cases.extend(file.cases.into_iter().map(state));
    }

    fn found(&mut self, source: &Source, diagnostics: Vec<Diagnostic>) {
        let finding = |diagnostic| Finding { source: source.clone(), diagnostic };
        self.findings.extend(diagnostics.into_iter().map(finding));
    }
}

fn not_there(file: &TestFile, rules: &[Tested], name: &str) -> Diagnostic {
    let names: Vec<&str> = rules.iter().filter_map(|tested| rules::id(&tested.rule)).collect();
    let (message, span) = match &file.id {
        Some((id, span)) => (format!("{name} has no rule of the id or name `{id}`"), *span),
        None => {
            let message = format!(
                "{name} has {} rules, and the test file says not which it tests",
                rules.len()
            );
            (message, file.span)
        }
    };
    let fault = Diagnostic::error(Phase::Syntax, NO_RULE, span, message);
    fault.with_hint(format!("name one by `id:`; there are {}", names.join(", ")))
}

/// The rule that a test file is of: the one that it names, or the one that it stands beside.
fn rule_of(path: &Path, file: &TestFile) -> Result<PathBuf, Box<Diagnostic>> {
    if let Some((rule, span)) = &file.rule {
        return match rule.is_file() {
            true => Ok(rule.clone()),
            false => {
                let message = format!("a rule's file is expected, and {} is none", rule.display());
                let fault = Diagnostic::error(Phase::Syntax, NO_RULE, *span, message);
                Err(Box::new(fault.with_hint("the path is relative to the test file")))
            }
        };
    }
    let stem = stem(path);
    let beside = RULES.iter().map(|ending| path.with_file_name(format!("{stem}.{ending}")));
    let found = beside.filter(|rule| rule.is_file()).max_by_key(|rule| {
        // A query beside a rule of the same name is a part of it.
        rule.extension().is_some_and(|ending| ending != "kql" && ending != "csl")
    });
    found.ok_or_else(|| {
        let message =
            format!("the rule {stem}.yaml is expected beside its tests, and there is none");
        let fault = Diagnostic::error(Phase::Syntax, NO_RULE, file.span, message);
        let hint = "name the rule's file in the test file: `rule: path/to/rule.yaml`";
        Box::new(fault.with_hint(hint))
    })
}

/// The test file beside a rule.
fn test_beside(rule: &Path) -> Option<PathBuf> {
    let paths = ["test.yaml", "test.yml"].map(|ending| rule.with_extension(ending));
    paths.into_iter().find(|path| path.is_file())
}

/// `Rule` of `Rule.test.yaml`.
fn stem(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    name.strip_suffix(".test").unwrap_or(&name).to_owned()
}

/// One name for one file.
fn key(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
