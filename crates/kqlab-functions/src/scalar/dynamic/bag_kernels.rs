//! The kernels of the functions over property bags.

use kqlab_columns::{Builder, Column};
use kqlab_plan::expr::PathStep;
use serde_json::{Map, Value as JsonValue};

use super::items;
use crate::cast::{dynamic, text};
use crate::core::{Any, Dyn, Dynamic, Prepared, Read, Ref, Text};
use crate::{Call, EvalError, json};

/// Keys and values by turns, from the argument at `first` on. With `all` unset, nulls and empty texts are left out.
pub(in crate::scalar) fn packed(
    call: &Call<'_>,
    first: usize,
    all: impl Fn(usize) -> bool,
) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().skip(first).map(Any::open).collect();
    let mut column = Builder::with_capacity(call.returns, call.rows);
    let mut buffer = String::new();
    for row in 0..call.rows {
        let all = all(row);
        let get = |source: &_| Any::get(source, row).unwrap_or(Ref::Null);
        let pairs = args.chunks_exact(2).map(|pair| (text::of(get(&pair[0])), get(&pair[1])));
        let pairs: Vec<_> = pairs.filter(|(_, value)| all || !is_nothing(*value)).collect();
        buffer.clear();
        for (position, (key, value)) in pairs.iter().enumerate() {
            if pairs[position + 1..].iter().any(|(later, _)| later == key) {
                continue;
            }
            buffer.push(if buffer.is_empty() { '{' } else { ',' });
            json::push_quoted(key, &mut buffer);
            buffer.push(':');
            dynamic::write(*value, &mut buffer);
        }
        buffer.push_str(if buffer.is_empty() { "{}" } else { "}" });
        column.push_text(&buffer);
    }
    Ok(column.finish())
}

fn is_nothing(value: Ref<'_>) -> bool {
    matches!(value, Ref::Null | Ref::String(""))
}

pub(super) fn bag_pack(call: &Call<'_>) -> Result<Column, EvalError> {
    packed(call, 0, |_| true)
}

fn entries(value: Dynamic<'_>) -> Option<Map<String, JsonValue>> {
    match value.value().into_owned() {
        JsonValue::Object(bag) => Some(bag),
        _ => None,
    }
}

pub(super) fn bag_keys(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Dyn, _>(|value| {
        let keys = entries(value)?.into_iter().map(|(key, _)| JsonValue::String(key));
        Some(JsonValue::Array(keys.collect()))
    })
}

/// Null where an argument is no bag.
pub(super) fn bag_merge(call: &Call<'_>) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Dyn::open).collect();
    call.rows(|row| {
        let mut merged = Map::new();
        for arg in &args {
            let Some(bag) = Dyn::get(arg, row).and_then(entries) else { return Ok(None) };
            for (key, value) in bag {
                merged.entry(key).or_insert(value);
            }
        }
        Ok(Some(JsonValue::Object(merged)))
    })
}

/// A key, or the keys on the way of a path to an inner one.
fn keys(text: &str) -> Result<Vec<String>, EvalError> {
    if !text.starts_with('$') {
        return Ok(vec![text.to_owned()]);
    }
    let key = |step| match step {
        PathStep::Key(key) => Ok(key.to_string()),
        PathStep::Index(_) => Err(EvalError::argument(format!(
            "the path '{text}' leads into an array, only keys are taken"
        ))),
    };
    json::parse_path(text)?.into_iter().map(key).collect()
}

pub(super) fn bag_remove_keys(call: &Call<'_>) -> Result<Column, EvalError> {
    let (bags, lists) = (Dyn::open(&call.args[0]), Dyn::open(&call.args[1]));
    call.rows(|row| {
        let Some(mut bag) = Dyn::get(&bags, row).and_then(entries) else { return Ok(None) };
        let list = Dyn::get(&lists, row).and_then(items).unwrap_or_default();
        for path in list.iter().filter_map(JsonValue::as_str) {
            remove(&mut bag, &keys(path)?);
        }
        Ok(Some(JsonValue::Object(bag)))
    })
}

