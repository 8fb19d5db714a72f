//! Sorting arrays in a dynamic.

use std::cmp::Ordering;

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Returns, Type};

use crate::core::{Any, Bool, Dyn, Read, SCALAR, array, boolean, eg, sig};
use crate::{Call, EvalError, ScalarFn};
use serde_json::Value as JsonValue;

use super::items;
use crate::json;

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "array_sort_asc",
            overloads: &[sig(
                &[array("arrays").occurs(1, 64), boolean("nulls_last").optional().constant()],
                Returns::Binder,
            )],
            doc: "Sorts an array in ascending order, and further ones along with it. Nulls go last unless the last argument says otherwise.",
            page: "array-sort-asc-function",
            examples: &[
                eg("array_sort_asc(dynamic([1, 3, 4, 5, 2]))", "dynamic([1, 2, 3, 4, 5])"),
                eg(
                    r#"array_sort_asc(dynamic([null, "b", "a", 2]))"#,
                    r#"dynamic([2, "a", "b", null])"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| sorted(call, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "array_sort_desc",
            overloads: &[sig(
                &[array("arrays").occurs(1, 64), boolean("nulls_last").optional().constant()],
                Returns::Binder,
            )],
            doc: "Sorts an array in descending order, and further ones along with it. Nulls go last unless the last argument says otherwise.",
            page: "array-sort-desc-function",
            examples: &[
                eg("array_sort_desc(dynamic([1, 3, 4, 5, 2]))", "dynamic([5, 4, 3, 2, 1])"),
                eg(
                    r#"array_sort_desc(dynamic(["a", null, "b"]), false)"#,
                    r#"dynamic([null, "b", "a"])"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| sorted(call, true)),
    },
];

/// An array of the sorted arrays, one an argument, which the binder takes apart. An array of another length than the first is null.
fn sorted(call: &Call<'_>, descending: bool) -> Result<Column, EvalError> {
    let arrays: Vec<_> =
        call.args.iter().filter(|arg| arg.ty() != Type::Bool).map(Any::open).collect();
    let last = call.args.last().filter(|arg| arg.ty() == Type::Bool).map(Bool::open);
    call.rows(|row| {
        let nulls_last = last.as_ref().and_then(|last| Bool::get(last, row)).unwrap_or(true);
        let array = |array: &_| Dyn::get(array, row).and_then(items);
        let Some(first) = arrays.first().and_then(array) else { return Ok(None) };
        let mut order: Vec<usize> = (0..first.len()).collect();
        order.sort_by(|a, b| compare(&first[*a], &first[*b], descending, nulls_last));
        let arranged = arrays.iter().map(|source| match array(source) {
            Some(items) if items.len() == order.len() => {
                JsonValue::Array(order.iter().map(|place| items[*place].clone()).collect())
            }
            _ => JsonValue::Null,
        });
        Ok(Some(JsonValue::Array(arranged.collect())))
    })
}

/// Numbers, then texts, then all others, in each direction; nulls at one end.
fn compare(a: &JsonValue, b: &JsonValue, descending: bool, nulls_last: bool) -> Ordering {
    if a.is_null() || b.is_null() {
        let order = a.is_null().cmp(&b.is_null());
        return if nulls_last { order } else { order.reverse() };
    }
    let order = match (a, b) {
        (JsonValue::Number(a), JsonValue::Number(b)) => {
            json::order(a, b).unwrap_or(Ordering::Equal)
        }
        (JsonValue::String(a), JsonValue::String(b)) => a.cmp(b),
        (JsonValue::Bool(a), JsonValue::Bool(b)) => a.cmp(b),
        _ => return group(a).cmp(&group(b)),
    };
    if descending { order.reverse() } else { order }
}

fn group(value: &JsonValue) -> u8 {
    match value {
        JsonValue::Number(_) => 0,
        JsonValue::String(_) => 1,
        _ => 2,
    }
}
