//! Comparison and range operators.

use std::cmp::Ordering;

use kqlab_plan::{FnDef, Param, ParamType};

use super::compare_kernels::{between, equal, ordered};
use crate::ScalarFn;
use crate::core::{
    BOOL, SCALAR, boolean, datetime, dynamic, eg, number, scalar, sig, summable, timespan,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "==",
            overloads: &[sig(&[scalar("left"), scalar("right")], BOOL)],
            doc: "Equal; texts with regard to case.",
            page: "equals-cs-operator",
            examples: &[
                eg(r#""a" == "a""#, "true"),
                eg(r#""a" == "A""#, "false"),
                eg("1 == 1.0", "true"),
                eg(r#"datetime(2020-01-01) == "2020-01-01""#, "true"),
                eg("long(null) == 1", "false"),
                eg("long(null) == long(null)", "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| equal(call, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "!=",
            overloads: &[sig(&[scalar("left"), scalar("right")], BOOL)],
            doc: "Not equal; texts with regard to case.",
            page: "not-equals-cs-operator",
            examples: &[
                eg(r#""a" != "A""#, "true"),
                eg("2 != 2", "false"),
                eg("long(null) != 1", "true"),
                eg("long(null) != long(null)", "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| equal(call, true)),
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
            examples: &[
                eg("1 < 2", "true"),
                eg("2 < 1.5", "false"),
                eg("long(null) < 1", "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| ordered(call, Ordering::is_lt)),
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
            examples: &[eg("2 <= 2", "true"), eg("1d <= 23h", "false")],
            ..SCALAR
        },
        kernel: Some(|call| ordered(call, Ordering::is_le)),
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
            examples: &[
                eg("datetime(2020-01-02) > datetime(2020-01-01)", "true"),
                eg("1 > long(null)", "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| ordered(call, Ordering::is_gt)),
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
            examples: &[eg("2 >= 2", "true"), eg("1 >= 2", "false")],
            ..SCALAR
        },
        kernel: Some(|call| ordered(call, Ordering::is_ge)),
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
            examples: &[
                eg("10 between (2 .. 10)", "true"),
                eg("11 between (2 .. 10)", "false"),
                eg("long(null) between (2 .. 10)", "bool(null)"),
                eg("datetime(2020-01-04) between (datetime(2020-01-01) .. 3d)", "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| between(call, false)),
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
            examples: &[eg("11 !between (2 .. 10)", "true"), eg("2 !between (2 .. 10)", "false")],
            ..SCALAR
        },
        kernel: Some(|call| between(call, true)),
    },
];
