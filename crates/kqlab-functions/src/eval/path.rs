//! Walks into dynamic values: over the JSON text where a column holds it, without building the whole value.

use kqlab_columns::{Builder, Column};
use kqlab_plan::expr::PathStep;
use kqlab_plan::{Type, Value};
use serde_json::Value as JsonValue;

use crate::Arg;
use crate::core::{Long, Read, Text};
use crate::json;

/// The value at the end of a path; null where there is none.
#[must_use]
pub fn walk<'a>(value: &'a JsonValue, steps: &[PathStep]) -> &'a JsonValue {
    steps.iter().fold(value, |value, step| match (step, value) {
        (PathStep::Key(key), JsonValue::Object(bag)) => bag.get(&**key).unwrap_or(&JsonValue::Null),
        (PathStep::Index(index), JsonValue::Array(items)) => {
            position(*index, items.len()).and_then(|at| items.get(at)).unwrap_or(&JsonValue::Null)
        }
        _ => &JsonValue::Null,
    })
}

/// The position that an index means; negative ones count from the end (measured).
fn position(index: i64, len: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => usize::try_from(index.unsigned_abs()).ok().and_then(|back| len.checked_sub(back)),
    }
}

pub(super) fn walk_arg(base: &Arg, steps: &[PathStep]) -> Arg {
    match base {
        Arg::Const(Value::Dynamic(value)) => Arg::Const(Value::dynamic(walk(value, steps).clone())),
        Arg::Const(_) => Arg::Const(Value::Null(Type::Dynamic)),
        Arg::Column(column) => Arg::Column(walk_column(column, steps)),
    }
}

fn walk_column(column: &Column, steps: &[PathStep]) -> Column {
    let mut found = Builder::with_capacity(Type::Dynamic, column.len());
    for row in 0..column.len() {
        match column.text(row).and_then(|text| json::walk(text, steps)) {
            Some(text) => found.push_text(text),
            None => found.push_null(),
        }
    }
    found.finish()
}

/// `base[index]` with an index that is computed: a long or a string.
#[must_use]
pub fn element(base: &Arg, index: &Arg, rows: usize) -> Arg {
    if let Some(constant) = index.constant() {
        return match step(constant) {
            Some(step) => walk_arg(base, &[step]),
            None => Arg::Const(Value::Null(Type::Dynamic)),
        };
    }
    let mut found = Builder::with_capacity(Type::Dynamic, rows);
    let steps = steps(index, rows);
    for (row, step) in steps.enumerate() {
        match (step, base) {
            (None, _) | (_, Arg::Const(Value::Null(_))) => found.push_null(),
            (Some(step), Arg::Column(column)) => {
                match column.text(row).and_then(|text| json::walk(text, &[step])) {
                    Some(text) => found.push_text(text),
                    None => found.push_null(),
                }
            }
            (Some(step), Arg::Const(Value::Dynamic(value))) => {
                found.push(&Value::dynamic(walk(value, &[step]).clone()));
            }
            (Some(_), Arg::Const(value)) => unreachable!("invariant: {value:?} is dynamic"),
        }
    }
    Arg::Column(found.finish())
}

fn step(index: &Value) -> Option<PathStep> {
    match index {
        Value::Int(index) => Some(PathStep::Index(i64::from(*index))),
        Value::Long(index) => Some(PathStep::Index(*index)),
        Value::String(key) => Some(PathStep::Key(key.clone())),
        Value::Dynamic(json) => match &**json {
            JsonValue::Number(number) => number.as_i64().map(PathStep::Index),
            JsonValue::String(key) => Some(PathStep::Key(key.as_str().into())),
            _ => None,
        },
        _ => None,
    }
}

fn steps(index: &Arg, rows: usize) -> Box<dyn Iterator<Item = Option<PathStep>> + '_> {
    match index.ty() {
        Type::String => {
            let texts = Text::open(index);
            Box::new(
                (0..rows)
                    .map(move |row| Text::get(&texts, row).map(|key| PathStep::Key(key.into()))),
            )
        }
        Type::Int | Type::Long => {
            let longs = Long::open(index);
            Box::new((0..rows).map(move |row| Long::get(&longs, row).map(PathStep::Index)))
        }
        _ => Box::new((0..rows).map(|row| step(&index.value(row)))),
    }
}
