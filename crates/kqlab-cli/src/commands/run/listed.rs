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

/// The rules of files and folders; of these the ones that `wanted` is the id or name of, if it is said.
pub(super) fn list(paths: &[PathBuf], wanted: Option<&str>) -> Result<Vec<Item>, Failure> {
    let (mut items, mut ids) = (Vec::new(), rules::Ids::default());
    for file in files::expand(paths)? {
        // The query of a rule that stands beside it is run with the rule.
        if !(file.by_folder && kqlab_rules::is_detection(&file.path)) {
            add(&mut items, &file, wanted, &mut ids)?;
        }
    }
    if !items.is_empty() {
        return Ok(items);
    }
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let what = match wanted {
        Some(wanted) => format!("no rule has the id or name '{wanted}'"),
        None => "there are no rules".to_owned(),
    };
    Err(Failure::Usage(format!("{}: {what}", paths.join(", "))))
}

fn add(
    items: &mut Vec<Item>,
    file: &Found,
    wanted: Option<&str>,
    ids: &mut rules::Ids,
) -> Result<(), Failure> {
    let name = file.path.display().to_string();
    let Some(text) = file.text()? else { return Ok(()) };
    let whole = || Source::whole(&file.path, &text);
    let loaded = match kqlab_rules::load(&file.path, &text) {
        Ok(loaded) => loaded,
        Err(fault) if file.is_no_rule(&fault) => return Ok(()),
        Err(fault) => {
            items.push(Item::Findings(whole(), vec![fault]));
            return Ok(());
        }
    };
    let mut findings = loaded.findings;
    // Both can be run.
    let twice = loaded.rules.iter().filter_map(|rule| ids.twice(rule, &name));
    findings.extend(twice.map(|found| Diagnostic { severity: Severity::Warning, ..found }));
    if !findings.is_empty() {
        items.push(Item::Findings(whole(), findings));
    }
    for rule in loaded.rules {
        if wanted.is_none_or(|wanted| rules::is(&rule, wanted)) {
            let source = rules::source(&rule, &name, &text);
            items.push(Item::Rule(Box::new(Listed { file: name.clone(), rule, source })));
        }
    }
    Ok(())
}
