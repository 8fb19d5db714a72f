//! Reading rule files: the ending and the keys tell the language.

mod arm;
mod defender;
mod elastic;
mod front;
mod lower;
mod panther;
mod reader;
mod sentinel;

pub use front::query;
pub use panther::is_detection;
use std::path::Path;

use kqlab_syntax::codes::rules::{NO_QUERY, NO_RULE, UNKNOWN_FORMAT};
use kqlab_syntax::{Diagnostic, Phase, Span};

use crate::rule::{Format, Rule};
use kqlab_document::{Language, Node};

/// What a file holds.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Its rules: an ARM template may have several.
    pub rules: Vec<Rule>,
    /// What is wrong with it; spans are of its text. A rule with an error is not among the rules.
    pub findings: Vec<Diagnostic>,
}

impl Loaded {
    /// One rule with which nothing is wrong.
    fn of(rule: Rule) -> Self {
        Self { rules: vec![rule], findings: Vec::new() }
    }
}

/// Reads the text of a file; its name tells the form. A Panther rule's query is read from the file beside it.
///
/// # Errors
/// When there is no rule in it at all; the span is one of `text`.
pub fn load(path: &Path, text: &str) -> Result<Loaded, Diagnostic> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let language = match extension.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Language::Yaml,
        "json" | "jsonc" => Language::Json,
        "toml" => Language::Toml,
        "kql" | "csl" | "txt" | "kusto" => return Ok(front::read(text)),
        other => {
            let found = if other.is_empty() { "no ending".into() } else { format!("`.{other}`") };
            return Err(no_rule(
                UNKNOWN_FORMAT,
                format!("a query or a rule is expected, and the file has {found}"),
            )
            .with_hint("queries end in .kql, .csl or .txt, rules in .yaml, .yml, .json or .toml"));
        }
    };
    let documents = kqlab_document::parse(language, text)?;
    let mut loaded = Loaded::default();
    let mut known = 0;
    for document in &documents {
        let file = File { path, text };
        let read = match format(document, language) {
            Some(Format::Arm) => arm::read(&file, document),
            Some(Format::Defender) => defender::read(&file, document),
            Some(Format::Elastic) => elastic::read(&file, document),
            Some(Format::Panther) => panther::read(&file, document),
            Some(Format::Sentinel | Format::Query) => sentinel::read(&file, document),
            None => continue,
        };
        known += 1;
        loaded.rules.extend(read.rules);
        loaded.findings.extend(read.findings);
    }
    if text.trim().is_empty() {
        let hint = "remove the file, or write a rule";
        return Err(no_query(Span::new(0, 0), "a rule is expected, and the file is empty", hint));
    }
    if known == 0 {
        return Err(unknown(language));
    }
    Ok(loaded)
}

/// The document that a rule is written in, for those who compare its keys; of a template, the rule's own resource.
pub(crate) fn keys(text: &str, rule: &Rule) -> Option<Node> {
    let language = match rule.format {
        Format::Query => return front::keys(text),
        Format::Elastic => Language::Toml,
        Format::Arm => Language::Json,
        Format::Defender if text.trim_start().starts_with('{') => Language::Json,
        Format::Sentinel | Format::Defender | Format::Panther => Language::Yaml,
    };
    let documents = kqlab_document::parse(language, text).ok()?;
    let at = rule.id.as_ref().map(|id| id.span);
    let holds =
        |node: &&Node| at.is_none_or(|at| node.span.start <= at.start && at.end <= node.span.end);
    let document = documents.iter().find(holds).or(documents.first())?;
    let resources = document.get("resources").map(Node::items).unwrap_or_default();
    Some(resources.iter().find(holds).unwrap_or(document).clone())
}

/// A file that is read.
struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

/// The language of a document, by the keys that only it has.
fn format(document: &Node, language: Language) -> Option<Format> {
    let has = |key: &str| document.get(key).is_some();
    match language {
        Language::Toml => has("rule").then_some(Format::Elastic),
        Language::Json | Language::Yaml if has("queryCondition") => Some(Format::Defender),
        Language::Json if arm::is_rule(document) => Some(Format::Arm),
        Language::Json => None,
        Language::Yaml if panther::is_rule(document) => Some(Format::Panther),
        Language::Yaml => {
            let rule = ["query", "queryPeriod", "queryFrequency", "triggerOperator"];
            rule.into_iter().any(has).then_some(Format::Sentinel)
        }
    }
}

fn unknown(language: Language) -> Diagnostic {
    let hint = match language {
        Language::Yaml => {
            "a Sentinel rule has `query`, a Defender detection `queryCondition`, a Panther rule `AnalysisType`"
        }
        Language::Json => {
            "an ARM template has `resources` of the type alertRules, a Defender detection `queryCondition`"
        }
        Language::Toml => "an Elastic rule has a table `[rule]`",
    };
    no_rule(NO_RULE, "the file holds no rule of a known form".to_owned()).with_hint(hint)
}

fn no_rule(code: kqlab_syntax::Code, message: String) -> Diagnostic {
    Diagnostic::error(Phase::Syntax, code, Span::default(), message).without_span()
}

/// A rule lacks its query.
fn no_query(at: Span, message: &str, hint: &str) -> Diagnostic {
    Diagnostic::error(Phase::Syntax, NO_QUERY, at, message).with_hint(hint)
}
