//! Functions that test for null, and boolean negation.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, Param, ParamType, Type};

use crate::cast::{cast, number};
use crate::core::{
    Any, BOOL, Bool, Inner, Read, Ref, SCALAR, Str, boolean, eg, scalar, sig, string,
};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "not",
            overloads: &[
                sig(&[boolean("expression")], BOOL),
                sig(&[Param::one("expression", ParamType::Number)], BOOL),
            ],
            doc: "Negates a bool.",
            page: "not-function",
            examples: &[
                eg("not(true)", "false"),
                eg("not(2 < 1)", "true"),
                eg("not(bool(null))", "bool(null)"),
                eg("not(1)", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Any, _>(|value| number::bool(value).map(|value| !value))),
    },
    ScalarFn {
        def: FnDef {
            name: "isnull",
            overloads: &[sig(&[scalar("expression")], BOOL)],
            doc: "Tells whether a value is null; a text never is.",
            page: "isnull-function",
            examples: &[
                eg(r#"isnull("")"#, "false"),
                eg(r#"isnull(parse_json(""))"#, "true"),
                eg(r#"isnull(parse_json("[]"))"#, "false"),
                eg("isnull(long(null))", "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| is_null(call, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "isnotnull",
            overloads: &[sig(&[scalar("expression")], BOOL)],
            doc: "Tells whether a value is not null; a text never is.",
            page: "isnotnull-function",
            examples: &[eg(r#"isnotnull("")"#, "true"), eg("isnotnull(long(null))", "false")],
            ..SCALAR
        },
        kernel: Some(|call| is_null(call, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "notnull",
            overloads: &[sig(&[scalar("expression")], BOOL)],
            doc: "Tells whether a value is not null; a text never is.",
            page: "isnotnull-function",
            replaced_by: Some("isnotnull"),
            examples: &[eg(r#"notnull("")"#, "true"), eg("notnull(long(null))", "false")],
            ..SCALAR
        },
        kernel: Some(|call| is_null(call, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "assert",
            overloads: &[sig(&[boolean("predicate"), string("message")], BOOL)],
            doc: "Returns true if the condition is true, else ends the query with the message.",
            page: "assert-function",
            examples: &[eg(r#"assert(1 > 0, "positive")"#, "true")],
            ..SCALAR
        },
        kernel: Some(assert),
    },
    ScalarFn {
        def: FnDef {
            name: "around",
            overloads: &[sig(&[scalar("value"), scalar("center"), scalar("delta")], BOOL)],
            doc: "Tells whether a value is no farther from a center than `delta`.",
            page: "around-function",
            examples: &[
                eg("around(11, 10, 1)", "true"),
                eg("around(12, 10, 1)", "false"),
                eg("around(datetime(2021-01-01 01:31), datetime(2021-01-01 01:30), 1min)", "true"),
                eg("around(1, long(null), 1)", "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(around),
    },
];

fn is_null(call: &Call<'_>, wanted: bool) -> Result<Column, EvalError> {
    call.map1::<Any, _>(|value| {
        let null = match value {
            Ref::Null => true,
            Ref::Dynamic(value) => value.inner() == Inner::Null,
            _ => false,
        };
        null == wanted
    })
}

fn assert(call: &Call<'_>) -> Result<Column, EvalError> {
    let condition = cast(&call.args[0], Type::Bool);
    let (condition, messages) = (Bool::open(&condition), Str::open(&call.args[1]));
    call.rows(|row| {
        if Bool::get(&condition, row) == Some(true) {
            return Ok(true);
        }
        let message = Str::get(&messages, row).unwrap_or_default();
        Err(EvalError::argument(format!("assert() has failed with message: '{message}'")))
    })
}

/// Numbers are taken as reals if one is; times in ticks.
fn around(call: &Call<'_>) -> Result<Column, EvalError> {
    let args = [0, 1, 2].map(|position| Any::open(&call.args[position]));
    let real = call.args.iter().any(|arg| arg.ty() == Type::Real);
    call.rows(|row| {
        let value = |position: usize| Any::get(&args[position], row).unwrap_or(Ref::Null);
        if real {
            let at = |position| number::real(value(position));
            let cells = at(0).zip(at(1)).zip(at(2));
            return Ok(cells.map(|((value, center), delta)| (value - center).abs() <= delta));
        }
        let at = |position| number::long(value(position)).map(i128::from);
        let cells = at(0).zip(at(1)).zip(at(2));
        Ok(cells.map(|((value, center), delta)| (value - center).abs() <= delta))
    })
}
