//! `--format json`: one object, by rule its cases.

use std::io::{Result, Write};

use serde_json::{Map, Value as Json, json};

use super::Outcome;
use super::fault::{Fault, Place, faults};
use super::run::Ran;
use crate::commands::rules;
use kqlab_rules::{Line, Side};

/// Writes the outcome.
pub(super) fn write(out: &mut impl Write, outcome: &Outcome<'_>) -> Result<()> {
    let (passed, failed) = outcome.counts();
    let document = json!({
        "passed": passed,
        "failed": failed,
        "findings": outcome.findings.iter().map(fault).collect::<Vec<Json>>(),
        "rules": outcome.by_rule().filter_map(rule).collect::<Vec<Json>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn rule(rans: &[Ran<'_>]) -> Option<Json> {
    let tested = rans.first()?.tested;
    Some(json!({
        "file": tested.file,
        "id": rules::id(&tested.rule),
        "name": tested.rule.name,
        "cases": rans.iter().map(case).collect::<Vec<Json>>(),
    }))
}

fn case(ran: &Ran<'_>) -> Json {
    let at = Place::new(&ran.stated.source, Some(ran.stated.case.span));
    json!({
        "name": ran.stated.case.name,
        "passed": ran.passed(),
        "at": place(&at),
        "faults": faults(ran).iter().map(fault).collect::<Vec<Json>>(),
    })
}

fn fault(fault: &Fault<'_>) -> Json {
    let mut object = Map::new();
    object.insert("message".into(), fault.message.as_str().into());
    if let Some((_, diagnostic)) = &fault.shown {
        object.insert(
            "severity".into(),
            crate::commands::check::severity(diagnostic.severity).into(),
        );
    }
    if let Some(code) = fault.code {
        object.insert("code".into(), code.id.into());
    }
    if let Some(hint) = &fault.hint {
        object.insert("hint".into(), hint.as_str().into());
    }
    object.insert("at".into(), place(&fault.at));
    if !fault.diff.is_empty() {
        object.insert("expected".into(), side(&fault.diff, Side::Expected));
        object.insert("found".into(), side(&fault.diff, Side::Found));
    }
    if let Some(lost) = &fault.lost {
        let (before, after) = lost.rows;
        let lost = json!({
            "operator": lost.operator,
            "at": place(&lost.at),
            "rows_before": (!lost.source).then_some(before),
            "rows_after": after,
        });
        object.insert("lost".into(), lost);
    }
    Json::Object(object)
}

fn side(diff: &[Line], side: Side) -> Json {
    diff.iter().filter(|line| line.side == side).map(|line| line.text.as_str()).collect()
}

fn place(place: &Place<'_>) -> Json {
    json!({
        "file": place.file,
        "line": place.lines.map(|lines| lines.line),
        "column": place.lines.map(|lines| lines.column),
    })
}
