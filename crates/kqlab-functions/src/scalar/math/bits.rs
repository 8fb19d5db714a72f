//! Bitwise functions.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{LONG, NOT_YET, SCALAR, integer, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "binary_and",
            overloads: &[sig(&[integer("value1"), integer("value2")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Compares bits in corresponding operands.",
            page: "binary-and-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "binary_or",
            overloads: &[sig(&[integer("value1"), integer("value2")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Performs a bitwise OR operation of the two values.",
            page: "binary-or-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "binary_xor",
            overloads: &[sig(&[integer("value1"), integer("value2")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Performs the bitwise xor operation on a pair of values.",
            page: "binary-xor-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "binary_not",
            overloads: &[sig(&[integer("value")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Returns a bitwise negation of the input value.",
            page: "binary-not-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "binary_shift_right",
            overloads: &[sig(&[integer("value"), integer("shift")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Performs a binary shift right operation on a pair of numbers.",
            page: "binary-shift-right-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "binary_shift_left",
            overloads: &[sig(&[integer("value"), integer("shift")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Performs a binary shift left operation on a pair of numbers.",
            page: "binary-shift-left-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "bitset_count_ones",
            overloads: &[sig(&[integer("value")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the number of set bits in the binary representation of a number.",
            page: "bitset-count-ones-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