fn remove(bag: &mut Map<String, JsonValue>, keys: &[String]) {
    match keys {
        [] => {}
        [key] => drop(bag.shift_remove(key)),
        [key, inner @ ..] => {
            if let Some(JsonValue::Object(bag)) = bag.get_mut(key) {
                remove(bag, inner);
            }
        }
    }
}

pub(super) fn bag_has_key(call: &Call<'_>) -> Result<Column, EvalError> {
    let (bags, paths) = (Dyn::open(&call.args[0]), Text::open(&call.args[1]));
    let mut prepared = Prepared::default();
    call.rows(|row| {
        let Some((bag, path)) = Dyn::get(&bags, row).zip(Text::get(&paths, row)) else {
            return Ok(None);
        };
        let keys = prepared.get(path, keys)?;
        let bag = bag.value();
        let inner = keys.iter().try_fold(&*bag, |value, key| value.as_object()?.get(key));
        Ok(bag.is_object().then_some(inner.is_some()))
    })
}

pub(super) fn bag_set_key(call: &Call<'_>) -> Result<Column, EvalError> {
    let (bags, paths) = (Dyn::open(&call.args[0]), Text::open(&call.args[1]));
    let values = Any::open(&call.args[2]);
    let mut prepared = Prepared::default();
    call.rows(|row| {
        let Some((bag, path)) = Dyn::get(&bags, row).and_then(entries).zip(Text::get(&paths, row))
        else {
            return Ok(None);
        };
        let value = dynamic::json(Any::get(&values, row).unwrap_or(Ref::Null));
        let mut changed = JsonValue::Object(bag);
        set(&mut changed, prepared.get(path, keys)?, value);
        Ok(Some(changed))
    })
}

fn set(place: &mut JsonValue, keys: &[String], value: JsonValue) {
    let Some((key, inner)) = keys.split_first() else {
        *place = value;
        return;
    };
    if !place.is_object() {
        *place = JsonValue::Object(Map::new());
    }
    if let JsonValue::Object(bag) = place {
        set(bag.entry(key.as_str()).or_insert(JsonValue::Null), inner, value);
    }
}

pub(super) fn bag_zip(call: &Call<'_>) -> Result<Column, EvalError> {
    let (keys, values) = (Dyn::open(&call.args[0]), Dyn::open(&call.args[1]));
    call.rows(|row| {
        let Some(keys) = Dyn::get(&keys, row).and_then(items) else { return Ok(None) };
        let mut values = Dyn::get(&values, row).and_then(items).unwrap_or_default().into_iter();
        let pairs = keys.into_iter().filter_map(|key| {
            let value = values.next().unwrap_or(JsonValue::Null);
            match key {
                JsonValue::String(key) => Some((key, value)),
                _ => None,
            }
        });
        Ok(Some(JsonValue::Object(pairs.collect())))
    })
}

pub(super) fn treepath(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Dyn, _>(|value| {
        let mut paths = indexmap::IndexSet::new();
        visit(&value.value(), &mut String::new(), &mut paths);
        JsonValue::Array(paths.into_iter().map(JsonValue::String).collect())
    })
}

fn visit(value: &JsonValue, path: &mut String, paths: &mut indexmap::IndexSet<String>) {
    let length = path.len();
    if length > 0 {
        paths.insert(path.clone());
    }
    match value {
        JsonValue::Object(bag) => {
            for (key, inner) in bag {
                path.push_str(&format!("['{key}']"));
                visit(inner, path, paths);
                path.truncate(length);
            }
        }
        JsonValue::Array(items) => {
            path.push_str("[0]");
            items.iter().for_each(|item| visit(item, path, paths));
            path.truncate(length);
        }
        _ => {}
    }
}

pub(super) fn dynamic_to_json(call: &Call<'_>) -> Result<Column, EvalError> {
    call.text1::<Any>(|value, out| {
        match value {
            Ref::Dynamic(value) => {
                let mut value = value.value().into_owned();
                value.sort_all_objects();
                json::push(&value, out);
            }
            value => text::write(value, out),
        }
        Some(())
    })
}
