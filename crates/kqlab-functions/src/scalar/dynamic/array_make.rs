//! Functions that make an array in a dynamic.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, array, long, scalar, sig, summable};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "pack_array",
            overloads: &[sig(&[scalar("value").repeated(1)], DYNAMIC)],
            doc: "Packs all input values into a dynamic array.",
            page: "pack-array-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "range",
            overloads: &[sig(
                &[summable("start"), summable("stop"), summable("step").optional()],
                DYNAMIC,
            )],
            doc: "Generates a dynamic array holding a series of equally spaced values.",
            page: "range-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "repeat",
            overloads: &[sig(&[scalar("value"), long("count")], DYNAMIC)],
            result_name: ResultName::PrefixAndFirstArgument("repeat"),
            doc: "Generates a dynamic array containing a series comprised of repeated numbers.",
            page: "repeat-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_concat",
            overloads: &[sig(&[array("array").occurs(1, 64)], DYNAMIC)],
            doc: "Concatenates many dynamic arrays to a single array.",
            page: "array-concat-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_iff",
            overloads: &[sig(
                &[array("condition_array"), scalar("when_true"), scalar("when_false")],
                DYNAMIC,
            )],
            doc: "Scans and evaluate elements in an array.",
            page: "array-iff-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "array_iif",
            overloads: &[sig(
                &[array("condition_array"), scalar("when_true"), scalar("when_false")],
                DYNAMIC,
            )],
            doc: "Scans and evaluate elements in an array.",
            page: "array-iff-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "zip",
            overloads: &[sig(&[array("array").occurs(2, 64)], DYNAMIC)],
            doc: "Makes an array of arrays, each of the elements at one position.",
            page: "zip-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
