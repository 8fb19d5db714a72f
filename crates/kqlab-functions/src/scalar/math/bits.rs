//! Bitwise functions.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{LONG, Long, SCALAR, eg, integer_or_bool, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "binary_and",
            overloads: &[sig(&[integer_or_bool("value1"), integer_or_bool("value2")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Compares bits in corresponding operands.",
            page: "binary-and-function",
            examples: &[eg("binary_and(6, 3)", "2"), eg("binary_and(true, 1)", "1")],
            ..SCALAR
        },
        kernel: Some(|call| call.map2::<Long, Long, _>(|a, b| a & b)),
    },
    ScalarFn {
        def: FnDef {
            name: "binary_or",
            overloads: &[sig(&[integer_or_bool("value1"), integer_or_bool("value2")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Performs a bitwise OR operation of the two values.",
            page: "binary-or-function",
            examples: &[eg("binary_or(5, 3)", "7"), eg("binary_or(int(4), int(1))", "5")],
            ..SCALAR
        },
        kernel: Some(|call| call.map2::<Long, Long, _>(|a, b| a | b)),
    },
    ScalarFn {
        def: FnDef {
            name: "binary_xor",
            overloads: &[sig(&[integer_or_bool("value1"), integer_or_bool("value2")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Performs the bitwise xor operation on a pair of values.",
            page: "binary-xor-function",
            examples: &[eg("binary_xor(1,1)", "0"), eg("binary_xor(1,2)", "3")],
            ..SCALAR
        },
        kernel: Some(|call| call.map2::<Long, Long, _>(|a, b| a ^ b)),
    },
    ScalarFn {
        def: FnDef {
            name: "binary_not",
            overloads: &[sig(&[integer_or_bool("value")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Returns a bitwise negation of the input value.",
            page: "binary-not-function",
            examples: &[eg("binary_not(100)", "-101"), eg("binary_not(long(null))", "long(null)")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Long, _>(|value| !value)),
    },
    ScalarFn {
        def: FnDef {
            name: "binary_shift_right",
            overloads: &[sig(&[integer_or_bool("value"), integer_or_bool("shift")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Performs a binary shift right operation on a pair of numbers.",
            page: "binary-shift-right-function",
            examples: &[eg("binary_shift_right(1,2)", "0"), eg("binary_shift_right(-8,65)", "-4")],
            ..SCALAR
        },
        kernel: Some(|call| {
            call.map2::<Long, Long, _>(|value, shift| (shift >= 0).then(|| value >> (shift % 64)))
        }),
    },
    ScalarFn {
        def: FnDef {
            name: "binary_shift_left",
            overloads: &[sig(&[integer_or_bool("value"), integer_or_bool("shift")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Performs a binary shift left operation on a pair of numbers.",
            page: "binary-shift-left-function",
            examples: &[
                eg("binary_shift_left(1,2)", "4"),
                eg("binary_shift_left(int(5), 40)", "5497558138880"),
                eg("binary_shift_left(1,-2)", "long(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| {
            call.map2::<Long, Long, _>(|value, shift| (shift >= 0).then(|| value << (shift % 64)))
        }),
    },
    ScalarFn {
        def: FnDef {
            name: "bitset_count_ones",
            overloads: &[sig(&[integer_or_bool("value")], LONG)],
            result_name: ResultName::FirstArgument,
            doc: "Returns the number of set bits in the binary representation of a number.",
            page: "bitset-count-ones-function",
            examples: &[eg("bitset_count_ones(42)", "3"), eg("bitset_count_ones(0)", "0")],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Long, _>(|value| i64::from(value.count_ones()))),
    },
];
