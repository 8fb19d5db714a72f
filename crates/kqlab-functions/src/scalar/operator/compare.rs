//! Comparison and range operators.

use kqlab_plan::{FnDef, Param, ParamType};

use crate::ScalarFn;
use crate::core::{
    BOOL, NOT_YET, SCALAR, boolean, datetime, dynamic, number, scalar, sig, summable, timespan,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "==",
            overloads: &[sig(&[scalar("left"), scalar("right")], BOOL)],
            doc: "Equal; texts with regard to case.",
            page: "equals-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!=",
            overloads: &[sig(&[scalar("left"), scalar("right")], BOOL)],
            doc: "Not equal; texts with regard to case.",
            page: "not-equals-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "<",
            overloads: &[
                sig(&[boolean("left"), Param::one("right", ParamType::NumberOrBool)], BOOL),
                sig(&[number("left"), Param::one("right", ParamType::NumberOrBool)], BOOL),
                sig(&[timespan("left"), timespan("right")], BOOL),
                sig(&[datetime("left"), datetime("right")], BOOL),
                sig(&[dynamic("left"), dynamic("right")], BOOL),
                sig(&[dynamic("left"), number("right")], BOOL),
                sig(&[number("left"), dynamic("right")], BOOL),
            ],
            doc: "Less than.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "<=",
            overloads: &[
                sig(&[boolean("left"), Param::one("right", ParamType::NumberOrBool)], BOOL),
                sig(&[number("left"), Param::one("right", ParamType::NumberOrBool)], BOOL),
                sig(&[timespan("left"), timespan("right")], BOOL),
                sig(&[datetime("left"), datetime("right")], BOOL),
                sig(&[dynamic("left"), dynamic("right")], BOOL),
                sig(&[dynamic("left"), number("right")], BOOL),
                sig(&[number("left"), dynamic("right")], BOOL),
            ],
            doc: "Less than or equal.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: ">",
            overloads: &[
                sig(&[boolean("left"), Param::one("right", ParamType::NumberOrBool)], BOOL),
                sig(&[number("left"), Param::one("right", ParamType::NumberOrBool)], BOOL),
                sig(&[timespan("left"), timespan("right")], BOOL),
                sig(&[datetime("left"), datetime("right")], BOOL),
                sig(&[dynamic("left"), dynamic("right")], BOOL),
                sig(&[dynamic("left"), number("right")], BOOL),
                sig(&[number("left"), dynamic("right")], BOOL),
            ],
            doc: "Greater than.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: ">=",
            overloads: &[
                sig(&[boolean("left"), Param::one("right", ParamType::NumberOrBool)], BOOL),
                sig(&[number("left"), Param::one("right", ParamType::NumberOrBool)], BOOL),
                sig(&[timespan("left"), timespan("right")], BOOL),
                sig(&[datetime("left"), datetime("right")], BOOL),
                sig(&[dynamic("left"), dynamic("right")], BOOL),
                sig(&[dynamic("left"), number("right")], BOOL),
                sig(&[number("left"), dynamic("right")], BOOL),
            ],
            doc: "Greater than or equal.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "between",
            overloads: &[
                sig(&[number("value"), number("start"), number("end")], BOOL),
                sig(
                    &[
                        summable("value"),
                        Param::one("start", ParamType::SameAs(0)),
                        Param::one("end", ParamType::SameAs(0)),
                    ],
                    BOOL,
                ),
                sig(&[datetime("value"), datetime("start"), timespan("end")], BOOL),
                sig(
                    &[number("value"), dynamic("start"), Param::one("end", ParamType::SameAs(1))],
                    BOOL,
                ),
                sig(
                    &[dynamic("value"), number("start"), Param::one("end", ParamType::SameAs(1))],
                    BOOL,
                ),
            ],
            doc: "Within two bounds, both inclusive.",
            page: "between-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!between",
            overloads: &[
                sig(&[number("value"), number("start"), number("end")], BOOL),
                sig(
                    &[
                        summable("value"),
                        Param::one("start", ParamType::SameAs(0)),
                        Param::one("end", ParamType::SameAs(0)),
                    ],
                    BOOL,
                ),
                sig(&[datetime("value"), datetime("start"), timespan("end")], BOOL),
                sig(
                    &[number("value"), dynamic("start"), Param::one("end", ParamType::SameAs(1))],
                    BOOL,
                ),
                sig(
                    &[dynamic("value"), number("start"), Param::one("end", ParamType::SameAs(1))],
                    BOOL,
                ),
            ],
            doc: "Outside two bounds.",
            page: "not-between-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
