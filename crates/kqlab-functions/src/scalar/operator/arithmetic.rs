//! Arithmetic operators.

use kqlab_plan::{FnDef, Param, ParamType, Returns, Type};

use crate::ScalarFn;
use crate::core::{
    DATETIME, DYNAMIC, LONG, NOT_YET, REAL, SCALAR, TIMESPAN, datetime, dynamic, int, number, sig,
    summable, timespan,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "negate",
            overloads: &[
                sig(&[summable("operand")], Returns::Promoted),
                sig(&[dynamic("operand")], DYNAMIC),
            ],
            doc: "The number with the other sign.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "plus",
            overloads: &[
                sig(&[summable("operand")], Returns::Promoted),
                sig(&[dynamic("operand")], DYNAMIC),
            ],
            doc: "The number itself.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "+",
            overloads: &[
                sig(&[number("left"), number("right")], Returns::Widest),
                sig(&[timespan("left"), timespan("right")], TIMESPAN),
                sig(
                    &[
                        Param::one("left", ParamType::OneOf(&[Type::Datetime, Type::Timespan])),
                        Param::one("right", ParamType::OneOf(&[Type::Datetime, Type::Timespan])),
                    ],
                    DATETIME,
                ),
                sig(&[dynamic("left"), dynamic("right")], DYNAMIC),
                sig(&[dynamic("left"), int("right")], LONG),
                sig(&[int("left"), dynamic("right")], LONG),
                sig(
                    &[
                        dynamic("left"),
                        Param::one(
                            "right",
                            ParamType::OneOf(&[
                                Type::Int,
                                Type::Long,
                                Type::Real,
                                Type::Decimal,
                                Type::Timespan,
                                Type::Datetime,
                            ]),
                        ),
                    ],
                    Returns::SameAs(1),
                ),
                sig(
                    &[
                        Param::one(
                            "left",
                            ParamType::OneOf(&[
                                Type::Int,
                                Type::Long,
                                Type::Real,
                                Type::Decimal,
                                Type::Timespan,
                                Type::Datetime,
                            ]),
                        ),
                        dynamic("right"),
                    ],
                    Returns::SameAs(0),
                ),
            ],
            doc: "The sum.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "-",
            overloads: &[
                sig(&[number("left"), number("right")], Returns::Widest),
                sig(&[timespan("left"), timespan("right")], TIMESPAN),
                sig(&[datetime("left"), datetime("right")], TIMESPAN),
                sig(&[datetime("left"), dynamic("right")], TIMESPAN),
                sig(&[dynamic("left"), datetime("right")], TIMESPAN),
                sig(&[datetime("left"), timespan("right")], DATETIME),
                sig(&[timespan("left"), datetime("right")], DATETIME),
                sig(&[dynamic("left"), dynamic("right")], DYNAMIC),
                sig(&[dynamic("left"), int("right")], LONG),
                sig(&[int("left"), dynamic("right")], LONG),
                sig(
                    &[
                        dynamic("left"),
                        Param::one(
                            "right",
                            ParamType::OneOf(&[
                                Type::Int,
                                Type::Long,
                                Type::Real,
                                Type::Decimal,
                                Type::Timespan,
                                Type::Datetime,
                            ]),
                        ),
                    ],
                    Returns::SameAs(1),
                ),
                sig(
                    &[
                        Param::one(
                            "left",
                            ParamType::OneOf(&[
                                Type::Int,
                                Type::Long,
                                Type::Real,
                                Type::Decimal,
                                Type::Timespan,
                                Type::Datetime,
                            ]),
                        ),
                        dynamic("right"),
                    ],
                    Returns::SameAs(0),
                ),
            ],
            doc: "The difference.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "*",
            overloads: &[
                sig(&[number("left"), number("right")], Returns::Widest),
                sig(&[timespan("left"), timespan("right")], TIMESPAN),
                sig(&[timespan("left"), number("right")], TIMESPAN),
                sig(&[number("left"), timespan("right")], TIMESPAN),
                sig(&[datetime("left"), number("right")], DATETIME),
                sig(&[number("left"), datetime("right")], DATETIME),
                sig(&[dynamic("left"), dynamic("right")], DYNAMIC),
                sig(&[dynamic("left"), int("right")], LONG),
                sig(&[int("left"), dynamic("right")], LONG),
                sig(&[dynamic("left"), number("right")], Returns::SameAs(1)),
                sig(&[number("left"), dynamic("right")], Returns::SameAs(0)),
            ],
            doc: "The product.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "/",
            overloads: &[
                sig(&[number("left"), number("right")], Returns::Widest),
                sig(&[timespan("left"), timespan("right")], REAL),
                sig(&[timespan("left"), number("right")], TIMESPAN),
                sig(&[datetime("left"), datetime("right")], REAL),
                sig(&[datetime("left"), timespan("right")], REAL),
                sig(&[datetime("left"), number("right")], DATETIME),
                sig(&[dynamic("left"), dynamic("right")], DYNAMIC),
                sig(&[dynamic("left"), int("right")], LONG),
                sig(&[int("left"), dynamic("right")], LONG),
                sig(&[dynamic("left"), number("right")], Returns::SameAs(1)),
                sig(&[number("left"), dynamic("right")], Returns::SameAs(0)),
            ],
            doc: "The quotient; of integers, cut off to an integer.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "%",
            overloads: &[
                sig(&[number("left"), number("right")], Returns::Widest),
                sig(&[timespan("left"), timespan("right")], TIMESPAN),
                sig(&[timespan("left"), number("right")], TIMESPAN),
                sig(&[datetime("left"), datetime("right")], TIMESPAN),
                sig(&[datetime("left"), timespan("right")], TIMESPAN),
                sig(&[datetime("left"), number("right")], DATETIME),
                sig(&[dynamic("left"), dynamic("right")], DYNAMIC),
                sig(&[dynamic("left"), int("right")], LONG),
                sig(&[int("left"), dynamic("right")], LONG),
                sig(&[dynamic("left"), number("right")], Returns::SameAs(1)),
                sig(&[number("left"), dynamic("right")], Returns::SameAs(0)),
            ],
            doc: "The remainder; never negative.",
            page: "numerical-operators",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
