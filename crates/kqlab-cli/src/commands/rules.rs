//! Rules as the commands see them: read from files, chosen, and placed for diagnostics.

use std::path::Path;

use kqlab::{Diagnostic, Severity};
use kqlab_rules::{Placement, Rule};

use super::{Failure, read_text};
use crate::args::QueryArgs;
use crate::report::{self, Source};

/// A rule and the text that its query's diagnostics point into.
pub(crate) struct Chosen {
    pub(crate) rule: Rule,
    pub(crate) source: Source,
}

/// Where the query's diagnostics point: the rule's own file, or the one that holds its query.
pub(crate) fn source(rule: &Rule, name: &str, text: &str) -> Source {
    let (name, text) = match &rule.query.file {
        Some((path, text)) => (path.display().to_string(), text.clone()),
        None => (name.to_owned(), text.to_owned()),
    };
    Source { name, text, placement: rule.query.placement.clone() }
}

/// The rule that the command line names; what is wrong with its file is printed.
pub(crate) fn choose(path: &Path, args: &QueryArgs) -> Result<Chosen, Failure> {
    let name = path.display().to_string();
    let text = read_text(path)?;
    let whole = |text: String| Source { name: name.clone(), text, placement: Placement::at(0) };
    let loaded = match kqlab_rules::load(path, &text) {
        Ok(loaded) => loaded,
        Err(diagnostic) => {
            report::print(&whole(text), &[diagnostic]);
            return Err(Failure::Reported);
        }
    };
    let wrong = |d: &Diagnostic| d.severity == Severity::Error;
    report::print(&whole(text.clone()), &loaded.findings);
    if loaded.rules.is_empty() && loaded.findings.iter().any(wrong) {
        return Err(Failure::Reported);
    }
    let rule = one(loaded.rules, args.rule.as_deref())
        .map_err(|message| Failure::Usage(format!("{name}: {message}")))?;
    let source = source(&rule, &name, &text);
    Ok(Chosen { rule, source })
}

/// The rule of that id or name, or the only one.
fn one(mut rules: Vec<Rule>, wanted: Option<&str>) -> Result<Rule, String> {
    if let Some(wanted) = wanted {
        let is = |rule: &Rule| id(rule) == Some(wanted) || rule.name.as_deref() == Some(wanted);
        return match rules.iter().position(is) {
            Some(at) => Ok(rules.swap_remove(at)),
            None => Err(format!("no rule has the id or name '{wanted}': {}", names(&rules))),
        };
    }
    match rules.pop() {
        Some(rule) if rules.is_empty() => Ok(rule),
        last => {
            rules.extend(last);
            Err(format!(
                "there are {} rules, say which with --rule: {}",
                rules.len(),
                names(&rules)
            ))
        }
    }
}

fn names(rules: &[Rule]) -> String {
    let name = |rule: &Rule| rule.name.clone().or_else(|| id(rule).map(str::to_owned));
    let names: Vec<String> = rules.iter().filter_map(name).collect();
    names.join(", ")
}

/// The rule's id.
pub(crate) fn id(rule: &Rule) -> Option<&str> {
    rule.id.as_ref().map(|id| id.text.as_str())
}
