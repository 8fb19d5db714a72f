//! Tables of documents: `['documents:logs-*,filebeat-*']` is all rows, whole, of every table whose name matches. Rules
//! that are written for indices ask for them.

use std::sync::Arc;

use kqlab_exec::{Request, Result};
use kqlab_syntax::codes::binding;
use kqlab_syntax::{Diagnostic, Phase, Span};
use kqlab_tables::{Scan, Table, Tables};

/// What the name of such a table begins with.
const PREFIX: &str = "documents:";

/// The patterns that a name stands for, if it is one of documents.
pub(crate) fn patterns(name: &str) -> Option<Patterns<'_>> {
    name.strip_prefix(PREFIX).map(Patterns)
}

/// Patterns of names, as Elasticsearch lists indices: `*` is any text, a leading `-` leaves out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patterns<'n>(&'n str);

impl Patterns<'_> {
    fn matches(self, name: &str) -> bool {
        let mut matches = false;
        for pattern in self.0.split(',').map(str::trim) {
            match pattern.strip_prefix('-') {
                Some(pattern) if like(pattern, name) => matches = false,
                Some(_) => {}
                None => matches |= like(pattern, name),
            }
        }
        matches
    }

    /// The tables that match.
    pub(crate) fn tables(self, tables: &Tables, span: Span) -> Result<Vec<&Arc<Table>>> {
        let found: Vec<&Arc<Table>> =
            tables.iter().filter(|table| self.matches(table.name())).collect();
        if found.is_empty() {
            let message =
                format!("a table whose name matches {} is expected, and there is none", self.0);
            let known: Vec<&str> = tables.iter().map(|table| &**table.name()).collect();
            let known = if known.is_empty() { "no table".to_owned() } else { known.join(", ") };
            let hint = format!(
                "the data has {known}; a file is a table by its name, or with --table NAME=FILE"
            );
            let fault = Diagnostic::error(Phase::Data, binding::UNKNOWN_TABLE, span, message);
            return Err(Box::new(fault.with_hint(hint)));
        }
        Ok(found)
    }
}

/// A table's rows as documents.
pub(crate) fn open(table: &Table, request: &Request<'_>) -> Result<Scan> {
    let scan = table.documents(request.schema).map_err(Box::new)?;
    Ok(scan.matching(request.needles))
}

/// Whether a name matches a pattern of `*`.
fn like(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(part) = last.replace(part) {
            let Some(at) = rest.find(part) else { return false };
            rest = &rest[at + part.len()..];
        }
    }
    last.map_or(rest.is_empty(), |last| rest.ends_with(last))
}

#[cfg(test)]
mod tests {
    #[test]
    fn patterns_choose_and_leave_out() {
        let matches = |patterns: &str, name| super::patterns(patterns).unwrap().matches(name);
        assert!(matches(
            "documents:filebeat-*,logs-azure.platformlogs-*",
            "logs-azure.platformlogs-x"
        ));
        assert!(!matches("documents:filebeat-*", "xfilebeat-1") && !matches("documents:a", "ab"));
        assert!(matches("documents:apm-*-transaction*", "apm-8-transaction-1"));
        assert!(
            !matches("documents:*,-*cloud-logs-*", "x-cloud-logs-1") && matches("documents:*", "x")
        );
        assert!(!matches("documents:a*b*a", "aba1") && matches("documents:a*b*a", "abba"));
        assert!(super::patterns("T").is_none());
    }
}
