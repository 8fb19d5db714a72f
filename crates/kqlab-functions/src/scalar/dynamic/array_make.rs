//! Functions that make an array in a dynamic.

use kqlab_columns::{Builder, Column};
use kqlab_plan::{FnDef, ResultName, Type};

use crate::core::{Any, DYNAMIC, Dyn, Read, Ref, SCALAR, array, eg, long, scalar, sig, summable};
use crate::{Call, EvalError, ScalarFn};
use kqlab_syntax::time::TICKS_PER_HOUR;
use serde_json::Value as JsonValue;

use super::items;
use crate::cast::{dynamic, number};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "pack_array",
            overloads: &[sig(&[scalar("value").repeated(1)], DYNAMIC)],
            doc: "Makes an array of its arguments.",
            page: "pack-array-function",
            examples: &[
                eg(r#"pack_array(1, "two", 3.0)"#, r#"dynamic([1, "two", 3.0])"#),
                eg(
                    "pack_array(datetime(2020-01-01), dynamic([1]), long(null))",
                    r#"dynamic(["2020-01-01T00:00:00.0000000Z", [1], null])"#,
                ),
                eg("pack_array(1d)", r#"dynamic(["1.00:00:00"])"#),
            ],
            ..SCALAR
        },
        kernel: Some(pack_array),
    },
    ScalarFn {
        def: FnDef {
            name: "range",
            overloads: &[sig(
                &[summable("start"), summable("stop"), summable("step").optional()],
                DYNAMIC,
            )],
            doc: "Makes an array of equally spaced values, at most 1,048,576; the step is 1, of times an hour.",
            page: "range-function",
            examples: &[
                eg("range(1, 8, 3)", "dynamic([1, 4, 7])"),
                eg("range(1, 3)", "dynamic([1, 2, 3])"),
                eg("range(3, 1)", "dynamic([])"),
                eg("range(1h, 3h)", r#"dynamic(["01:00:00", "02:00:00", "03:00:00"])"#),
                eg(
                    "range(datetime(2007-01-01), datetime(2007-01-02), 1d)",
                    r#"dynamic(["2007-01-01T00:00:00.0000000Z", "2007-01-02T00:00:00.0000000Z"])"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(range),
    },
    ScalarFn {
        def: FnDef {
            name: "repeat",
            overloads: &[sig(&[scalar("value"), long("count")], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("repeat"),
            doc: "Makes an array that holds a value so many times.",
            page: "repeat-function",
            examples: &[
                eg("repeat(1, 3)", "dynamic([1, 1, 1])"),
                eg(r#"repeat("x", 0)"#, "dynamic([])"),
                eg("repeat(1, -1)", "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(repeat),
    },
    ScalarFn {
        def: FnDef {
            name: "array_concat",
            overloads: &[sig(&[array("array").occurs(1, 64)], DYNAMIC)],
            doc: "Joins arrays to one.",
            page: "array-concat-function",
            examples: &[
                eg(r#"array_concat(dynamic([1, 2]), dynamic(["a"]))"#, r#"dynamic([1, 2, "a"])"#),
                eg("array_concat(dynamic([]), dynamic([]))", "dynamic([])"),
            ],
            ..SCALAR
        },
        kernel: Some(array_concat),
    },
    ScalarFn {
        def: FnDef {
            name: "array_iff",
            overloads: &[sig(
                &[array("condition_array"), scalar("when_true"), scalar("when_false")],
                DYNAMIC,
            )],
            doc: "Takes each element from the second or the third argument, as the first has true or false at its place.",
            page: "array-iff-function",
            examples: &[
                eg(
                    "array_iff(dynamic([true, false, true]), dynamic([1, 2, 3]), dynamic([4, 5, 6]))",
                    "dynamic([1, 5, 3])",
                ),
                eg(
                    r#"array_iff(dynamic([1, 0, 50]), "yes", "no")"#,
                    r#"dynamic(["yes", "no", "yes"])"#,
                ),
                eg(r#"array_iff(dynamic(["x", null]), 1, 0)"#, "dynamic([null, null])"),
                eg(
                    "array_iff(dynamic([true, true, true]), dynamic([1, 2]), dynamic([3, 4]))",
                    "dynamic([1, 2, null])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(array_iff),
    },
    ScalarFn {
        def: FnDef {
            name: "array_iif",
            overloads: &[sig(
                &[array("condition_array"), scalar("when_true"), scalar("when_false")],
                DYNAMIC,
            )],
            doc: "Takes each element from the second or the third argument, as the first has true or false at its place.",
            page: "array-iff-function",
            examples: &[
                eg(
                    "array_iif(dynamic([true, false, true]), dynamic([1, 2, 3]), dynamic([4, 5, 6]))",
                    "dynamic([1, 5, 3])",
                ),
                eg(
                    r#"array_iif(dynamic([1, 0, 50]), "yes", "no")"#,
                    r#"dynamic(["yes", "no", "yes"])"#,
                ),
                eg(r#"array_iif(dynamic(["x", null]), 1, 0)"#, "dynamic([null, null])"),
                eg(
                    "array_iif(dynamic([true, true, true]), dynamic([1, 2]), dynamic([3, 4]))",
                    "dynamic([1, 2, null])",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(array_iff),
    },
    ScalarFn {
        def: FnDef {
            name: "zip",
            overloads: &[sig(&[array("array").occurs(2, 64)], DYNAMIC)],
            doc: "Makes an array of arrays, each of the elements at one position; short arrays are filled up with null.",
            page: "zip-function",
            examples: &[
                eg(
                    "zip(dynamic([1, 3, 5]), dynamic([2, 4, 6]))",
                    "dynamic([[1, 2], [3, 4], [5, 6]])",
                ),
                eg(
                    r#"zip(dynamic(["A", 1, 1.5]), dynamic([{}, "B"]))"#,
                    r#"dynamic([["A", {}], [1, "B"], [1.5, null]])"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(zip),
    },
];

/// The most elements that an array is made of.
const MOST: usize = 1 << 20;

fn pack_array(call: &Call<'_>) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Any::open).collect();
    let mut column = Builder::with_capacity(call.returns, call.rows);
    let mut buffer = String::new();
    for row in 0..call.rows {
        buffer.clear();
        buffer.push('[');
        for (position, arg) in args.iter().enumerate() {
            if position > 0 {
                buffer.push(',');
            }
            dynamic::write(Any::get(arg, row).unwrap_or(Ref::Null), &mut buffer);
        }
        buffer.push(']');
        column.push_text(&buffer);
    }
    Ok(column.finish())
}

fn range(call: &Call<'_>) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Any::open).collect();
    let real = call.args.iter().any(|arg| matches!(arg.ty(), Type::Real | Type::Decimal));
    call.rows(|row| {
        let value = |position: usize| args.get(position).and_then(|arg| Any::get(arg, row));
        let (Some(start), Some(stop)) = (value(0), value(1)) else { return Ok(None) };
        Ok(if real { reals(start, stop, value(2)) } else { longs(start, stop, value(2)) })
    })
}

fn longs(start: Ref<'_>, stop: Ref<'_>, step: Option<Ref<'_>>) -> Option<JsonValue> {
    let (from, to) = (number::long(start)?, number::long(stop)?);
    let step = match (step, start) {
        (Some(step), _) => number::long(step)?,
        (None, Ref::Datetime(_) | Ref::Timespan(_)) => TICKS_PER_HOUR,
        (None, _) => 1,
    };
    let values = std::iter::successors(Some(from), |value| value.checked_add(step));
    let values = values.take_while(|value| if step < 0 { *value >= to } else { *value <= to });
    let element = |value| match start {
        Ref::Datetime(_) => dynamic::json(Ref::Datetime(value)),
        Ref::Timespan(_) => dynamic::json(Ref::Timespan(value)),
        _ => JsonValue::from(value),
    };
    (step != 0).then(|| JsonValue::Array(values.take(MOST).map(element).collect()))
}

fn reals(start: Ref<'_>, stop: Ref<'_>, step: Option<Ref<'_>>) -> Option<JsonValue> {
    let (from, to) = (number::real(start)?, number::real(stop)?);
    let step = step.map_or(Some(1.0), number::real)?;
    let values = (0..MOST).map(|position| from + position as f64 * step);
    let values = values.take_while(|value| if step < 0.0 { *value >= to } else { *value <= to });
    let element = |value| dynamic::json(Ref::Real(value));
    (step != 0.0).then(|| JsonValue::Array(values.map(element).collect()))
}

fn repeat(call: &Call<'_>) -> Result<Column, EvalError> {
    let (values, counts) = (Any::open(&call.args[0]), Any::open(&call.args[1]));
    call.rows(|row| {
        let count = Any::get(&counts, row).and_then(number::long);
        let Some(count) = count.and_then(|count| usize::try_from(count).ok()) else {
            return Ok(None);
        };
        if count > MOST {
            let message = format!("an array of {count} elements is asked for, {MOST} is the most");
            return Err(EvalError::limit(message));
        }
        let value = dynamic::json(Any::get(&values, row).unwrap_or(Ref::Null));
        Ok(Some(JsonValue::Array(vec![value; count])))
    })
}

/// Null where an argument is no array.
fn array_concat(call: &Call<'_>) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Dyn::open).collect();
    call.rows(|row| {
        let mut all = Vec::new();
        for arg in &args {
            match Dyn::get(arg, row).and_then(items) {
                Some(items) => all.extend(items),
                None => return Ok(None),
            }
        }
        Ok(Some(JsonValue::Array(all)))
    })
}

fn array_iff(call: &Call<'_>) -> Result<Column, EvalError> {
    let conditions = Dyn::open(&call.args[0]);
    let branches = [1, 2].map(|position| Any::open(&call.args[position]));
    call.rows(|row| {
        let Some(conditions) = Dyn::get(&conditions, row).and_then(items) else { return Ok(None) };
        let [yes, no] = [0, 1]
            .map(|at: usize| dynamic::json(Any::get(&branches[at], row).unwrap_or(Ref::Null)));
        let at = |branch: &JsonValue, position: usize| match branch {
            JsonValue::Array(items) => items.get(position).cloned().unwrap_or(JsonValue::Null),
            value => value.clone(),
        };
        let choose = |(position, condition): (usize, &JsonValue)| match condition {
            JsonValue::Bool(true) => at(&yes, position),
            JsonValue::Bool(false) => at(&no, position),
            JsonValue::Number(number) if number.as_f64() == Some(0.0) => at(&no, position),
            JsonValue::Number(_) => at(&yes, position),
            _ => JsonValue::Null,
        };
        Ok(Some(JsonValue::Array(conditions.iter().enumerate().map(choose).collect())))
    })
}

fn zip(call: &Call<'_>) -> Result<Column, EvalError> {
    let args: Vec<_> = call.args.iter().map(Dyn::open).collect();
    call.rows(|row| {
        let arrays: Option<Vec<_>> =
            args.iter().map(|arg| Dyn::get(arg, row).and_then(items)).collect();
        Ok(arrays.map(|arrays| {
            let longest = arrays.iter().map(Vec::len).max().unwrap_or(0);
            let at = |position: usize| {
                let element = |items: &Vec<JsonValue>| items.get(position).cloned();
                arrays.iter().map(|items| element(items).unwrap_or(JsonValue::Null)).collect()
            };
            JsonValue::Array((0..longest).map(at).collect())
        }))
    })
}
