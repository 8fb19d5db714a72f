//! Functions that read an array in a dynamic.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Returns};

use crate::core::{
    Any, Dyn, Dynamic, LONG, Long, Read, Ref, SCALAR, array, eg, integer, scalar, sig,
};
use crate::{Call, EvalError, ScalarFn};
use serde_json::Value as JsonValue;

use super::items;
use crate::cast::dynamic;
use crate::json::{self, same};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "array_length",
            overloads: &[sig(&[array("array")], LONG)],
            doc: "Counts the elements of an array; null for anything else.",
            page: "array-length-function",
            examples: &[
                eg(r#"array_length(dynamic([1, 2, 3, "four"]))"#, "4"),
                eg("array_length(dynamic([]))", "0"),
                eg(r#"array_length(dynamic({"a": 1}))"#, "long(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(array_length),
    },
    ScalarFn {
        def: FnDef {
            name: "arraylength",
            overloads: &[sig(&[array("array")], LONG)],
            doc: "Counts the elements of an array; null for anything else.",
            page: "array-length-function",
            replaced_by: Some("array_length"),
            examples: &[
                eg(r#"arraylength(dynamic([1, 2, 3, "four"]))"#, "4"),
                eg("arraylength(dynamic([]))", "0"),
                eg(r#"arraylength(dynamic({"a": 1}))"#, "long(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(array_length),
    },
    ScalarFn {
        def: FnDef {
            name: "array_index_of",
            overloads: &[sig(
                &[
                    array("array"),
                    scalar("value"),
                    integer("start").optional(),
                    integer("length").optional(),
                    integer("occurrence").optional().constant(),
                ],
                LONG,
            )],
            doc: "Returns the position of a value in an array, counted from 0; -1 if it is not there.",
            page: "array-index-of-function",
            examples: &[
                eg(r#"array_index_of(dynamic(["this", "is", "an", "example", "an"]), "an")"#, "2"),
                eg(
                    r#"array_index_of(dynamic(["this", "is", "an", "example", "an"]), "an", 1, -1, 2)"#,
                    "4",
                ),
                eg(r#"array_index_of(dynamic(["this", "is"]), "x")"#, "-1"),
                eg("array_index_of(dynamic([1, 2, 3]), 2.0, -2)", "1"),
            ],
            ..SCALAR
        },
        kernel: Some(array_index_of),
    },
    ScalarFn {
        def: FnDef {
            name: "array_slice",
            overloads: &[sig(
                &[array("array"), integer("start"), integer("end")],
                Returns::SameAs(0),
            )],
            doc: "Returns the elements from `start` to `end`, both included; negative positions count from the end.",
            page: "array-slice-function",
            examples: &[
                eg("array_slice(dynamic([1, 2, 3, 4, 5]), 1, 2)", "dynamic([2, 3])"),
                eg("array_slice(dynamic([1, 2, 3, 4, 5]), 2, -1)", "dynamic([3, 4, 5])"),
                eg("array_slice(dynamic([1, 2, 3, 4, 5]), -3, -2)", "dynamic([3, 4])"),
            ],
            ..SCALAR
        },
        kernel: Some(array_slice),
    },
    ScalarFn {
        def: FnDef {
            name: "array_split",
            overloads: &[
                sig(&[array("array"), integer("index")], Returns::SameAs(0)),
                sig(&[array("array"), array("indices")], Returns::SameAs(0)),
            ],
            doc: "Splits an array before the given positions.",
            page: "array-split-function",
            examples: &[
                eg("array_split(dynamic([1, 2, 3, 4, 5]), 2)", "dynamic([[1, 2], [3, 4, 5]])"),
                eg(
                    "array_split(dynamic([1, 2, 3, 4, 5]), dynamic([1, 3]))",
                    "dynamic([[1], [2, 3], [4, 5]])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(array_split),
    },
    ScalarFn {
        def: FnDef {
            name: "array_reverse",
            overloads: &[sig(&[array("value")], Returns::SameAs(0))],
            doc: "Puts the elements of an array in the opposite order.",
            page: "array-reverse-function",
            examples: &[
                eg(
                    r#"array_reverse(dynamic(["this", "is", "an", "example"]))"#,
                    r#"dynamic(["example", "an", "is", "this"])"#,
                ),
                eg("array_reverse(dynamic([]))", "dynamic([])"),
            ],
            ..SCALAR
        },
        kernel: Some(array_reverse),
    },
    ScalarFn {
        def: FnDef {
            name: "array_rotate_left",
            overloads: &[sig(&[array("array"), integer("rotate_count")], Returns::SameAs(0))],
            doc: "Moves the elements of an array to the left, those that leave it come back at the end.",
            page: "array-rotate-left-function",
            examples: &[
                eg("array_rotate_left(dynamic([1, 2, 3, 4, 5]), 2)", "dynamic([3, 4, 5, 1, 2])"),
                eg("array_rotate_left(dynamic([1, 2, 3, 4, 5]), -2)", "dynamic([4, 5, 1, 2, 3])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| rotate(call, 1)),
    },
    ScalarFn {
        def: FnDef {
            name: "array_rotate_right",
            overloads: &[sig(&[array("array"), integer("rotate_count")], Returns::SameAs(0))],
            doc: "Moves the elements of an array to the right, those that leave it come back at the start.",
            page: "array-rotate-right-function",
            examples: &[
                eg("array_rotate_right(dynamic([1, 2, 3, 4, 5]), 2)", "dynamic([4, 5, 1, 2, 3])"),
                eg("array_rotate_right(dynamic([1, 2, 3, 4, 5]), -2)", "dynamic([3, 4, 5, 1, 2])"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| rotate(call, -1)),
    },
    ScalarFn {
        def: FnDef {
            name: "array_shift_left",
            overloads: &[sig(
                &[array("array"), integer("shift_count"), scalar("default_value").optional()],
                Returns::SameAs(0),
            )],
            doc: "Moves the elements of an array to the left; the default takes the free places.",
            page: "array-shift-left-function",
            examples: &[
                eg(
                    "array_shift_left(dynamic([1, 2, 3, 4, 5]), 2)",
                    "dynamic([3, 4, 5, null, null])",
                ),
                eg(
                    "array_shift_left(dynamic([1, 2, 3, 4, 5]), -2, -1)",
                    "dynamic([-1, -1, 1, 2, 3])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| shift(call, 1)),
    },
    ScalarFn {
        def: FnDef {
            name: "array_shift_right",
            overloads: &[sig(
                &[array("array"), integer("shift_count"), scalar("default_value").optional()],
                Returns::SameAs(0),
            )],
            doc: "Moves the elements of an array to the right; the default takes the free places.",
            page: "array-shift-right-function",
            examples: &[
                eg(
                    "array_shift_right(dynamic([1, 2, 3, 4, 5]), 2)",
                    "dynamic([null, null, 1, 2, 3])",
                ),
                eg(
                    "array_shift_right(dynamic([1, 2, 3, 4, 5]), -2, -1)",
                    "dynamic([3, 4, 5, -1, -1])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| shift(call, -1)),
    },
];

fn array_length(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Dyn, _>(|value| {
        let length = match value {
            Dynamic::Text(text) => json::array_length(text),
            Dynamic::Value(value) => value.as_array().map(Vec::len),
        };
        length.and_then(|length| i64::try_from(length).ok())
    })
}

/// The position that a number means; negative ones count from the end.
fn place(position: i64, len: usize) -> i64 {
    if position < 0 { position.saturating_add(len as i64) } else { position }
}

/// The same, kept within the array.
fn border(position: i64, len: usize) -> usize {
    usize::try_from(place(position, len)).unwrap_or(0).min(len)
}

fn array_index_of(call: &Call<'_>) -> Result<Column, EvalError> {
    let (arrays, values) = (Dyn::open(&call.args[0]), Any::open(&call.args[1]));
    let bounds: Vec<_> = call.args[2..].iter().map(Long::open).collect();
    call.rows(|row| {
        let bound = |position: usize, default: i64| match bounds.get(position) {
            Some(bound) => Long::get(bound, row),
            None => Some(default),
        };
        let (Some(start), Some(length), Some(occurrence)) =
            (bound(0, 0), bound(1, -1), bound(2, 1))
        else {
            return Ok(None);
        };
        let Some(items) = Dyn::get(&arrays, row).and_then(items) else { return Ok(None) };
        if length < -1 || occurrence < 0 {
            return Ok(None);
        }
        let value = dynamic::json(Any::get(&values, row).unwrap_or(Ref::Null));
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let window = items.iter().enumerate().skip(border(start, items.len())).take(length);
        let mut found = window.filter(|(_, item)| same(item, &value)).map(|(at, _)| at as i64);
        let skipped = usize::try_from(occurrence - 1).ok();
        Ok(Some(skipped.and_then(|skipped| found.nth(skipped)).unwrap_or(-1)))
    })
}

fn array_slice(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map3::<Dyn, Long, Long, _>(|array, start, end| {
        let items = items(array)?;
        let to = border(place(end, items.len()).saturating_add(1).max(0), items.len());
        let from = border(start, items.len()).min(to);
        Some(JsonValue::from(&items[from..to]))
    })
}

fn array_split(call: &Call<'_>) -> Result<Column, EvalError> {
    let (arrays, places) = (Dyn::open(&call.args[0]), Any::open(&call.args[1]));
    call.rows(|row| {
        let places = Any::get(&places, row).map(dynamic::json);
        let places = match &places {
            Some(JsonValue::Array(places)) => places.as_slice(),
            Some(place) => std::slice::from_ref(place),
            None => return Ok(None),
        };
        let Some(items) = Dyn::get(&arrays, row).and_then(items) else { return Ok(None) };
        let places: Option<Vec<i64>> = places.iter().map(JsonValue::as_i64).collect();
        Ok(places.map(|places| parts(&items, &places)))
    })
}

fn parts(items: &[JsonValue], places: &[i64]) -> JsonValue {
    let borders = places.iter().map(|place| border(*place, items.len())).chain([items.len()]);
    let mut from = 0;
    let parts = borders.map(|to| {
        let part = &items[from.min(to)..to];
        from = to;
        JsonValue::from(part)
    });
    JsonValue::Array(parts.collect())
}

fn array_reverse(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Dyn, _>(|array| {
        items(array).map(|mut items| {
            items.reverse();
            JsonValue::Array(items)
        })
    })
}

fn rotate(call: &Call<'_>, sign: i64) -> Result<Column, EvalError> {
    call.map2::<Dyn, Long, _>(|array, count| {
        let mut items = items(array)?;
        if let Ok(len @ 1..) = i64::try_from(items.len()) {
            let left = (count % len * sign).rem_euclid(len);
            items.rotate_left(usize::try_from(left).unwrap_or(0));
        }
        Some(JsonValue::Array(items))
    })
}

fn shift(call: &Call<'_>, sign: i64) -> Result<Column, EvalError> {
    let (arrays, counts) = (Dyn::open(&call.args[0]), Long::open(&call.args[1]));
    let defaults = call.args.get(2).map(Any::open);
    call.rows(|row| {
        let Some(items) = Dyn::get(&arrays, row).and_then(items) else { return Ok(None) };
        let Some(count) = Long::get(&counts, row) else { return Ok(None) };
        let default = defaults.as_ref().and_then(|defaults| Any::get(defaults, row));
        let default = default.map_or(JsonValue::Null, dynamic::json);
        let left = count.saturating_mul(sign);
        let shifted = (0..items.len() as i64).map(|position| {
            let from = usize::try_from(position.saturating_add(left)).ok();
            from.and_then(|from| items.get(from)).unwrap_or(&default).clone()
        });
        Ok(Some(JsonValue::Array(shifted.collect())))
    })
}
