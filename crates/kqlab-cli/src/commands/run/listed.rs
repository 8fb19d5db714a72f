//! The rules that several paths name, in order.

use std::path::{Path, PathBuf};

use kqlab::{Diagnostic, Severity};
use kqlab_rules::Rule;

use crate::args::RunArgs;
use crate::commands::files::{self, Found};
use crate::commands::{Failure, rules};
use crate::report::Source;

/// What a file holds.
pub(super) enum Item {
    /// A rule.
    Rule(Box<Listed>),
    /// What is to be said of the file itself.
    Findings(Source, Vec<Diagnostic>),
}

/// A rule that is to be run.
pub(super) struct Listed {
    /// Its file.
    pub(super) file: String,
    pub(super) rule: Rule,
    /// The text that its query's diagnostics point into.
    pub(super) source: Source,
}

/// Whether a path names several rules: a folder does, however many are in it.
pub(super) fn is_several(path: &Path, args: &RunArgs) -> bool {
    let holds_several = || {
        let text = std::fs::read_to_string(path).ok()?;
        let loaded = kqlab_rules::load(path, &text).ok()?;
        Some(loaded.rules.len() > 1)
    };
    path.is_dir() || args.rule.is_none() && holds_several() == Some(true)
}

/// The rules of files and folders. Where `wanted` is the id or name of some, only these, and what is to be said of their
/// files.
pub(super) fn list(paths: &[PathBuf], wanted: Option<&str>) -> Result<Vec<Item>, Failure> {
    let (mut files, mut ids) = (Vec::new(), rules::Ids::default());
    for file in files::expand(paths)? {
        // The query of a rule that stands beside it is run with the rule.
        if !(file.by_folder && kqlab_rules::is_detection(&file.path)) {
            files.push(read(&file, wanted, &mut ids));
        }
    }
    let is_rule = |item: &Item| matches!(item, Item::Rule(_));
    let any = files.iter().flatten().any(is_rule);
    if wanted.is_some() && any {
        files.retain(|file| file.iter().any(is_rule));
    }
    let at_fault = |item: &Item| matches!(item, Item::Findings(_, f) if is_fault(f));
    if files.iter().flatten().any(|item| is_rule(item) || at_fault(item)) {
        return Ok(files.into_iter().flatten().collect());
    }
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let what = match wanted {
        Some(wanted) => format!("no rule has the id or name '{wanted}'"),
        None => "there are no rules".to_owned(),
    };
    Err(Failure::Usage(format!("{}: {what}", paths.join(", "))))
}

/// Whether a file is at fault, not only worth a word.
pub(super) fn is_fault(findings: &[Diagnostic]) -> bool {
    findings.iter().any(Diagnostic::is_error)
}

/// What a file holds; nothing where it was found in a folder and is no rule.
fn read(file: &Found, wanted: Option<&str>, ids: &mut rules::Ids) -> Vec<Item> {
    let name = file.path.display().to_string();
    let text = match file.text() {
        Ok(Some(text)) => text,
        Ok(None) => return Vec::new(),
        Err(unread) => return vec![Item::Findings(unread.source, vec![unread.fault])],
    };
    let mut loaded = match kqlab_rules::load(&file.path, &text) {
        Ok(loaded) => loaded,
        Err(fault) if file.is_no_rule(&fault) => return Vec::new(),
        Err(fault) => {
            return vec![Item::Findings(Source::whole(&file.path, &text), vec![fault])];
        }
    };
    loaded.rules.retain(|rule| wanted.is_none_or(|wanted| rules::is(rule, wanted)));
    let mut findings = loaded.findings;
    // Both can be run.
    let twice = loaded.rules.iter().filter_map(|rule| ids.twice(rule, &name));
    findings.extend(twice.map(|found| Diagnostic { severity: Severity::Warning, ..found }));
    let findings =
        (!findings.is_empty()).then(|| Item::Findings(Source::whole(&file.path, &text), findings));
    let rule = |rule: Rule| {
        let source = rules::source(&rule, &name, &text);
        Item::Rule(Box::new(Listed { file: name.clone(), rule, source }))
    };
    findings.into_iter().chain(loaded.rules.into_iter().map(rule)).collect()
}
