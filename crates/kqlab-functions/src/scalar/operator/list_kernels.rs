//! The kernels of the operators over a list (measured). The last form of each takes the list as one argument of any length:
//! the first column of a table.

use std::borrow::Cow;
use std::sync::Arc;

use kqlab_columns::Column;
use kqlab_plan::{Type, Value};
use serde_json::Value as JsonValue;

use crate::cast::text;
use crate::core::{Any, Arg, Inner, List, Read, Ref, Str, Text};
use crate::matching::{Needles, Set, Wanted};
use crate::{Call, EvalError};

/// Whether the list is the column of a table.
fn is_table(call: &Call<'_>) -> bool {
    call.overload > 0
}

/// The members of a list that is the same for all rows; `None` if it is not.
fn constant_members<'a>(call: &'a Call<'_>) -> Option<Vec<Ref<'a>>> {
    if is_table(call) {
        return call.constant(1).map(|value| vec![Ref::of(value)]);
    }
    call.args[1..].iter().map(|arg| arg.constant().map(Ref::of)).collect()
}

/// What is made of the members, if they are the same for all rows; of a table or an array once a query.
fn prepared<T: Send + Sync + 'static>(
    call: &Call<'_>,
    purpose: &str,
    make: impl Fn(Vec<Ref<'_>>) -> T,
) -> Option<Arc<T>> {
    match call.args.get(1) {
        Some(Arg::Column(list)) if is_table(call) => {
            Some(call.cx.shared(List::Column(list.clone()), purpose, || {
                make((0..list.len()).map(|row| Ref::at(list, row)).collect())
            }))
        }
        Some(Arg::Const(value @ Value::Dynamic(json))) if call.args.len() == 2 => {
            let list = List::Json(Arc::clone(json));
            Some(call.cx.shared(list, purpose, || make(vec![Ref::of(value)])))
        }
        _ => constant_members(call).map(|members| Arc::new(make(members))),
    }
}

/// The members of the list in one row.
fn members<'a>(call: &'a Call<'_>, row: usize) -> Vec<Ref<'a>> {
    let member = |arg| Any::get(&Any::open(arg), row).unwrap_or(Ref::Null);
    call.args[1..].iter().map(member).collect()
}

/// `in`, `in~` and their negations.
pub(super) fn contained(call: &Call<'_>, folded: bool, negated: bool) -> Result<Column, EvalError> {
    let ty = call.args[0].ty();
    let set_of = |members: Vec<Ref<'_>>| {
        let mut set = Set::new(folded);
        members.into_iter().for_each(|member| set.insert(ty, member));
        set
    };
    let purpose = format!("in {ty} {folded}");
    let constant = prepared(call, &purpose, set_of);
    let mut buffer = String::new();
    if let (Some(set), Type::String) = (&constant, ty) {
        let texts = Text::open(&call.args[0]);
        let found = |text: &str, buffer: &mut String| set.contains(Ref::String(text), buffer);
        return Ok(call.truths(|row| {
            Text::get(&texts, row).is_some_and(|text| found(text, &mut buffer)) != negated
        }));
    }
    let values = Any::open(&call.args[0]);
    call.rows(|row| {
        let value = Any::get(&values, row).unwrap_or(Ref::Null);
        let found = match &constant {
            Some(set) => set.contains(value, &mut buffer),
            None => set_of(members(call, row)).contains(value, &mut buffer),
        };
        Ok(Some(found != negated))
    })
}

/// `has_any`, `has_all`
pub(super) fn has(call: &Call<'_>, wanted: Wanted) -> Result<Column, EvalError> {
    let needles_of = |members: Vec<Ref<'_>>| {
        let texts: Vec<Cow<'_, str>> =
            members.into_iter().flat_map(|member| terms(member, is_table(call))).collect();
        let texts = texts.iter().map(AsRef::as_ref);
        match wanted {
            Wanted::Any => Needles::new(texts, wanted),
            Wanted::All => Needles::new(texts.filter(|text| !text.is_empty()), wanted),
        }
    };
    let constant = prepared(call, &format!("has {wanted:?}"), needles_of);
    let values = Str::open(&call.args[0]);
    let mut buffer = String::new();
    call.rows(|row| {
        let Some(text) = Str::get(&values, row) else { return Ok(Some(false)) };
        Ok(Some(match &constant {
            Some(needles) => needles.matches(&text, &mut buffer),
            None => needles_of(members(call, row)).matches(&text, &mut buffer),
        }))
    })
}

/// The terms that a member of the list stands for. A null matches everything, like the empty term; that of a table nothing.
fn terms(member: Ref<'_>, of_table: bool) -> Vec<Cow<'_, str>> {
    match member {
        Ref::Null if of_table => Vec::new(),
        Ref::Dynamic(value) if value.inner() == Inner::Array => match &*value.value() {
            JsonValue::Array(items) => items.iter().map(|item| Cow::Owned(term(item))).collect(),
            _ => Vec::new(),
        },
        member => vec![text::of(member)],
    }
}

fn term(item: &JsonValue) -> String {
    let mut term = String::new();
    crate::json::write_text(crate::core::Dynamic::Value(item), &mut term);
    term
}
