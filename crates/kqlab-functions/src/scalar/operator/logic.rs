//! Logical operators: three-valued.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Type};

use crate::cast::cast;
use crate::core::{BOOL, Bool, Read, SCALAR, boolean, dynamic, eg, sig};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "and",
            overloads: &[
                sig(&[boolean("left"), boolean("right")], BOOL),
                sig(&[dynamic("left"), boolean("right")], BOOL),
                sig(&[boolean("left"), dynamic("right")], BOOL),
                sig(&[dynamic("left"), dynamic("right")], BOOL),
            ],
            doc: "True if both are true; false if one is false.",
            page: "logical-operators",
            examples: &[
                eg("true and false", "false"),
                eg("true and true", "true"),
                eg("bool(null) and false", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(and),
    },
    ScalarFn {
        def: FnDef {
            name: "or",
            overloads: &[
                sig(&[boolean("left"), boolean("right")], BOOL),
                sig(&[dynamic("left"), boolean("right")], BOOL),
                sig(&[boolean("left"), dynamic("right")], BOOL),
                sig(&[dynamic("left"), dynamic("right")], BOOL),
            ],
            doc: "True if one is true; false if both are false.",
            page: "logical-operators",
            examples: &[
                eg("true or false", "true"),
                eg("false or false", "false"),
                eg("bool(null) or true", "true"),
            ],
            ..SCALAR
        },
        kernel: Some(or),
    },
];

/// Null unless one side decides. A dynamic is taken as a bool.
fn and(call: &Call<'_>) -> Result<Column, EvalError> {
    joined(call, false)
}

fn or(call: &Call<'_>) -> Result<Column, EvalError> {
    joined(call, true)
}

fn joined(call: &Call<'_>, decides: bool) -> Result<Column, EvalError> {
    let sides = [0, 1].map(|position| cast(&call.args[position], Type::Bool));
    let [left, right] = [0, 1].map(|position| Bool::open(&sides[position]));
    call.rows(|row| {
        Ok(match (Bool::get(&left, row), Bool::get(&right, row)) {
            (Some(value), _) | (_, Some(value)) if value == decides => Some(decides),
            (Some(_), Some(_)) => Some(!decides),
            _ => None,
        })
    })
}
