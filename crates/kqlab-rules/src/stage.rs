//! A query's stages: the operators of its pipeline, each with the query that ends after it.

use kqlab_syntax::Span;
use kqlab_syntax::ast::{Expr, ExprKind, Query, StatementKind};

/// A stage of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The operator, or the source that the pipeline begins with.
    pub span: Span,
    /// The query up to it.
    pub query: String,
}

/// The stages of the last query of a text; a table that an earlier `let` makes is followed into its own stages. None
/// where the text is no KQL.
#[must_use]
pub fn stages(text: &str) -> Vec<Stage> {
    let parsed = kqlab_syntax::parse(text);
    if parsed.diagnostics.iter().any(kqlab_syntax::Diagnostic::is_error) {
        return Vec::new();
    }
    let statements = parsed.query.statements.len();
    let last =
        parsed.query.statements.iter().rposition(|s| matches!(s.kind, StatementKind::Query(_)));
    match last.map(|at| (at, &parsed.query.statements[at].kind)) {
        Some((at, StatementKind::Query(expr))) => {
            Walk { text, query: &parsed.query, left: statements }.of(expr, at)
        }
        _ => Vec::new(),
    }
}

struct Walk<'a> {
    text: &'a str,
    query: &'a Query,
    /// So many `let`s may be followed: each once.
    left: usize,
}

impl Walk<'_> {
    /// The stages of an expression of the statement at `at`.
    fn of(mut self, expr: &Expr, at: usize) -> Vec<Stage> {
        let ExprKind::Pipe(source, operators) = &expr.kind else {
            return self.source(expr, expr, at);
        };
        let ends = operators.iter().map(|operator| (operator.span, operator.span.end));
        let own: Vec<Stage> = ends.map(|(span, end)| self.stage(expr, span, end, at)).collect();
        self.left = self.left.saturating_sub(1);
        let mut stages = self.source(source, expr, at);
        stages.extend(own);
        stages
    }

    /// The stages of what a pipeline begins with.
    fn source(self, source: &Expr, whole: &Expr, at: usize) -> Vec<Stage> {
        let named = match &source.kind {
            ExprKind::Name(name) => self.query.statements[..at].iter().rposition(
                |s| matches!(&s.kind, StatementKind::Let(known, _) if known.text == name.text),
            ),
            _ => None,
        };
        match named.map(|at| (at, &self.query.statements[at].kind)) {
            Some((at, StatementKind::Let(_, expr))) if self.left > 0 => self.of(expr, at),
            _ => vec![self.stage(whole, source.span, source.span.end, at)],
        }
    }

    /// The query that ends at `end`, within an expression of the statement at `at`.
    fn stage(&self, expr: &Expr, span: Span, end: u32, at: usize) -> Stage {
        let before = &self.text[..self.query.statements[at].span.start as usize];
        let query = format!("{before}{}", &self.text[expr.span.start as usize..end as usize]);
        Stage { span, query }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, String)> {
        stages(text).into_iter().map(|stage| (&text[stage.span.range()], stage.query)).collect()
    }

    #[test]
    fn a_stage_is_the_query_up_to_an_operator() {
        let text = "let a = 1;\nT\n| where b == a\n| count";
        assert_eq!(
            shown(text),
            [
                ("T", "let a = 1;\nT".to_owned()),
                ("where b == a", "let a = 1;\nT\n| where b == a".to_owned()),
                ("count", text.to_owned()),
            ]
        );
    }

    #[test]
    fn a_table_of_a_let_is_followed() {
        let text = "let x = T | take 1;\nlet y = 2;\nx | where b == y";
        let spans: Vec<&str> = shown(text).into_iter().map(|(span, _)| span).collect();
        assert_eq!(spans, ["T", "take 1", "where b == y"]);
        assert_eq!(shown(text)[1].1, "T | take 1");
        assert_eq!(shown(text)[2].1, text);
    }

    #[test]
    fn what_is_no_query_has_no_stages() {
        assert!(
            stages("T | | x").is_empty()
                && stages("").is_empty()
                && stages("let a = 1;").is_empty()
        );
    }
}
