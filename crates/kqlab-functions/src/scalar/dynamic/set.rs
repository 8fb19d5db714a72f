//! Functions that take arrays as sets.

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use crate::core::{Any, BOOL, DYNAMIC, Dyn, Dynamic, Read, Ref, SCALAR, array, eg, scalar, sig};
use crate::{Call, EvalError, ScalarFn};
use serde_json::Value as JsonValue;

use crate::cast::dynamic;
use crate::json::{Distinct, same};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "set_has_element",
            overloads: &[sig(&[array("set"), scalar("value")], BOOL)],
            doc: "Tells whether an array holds a value.",
            page: "set-has-element-function",
            examples: &[
                eg(
                    r#"set_has_element(dynamic(["this", "is", "an", "example"]), "example")"#,
                    "true",
                ),
                eg("set_has_element(dynamic([1, 2]), 3)", "false"),
                eg("set_has_element(dynamic(1), 1)", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(set_has_element),
    },
    ScalarFn {
        def: FnDef {
            name: "set_union",
            overloads: &[sig(&[array("set").occurs(2, 64)], DYNAMIC)],
            doc: "Lists the distinct values that are in any of the arrays.",
            page: "set-union-function",
            examples: &[eg(
                "set_union(dynamic([1, 2, 1, 4]), dynamic([1, 2]), dynamic([8]))",
                "dynamic([1, 2, 4, 8])",
            )],
            ..SCALAR
        },
        kernel: Some(set_union),
    },
    ScalarFn {
        def: FnDef {
            name: "set_intersect",
            overloads: &[sig(&[array("set").occurs(2, 64)], DYNAMIC)],
            doc: "Lists the distinct values that are in all of the arrays.",
            page: "set-intersect-function",
            examples: &[
                eg("set_intersect(dynamic([1, 2, 3]), dynamic([2, 3, 4]))", "dynamic([2, 3])"),
                eg("set_intersect(dynamic([1, 2, 3]), dynamic([4, 5]))", "dynamic([])"),
            ],
            ..SCALAR
        },
        kernel: Some(set_intersect),
    },
    ScalarFn {
        def: FnDef {
            name: "set_difference",
            overloads: &[sig(&[array("set").occurs(2, 64)], DYNAMIC)],
            doc: "Lists the distinct values of the first array that are in none of the others.",
            page: "set-difference-function",
            examples: &[
                eg("set_difference(dynamic([1, 2, 1, 4]), dynamic([1, 2]))", "dynamic([4])"),
                eg("set_difference(dynamic([1, 2, 3]), dynamic([1, 2, 3]))", "dynamic([])"),
            ],
            ..SCALAR
        },
        kernel: Some(set_difference),
    },
    ScalarFn {
        def: FnDef {
            name: "set_equals",
            overloads: &[sig(&[array("set1"), array("set2")], BOOL)],
            doc: "Tells whether two arrays hold the same distinct elements.",
            page: "set-intersect-function",
            examples: &[
                eg("set_equals(dynamic([1, 2, 2]), dynamic([2, 1]))", "true"),
                eg("set_equals(dynamic([1]), dynamic([2]))", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(set_equals),
    },
    ScalarFn {
        def: FnDef {
            name: "jaccard_index",
            overloads: &[sig(&[array("set").occurs(2, 2)], DYNAMIC)],
            doc: "Divides the number of values that two arrays share by that of all their values.",
            page: "jaccard-index-function",
            examples: &[eg(
                "jaccard_index(dynamic([1, 2, 3]), dynamic([1, 2, 3, 4]))",
                "dynamic(0.75)",
            )],
            ..SCALAR
        },
        kernel: Some(jaccard_index),
    },
];

fn set_has_element(call: &Call<'_>) -> Result<Column, EvalError> {
    let (sets, values) = (Dyn::open(&call.args[0]), Any::open(&call.args[1]));
    call.rows(|row| {
        let value = dynamic::json(Any::get(&values, row).unwrap_or(Ref::Null));
        let has = |set: Dynamic<'_>| match &*set.value() {
            JsonValue::Array(items) => items.iter().any(|item| same(item, &value)),
            _ => false,
        };
        Ok(Dyn::get(&sets, row).map(has))
    })
}

fn distinct(set: Dynamic<'_>) -> Option<Distinct> {
    Distinct::of(&set.value())
}

/// Combines the first set with each of the others; null where an argument is no array.
fn combined(
    call: &Call<'_>,
    combine: impl Fn(Distinct, &Distinct) -> Distinct,
) -> Result<Column, EvalError> {
    let sets: Vec<_> = call.args.iter().map(Dyn::open).collect();
    call.rows(|row| {
        let sets: Option<Vec<Distinct>> =
            sets.iter().map(|set| Dyn::get(set, row).and_then(distinct)).collect();
        let mut sets = sets.into_iter().flatten();
        let first = sets.next();
        Ok(first
            .map(|first| JsonValue::Array(sets.fold(first, |a, b| combine(a, &b)).into_values())))
    })
}

fn filtered(set: Distinct, keep: impl Fn(&JsonValue) -> bool) -> Distinct {
    let mut kept = Distinct::default();
    set.values().iter().filter(|value| keep(value)).for_each(|value| kept.insert(value));
    kept
}

fn set_union(call: &Call<'_>) -> Result<Column, EvalError> {
    combined(call, |mut all, other| {
        other.values().iter().for_each(|value| all.insert(value));
        all
    })
}

fn set_intersect(call: &Call<'_>) -> Result<Column, EvalError> {
    combined(call, |set, other| filtered(set, |value| other.contains(value)))
}

fn set_difference(call: &Call<'_>) -> Result<Column, EvalError> {
    combined(call, |set, other| filtered(set, |value| !other.contains(value)))
}

fn shared(a: &Distinct, b: &Distinct) -> usize {
    a.values().iter().filter(|value| b.contains(value)).count()
}

fn set_equals(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<Dyn, Dyn, _>(|a, b| {
        let (a, b) = (distinct(a)?, distinct(b)?);
        Some(a.len() == b.len() && shared(&a, &b) == a.len())
    })
}

fn jaccard_index(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<Dyn, Dyn, _>(|a, b| {
        let (a, b) = (distinct(a)?, distinct(b)?);
        let shared = shared(&a, &b);
        Some(JsonValue::from(shared as f64 / (a.len() + b.len() - shared) as f64))
    })
}
