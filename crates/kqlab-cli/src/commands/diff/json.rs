//! `--format json`: one object, by rule what differs.

use std::io::{Result, Write};

use kqlab_rules::{Apart, Change, Diff, Failed, Finds, RowChange, StageOperator};
use serde_json::{Map, Value as Json, json};

use super::show::kind;
use super::versions::{Owned, Pair};
use super::{Compared, Outcome};
use crate::commands::rules;
use crate::output::alert;

/// Writes the outcome.
pub(super) fn write(out: &mut impl Write, outcome: &Outcome) -> Result<()> {
    let document = json!({
        "rules": outcome.rules,
        "same_results": outcome.same_results(),
        "compared_on_data": outcome.ran,
        "errors_in_files": outcome.faults,
        "changed": outcome.differing.iter().map(rule).collect::<Vec<Json>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn rule(compared: &Compared) -> Json {
    let Compared { pair, diff, alone } = compared;
    let mut object = Map::new();
    object.insert("old".into(), pair.old.as_ref().map(named).into());
    object.insert("new".into(), pair.new.as_ref().map(named).into());
    object.insert("change".into(), kind(diff.as_ref(), pair).into());
    if let Some(diff) = diff {
        object.insert("metadata".into(), diff.text.keys.iter().map(key).collect());
        object.insert("query".into(), changes(&diff.text.lines, |line| line.as_str().into()));
        object.insert("plan".into(), changes(&diff.plan, |line| line.as_str().into()));
        object.insert("results".into(), results(diff, pair));
    } else {
        let found = alone.flatten().map(|(rows, alerts)| json!({"rows": rows, "alerts": alerts}));
        object.insert("finds".into(), found.into());
    }
    Json::Object(object)
}

fn named(owned: &Owned) -> Json {
    json!({"file": owned.file, "id": rules::id(&owned.rule), "name": owned.rule.name})
}

fn key(key: &kqlab_rules::Key) -> Json {
    json!({"key": key.path, "old": key.old, "new": key.new})
}

fn changes<T>(changes: &[Change<T>], item: impl Fn(&T) -> Json) -> Json {
    let side = |lost: bool| -> Json {
        let of = changes.iter().filter_map(|change| match change {
            Change::Lost(old) => lost.then(|| item(old)),
            Change::Gained(new) => (!lost).then(|| item(new)),
        });
        of.collect()
    };
    json!({"lost": side(true), "gained": side(false)})
}

fn results(diff: &Diff, pair: &Pair) -> Json {
    match &diff.finds {
        None => Json::Null,
        Some(Ok(finds)) => self::finds(finds, pair),
        Some(Err(Failed::Old(diagnostics))) => {
            json!({"failed": "old", "diagnostics": messages(diagnostics)})
        }
        Some(Err(Failed::New(diagnostics))) => {
            json!({"failed": "new", "diagnostics": messages(diagnostics)})
        }
    }
}

fn messages(diagnostics: &[kqlab::Diagnostic]) -> Json {
    let message =
        |d: &kqlab::Diagnostic| json!({"code": d.code.id, "message": d.message, "hint": d.hint});
    diagnostics.iter().map(message).collect()
}

fn finds(finds: &Finds, pair: &Pair) -> Json {
    let count = |(old, new): (usize, usize)| json!({"old": old, "new": new});
    let row = |change: &RowChange| {
        let cells = |row: &Option<Vec<Json>>| -> Json {
            let Some(row) = row else { return Json::Null };
            let cells = finds.rows.columns.iter().cloned().zip(row.iter().cloned());
            Json::Object(cells.collect())
        };
        json!({
            "old": cells(&change.old),
            "new": cells(&change.new),
            "parts_at": change.apart.as_ref().map(|apart| parts(apart, pair)),
        })
    };
    json!({
        "row_count": count(finds.row_counts),
        "alert_count": count(finds.alert_counts),
        "columns": changes(&finds.columns, |name| name.as_str().into()),
        "rows": finds.rows.changes.iter().map(row).collect::<Vec<Json>>(),
        "alerts": changes(&finds.alerts, alert::object),
        "entities": changes(&finds.entities, alert::entity_object),
    })
}

fn parts(apart: &Apart, pair: &Pair) -> Json {
    let side = |operator: &Option<StageOperator>, owned: &Option<Owned>| -> Json {
        let Some((operator, owned)) = operator.as_ref().zip(owned.as_ref()) else {
            return Json::Null;
        };
        let lines = owned.query.lines(operator.span);
        json!({"operator": operator.text, "file": owned.query.name, "line": lines.line})
    };
    json!({"old": side(&apart.old, &pair.old), "new": side(&apart.new, &pair.new)})
}
