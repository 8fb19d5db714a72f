//! Rules as the commands see them: read from files, chosen, and placed for diagnostics.

use std::collections::HashMap;
use std::path::Path;

use kqlab::{Diagnostic, Phase, Severity};
use kqlab_rules::{DUPLICATE_RULE, Format, Rule};

use super::{Failure, read_text};
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
    Source::new(name, text, rule.query.placement.clone())
}

/// The rule that the command line names; what is wrong with its file is printed.
pub(crate) fn choose(path: &Path, wanted: Option<&str>) -> Result<Chosen, Failure> {
    let name = path.display().to_string();
    let text = read_text(path)?;
    let loaded = match kqlab_rules::load(path, &text) {
        Ok(loaded) => loaded,
        Err(diagnostic) => {
            report::print(&Source::whole(path, &text), &[diagnostic]);
            return Err(Failure::Reported);
        }
    };
    let wrong = |d: &Diagnostic| d.severity == Severity::Error;
    report::print(&Source::whole(path, &text), &loaded.findings);
    if loaded.rules.is_empty() && loaded.findings.iter().any(wrong) {
        return Err(Failure::Reported);
    }
    let rule = one(loaded.rules, wanted)
        .map_err(|message| Failure::Usage(format!("{name}: {message}")))?;
    let source = source(&rule, &name, &text);
    Ok(Chosen { rule, source })
}

/// The rule of that id or name, or the only one.
fn one(mut rules: Vec<Rule>, wanted: Option<&str>) -> Result<Rule, String> {
    if let Some(wanted) = wanted {
        let mut meant = rules.iter().enumerate().filter(|(_, rule)| is(rule, wanted));
        return match (meant.next(), meant.count()) {
            (Some((at, _)), 0) => Ok(rules.swap_remove(at)),
            (Some(_), others) => {
                Err(format!("{} rules have the id or name '{wanted}'", others + 1))
            }
            (None, _) => Err(format!("no rule has the id or name '{wanted}': {}", names(&rules))),
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

/// Whether a rule has this id or name.
pub(crate) fn is(rule: &Rule, wanted: &str) -> bool {
    id(rule) == Some(wanted) || rule.name.as_deref() == Some(wanted)
}

/// The rule's id.
pub(crate) fn id(rule: &Rule) -> Option<&str> {
    rule.id.as_ref().map(|id| id.text.as_str())
}

/// The ids of the rules so far, and whose they are.
#[derive(Default)]
pub(crate) struct Ids(HashMap<String, (String, Format)>);

impl Ids {
    /// Another rule has the same id. In two languages it may be the same rule, published twice.
    pub(crate) fn twice(&mut self, rule: &Rule, file: &str) -> Option<Diagnostic> {
        let id = rule.id.as_ref()?;
        let (first, format) = self.0.insert(id.text.clone(), (file.to_owned(), rule.format))?;
        let message =
            format!("an id of its own is expected, and `{}` is that of a rule in {first}", id.text);
        let finding = if format == rule.format { Diagnostic::error } else { Diagnostic::warning };
        Some(finding(Phase::Syntax, DUPLICATE_RULE, id.span, message))
    }
}
