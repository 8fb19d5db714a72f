//! `--format sarif`: SARIF 2.1.0, as code scanning takes it.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use kqlab::{Code, Diagnostic, Severity};
use serde_json::{Value as Json, json};

use super::Checked;
use crate::commands::codes::page;
use crate::report::Source;

/// Writes one run; its rules are the codes that were found.
pub(super) fn write(out: &mut impl Write, checked: &[Checked]) -> Result<()> {
    let found =
        || checked.iter().flat_map(|file| file.diagnostics.iter().map(move |d| (&file.source, d)));
    let codes: BTreeMap<&str, Code> = found().map(|(_, d)| (d.code.id, d.code)).collect();
    let index = |d: &Diagnostic| codes.keys().position(|id| *id == d.code.id);
    let results: Vec<Json> = found().map(|(source, d)| result(source, d, index(d))).collect();
    let rules: Vec<Json> = codes.values().map(rule).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "kqlab",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(code: &Code) -> Json {
    json!({
        "id": code.id,
        "shortDescription": {"text": code.about.title},
        "fullDescription": {"text": code.about.text},
        "help": {"text": code.about.text, "markdown": page(code)},
    })
}

fn result(source: &Source, d: &Diagnostic, rule: Option<usize>) -> Json {
    let level = match d.severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let text = match &d.hint {
        Some(hint) => format!("{}\nhint: {hint}", d.message),
        None => d.message.clone(),
    };
    let mut place = json!({"artifactLocation": {"uri": uri(&source.name)}});
    if let Some(lines) = d.span.map(|span| source.lines(span)) {
        place["region"] = json!({
            "startLine": lines.line,
            "startColumn": lines.column,
            "endLine": lines.end_line,
            "endColumn": lines.end_column,
        });
    }
    json!({
        "ruleId": d.code.id,
        "ruleIndex": rule,
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    })
}

/// A path as a relative reference: what a URI may not hold is percent-encoded, and a colon, which would end a scheme.
fn uri(path: &str) -> String {
    let keep = |b: u8| b.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=@".contains(&b);
    let path = path.strip_prefix("./").unwrap_or(path);
    let bytes = path.bytes().map(|b| if b == b'\\' { b'/' } else { b });
    bytes.map(|b| if keep(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
