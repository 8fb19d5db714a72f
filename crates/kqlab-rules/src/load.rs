//! Reading a rule file: a query as it is, or a Sentinel YAML rule.

use std::path::Path;

use kqlab_syntax::codes::rules::{NO_QUERY, UNKNOWN_FORMAT};
use kqlab_syntax::{Diagnostic, Phase, Span};

use crate::Placement;
use crate::yaml::{self, Value};

/// A rule or query file that was read.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// The rule's name; a plain query has none.
    pub name: Option<String>,
    /// The query, to the letter.
    pub query: String,
    /// The file is the query and nothing else.
    pub plain: bool,
    /// Where it stands in the file.
    pub placement: Placement,
}

/// Reads the text of a file; its name tells the form.
///
/// # Errors
/// A diagnostic whose span is one of `text`.
pub fn load(path: &Path, text: &str) -> Result<RuleFile, Diagnostic> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => sentinel(text),
        "kql" | "csl" | "txt" | "kusto" => Ok(plain(text)),
        other => {
            let found = if other.is_empty() { "no ending".into() } else { format!("`.{other}`") };
            let message = format!("a query or a rule is expected, and the file has {found}");
            Err(Diagnostic::error(Phase::Syntax, UNKNOWN_FORMAT, Span::default(), message)
                .without_span()
                .with_hint("queries end in .kql, .csl or .txt, Sentinel rules in .yaml or .yml"))
        }
    }
}

fn plain(text: &str) -> RuleFile {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let offset = u32::try_from(mark).unwrap_or_default();
    let query = text[mark..].to_owned();
    RuleFile { name: None, query, plain: true, placement: Placement::at(offset) }
}

fn sentinel(text: &str) -> Result<RuleFile, Diagnostic> {
    let no_query = |message: &str| {
        Diagnostic::error(Phase::Syntax, NO_QUERY, Span::default(), message)
            .without_span()
            .with_hint("a Sentinel rule holds its query under the key `query:`")
    };
    let document = yaml::parse(text)?.ok_or_else(|| no_query("the file is empty"))?;
    let (key, node) = document.get("query").ok_or_else(|| no_query("the rule has no `query`"))?;
    let Value::Scalar(query, block) = &node.value else {
        return Err(no_query("`query` is expected to be text"));
    };
    if query.trim().is_empty() {
        return Err(no_query("the rule's `query` is empty"));
    }
    Ok(RuleFile {
        name: document
            .get("name")
            .and_then(|(_, name)| name.text())
            .map(|name| name.trim().to_owned()),
        plain: false,
        placement: placement(text, key.line, query, *block),
        query: query.clone(),
    })
}

/// Where the query of the key on `line` (from 1) stands.
fn placement(text: &str, line: usize, query: &str, block: bool) -> Placement {
    let start_of = |line: usize| -> usize {
        text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
    };
    let here = u32::try_from(start_of(line)).unwrap_or_default();
    if block {
        let first = start_of(line + 1);
        return Placement::block(query, text, first).unwrap_or_else(|| Placement::whole(here));
    }
    match text.get(here as usize..).and_then(|rest| rest.find(query)) {
        Some(at) => Placement::at(here + u32::try_from(at).unwrap_or_default()),
        None => Placement::whole(here),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yaml(text: &str) -> Result<RuleFile, Diagnostic> {
        load(Path::new("rule.yaml"), text)
    }

    #[test]
    fn a_sentinel_rule_gives_its_query_to_the_letter() {
        let rule = yaml("name: 'A rule '\nquery: |\n  T\n    | take 1\nversion: 1.0.0\n").unwrap();
        assert_eq!(rule.name.as_deref(), Some("A rule"));
        assert_eq!(rule.query, "T\n  | take 1\n");
    }

    #[test]
    fn a_span_of_the_query_is_placed_in_the_yaml() {
        let text = "id: x\nquery: |\n  T\n    | taek 1\n";
        let rule = yaml(text).unwrap();
        let at = u32::try_from(rule.query.find("taek").unwrap()).unwrap();
        assert_eq!(&text[rule.placement.place(Span::new(at, at + 4)).range()], "taek");
    }

    #[test]
    fn blank_lines_and_deeper_indents_keep_their_place() {
        let text = "query: |2\n\n    T\n\n  | take 1\n";
        let rule = yaml(text).unwrap();
        let at = u32::try_from(rule.query.find("take").unwrap()).unwrap();
        assert_eq!(&text[rule.placement.place(Span::new(at, at + 4)).range()], "take");
    }

    #[test]
    fn a_quoted_query_is_placed_where_it_stands() {
        let text = "query: 'T | take 1'\n";
        let rule = yaml(text).unwrap();
        assert_eq!(&text[rule.placement.place(Span::new(0, 1)).range()], "T");
    }

    #[test]
    fn a_folded_query_is_placed_at_its_key() {
        let text = "id: 1\nquery: >\n  T\n  | take 1\n";
        let rule = yaml(text).unwrap();
        assert_eq!(rule.query, "T | take 1\n");
        assert_eq!(rule.placement.place(Span::new(4, 8)), Span::new(6, 6));
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        assert_eq!(yaml("name: x\n").unwrap_err().code, NO_QUERY);
        assert_eq!(yaml("").unwrap_err().code, NO_QUERY);
        assert_eq!(yaml("query: [1]\n").unwrap_err().code, NO_QUERY);
        assert_eq!(yaml("query: \"x\n").unwrap_err().code.id, "KQL4001");
        assert_eq!(yaml(&"[".repeat(100_000)).unwrap_err().code.id, "KQL4001");
        assert_eq!(load(Path::new("rule.toml"), "").unwrap_err().code, UNKNOWN_FORMAT);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_query() {
        let file = load(Path::new("q.kql"), "\u{feff}T").unwrap();
        assert_eq!(
            (file.query.as_str(), file.placement.place(Span::new(0, 1))),
            ("T", Span::new(3, 4))
        );
    }
}
