//! Rounding down to multiples.

use kqlab_plan::{FnDef, ResultName, Returns};

use crate::ScalarFn;
use crate::core::{DATETIME, NOT_YET, SCALAR, TIMESPAN, datetime, number, sig, summable, timespan};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "bin",
            overloads: &[
                sig(&[number("value"), number("roundTo")], Returns::Widest),
                sig(&[timespan("value"), timespan("roundTo")], TIMESPAN),
                sig(&[datetime("value"), datetime("roundTo")], DATETIME),
                sig(&[datetime("value"), timespan("roundTo")], DATETIME),
            ],
            result_name: ResultName::FirstArgument,
            doc: "Rounds values down to an integer multiple of a given bin size.",
            page: "bin-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "floor",
            overloads: &[
                sig(&[number("value"), number("roundTo")], Returns::Widest),
                sig(&[timespan("value"), timespan("roundTo")], TIMESPAN),
                sig(&[datetime("value"), datetime("roundTo")], DATETIME),
                sig(&[datetime("value"), timespan("roundTo")], DATETIME),
            ],
            result_name: ResultName::FirstArgument,
            doc: "Rounds values down to an integer multiple of a given bin size.",
            page: "bin-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "bin_at",
            overloads: &[
                sig(&[number("value"), number("bin_size"), number("fixed_point")], Returns::Widest),
                sig(&[timespan("value"), number("bin_size"), timespan("fixed_point")], TIMESPAN),
                sig(&[timespan("value"), timespan("bin_size"), timespan("fixed_point")], TIMESPAN),
                sig(&[datetime("value"), summable("bin_size"), datetime("fixed_point")], DATETIME),
            ],
            result_name: ResultName::FirstArgument,
            doc: "Rounds values down to a fixed-size bin.",
            page: "bin-at-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "bin_auto",
            overloads: &[sig(&[summable("value")], Returns::Promoted)],
            result_name: ResultName::FirstArgument,
            doc: "Rounds values down to a fixed-size bin.",
            page: "bin-auto-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
