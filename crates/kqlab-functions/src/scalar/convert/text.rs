//! Conversions to text, and the names of types.

use kqlab_columns::Column;
use kqlab_plan::{FnDef, ResultName, Type};

use super::converted;
use crate::core::{
    Any, Dyn, Dynamic, Inner, Long, Read, Ref, SCALAR, STRING, eg, integer, scalar, sig,
};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "tostring",
            overloads: &[sig(&[scalar("value")], STRING)],
            result_name: ResultName::FirstArgument,
            doc: "Converts a value to a string; null gives the empty string.",
            page: "tostring-function",
            examples: &[
                eg("tostring(123)", r#""123""#),
                eg("tostring(true)", r#""True""#),
                eg(r#"tostring(dynamic("x"))"#, r#""x""#),
                eg(r#"tostring(dynamic({"a": [1, 2]}))"#, r#"'{"a":[1,2]}'"#),
                eg("tostring(1d)", r#""1.00:00:00""#),
                eg("tostring(long(null))", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(converted),
    },
    ScalarFn {
        def: FnDef {
            name: "tohex",
            overloads: &[sig(&[integer("value"), integer("minLength").optional()], STRING)],
            result_name: ResultName::FirstArgument,
            doc: "Writes an integer in hexadecimal digits, a negative one in two's complement.",
            page: "tohex-function",
            examples: &[
                eg("tohex(256)", r#""100""#),
                eg("tohex(-256)", r#""ffffffffffffff00""#),
                eg("tohex(toint(-256), 8)", r#""ffffff00""#),
                eg("tohex(256, 8)", r#""00000100""#),
                eg("tohex(256, 2)", r#""100""#),
            ],
            ..SCALAR
        },
        kernel: Some(tohex),
    },
    ScalarFn {
        def: FnDef {
            name: "gettype",
            overloads: &[sig(&[scalar("value")], STRING)],
            result_name: ResultName::PrefixAndFirstArgument("type"),
            doc: "Names the type of a value; of a dynamic, the type of what it holds.",
            page: "gettype-function",
            examples: &[
                eg(r#"gettype("a")"#, r#""string""#),
                eg("gettype(111)", r#""long""#),
                eg("gettype(1s)", r#""timespan""#),
                eg("gettype(int(null))", r#""int""#),
                eg(r#"gettype(dynamic({"abc": 1}))"#, r#""dictionary""#),
                eg("gettype(dynamic([1, 2]))", r#""array""#),
                eg("gettype(dynamic(1.5))", r#""double""#),
                eg("gettype(dynamic(null))", r#""null""#),
            ],
            ..SCALAR
        },
        kernel: Some(gettype),
    },
];

/// At least so many digits, at most 16; an int has 32 bits.
fn tohex(call: &Call<'_>) -> Result<Column, EvalError> {
    let values = Any::open(&call.args[0]);
    let lengths = call.args.get(1).map(Long::open);
    call.rows(|row| {
        let least = lengths.as_ref().and_then(|lengths| Long::get(lengths, row)).unwrap_or(0);
        let least = usize::try_from(least.clamp(0, 16)).unwrap_or(0);
        Ok(match Any::get(&values, row) {
            Some(Ref::Int(value)) => Some(format!("{value:0least$x}")),
            Some(Ref::Long(value)) => Some(format!("{value:0least$x}")),
            _ => None,
        })
    })
}

fn gettype(call: &Call<'_>) -> Result<Column, EvalError> {
    let ty = call.args[0].ty();
    if ty != Type::Dynamic {
        return call.rows(|_| Ok(ty.name()));
    }
    let values = Dyn::open(&call.args[0]);
    call.rows(|row| {
        Ok(match Dyn::get(&values, row).map(Dynamic::inner) {
            None | Some(Inner::Null) => "null",
            Some(Inner::Bool(_)) => "bool",
            Some(Inner::Long(_)) => "long",
            Some(Inner::Real(_)) => "double",
            Some(Inner::String(_)) => "string",
            Some(Inner::Array) => "array",
            Some(Inner::Bag) => "dictionary",
        })
    })
}
