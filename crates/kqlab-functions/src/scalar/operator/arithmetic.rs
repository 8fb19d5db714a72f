//! Arithmetic operators.

use kqlab_plan::{FnDef, Param, ParamType, Returns, Type};

use crate::ScalarFn;
use crate::core::{
    DATETIME, DYNAMIC, LONG, REAL, SCALAR, TIMESPAN, datetime, dynamic, eg, int, number, sig,
    summable, timespan,
};

use super::arithmetic_kernels::{Op, arithmetic, negate, plus};

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
            examples: &[eg("-(2 + 3)", "-5"), eg("-(1d)", "-1d")],
            ..SCALAR
        },
        kernel: Some(negate),
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
            examples: &[eg("+(2 + 3)", "5")],
            ..SCALAR
        },
        kernel: Some(plus),
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
            examples: &[
                eg("int(2147483647) + int(1)", "2147483648"),
                eg("1 + 0.5", "1.5"),
                eg("datetime(2020-01-01) + 1d", "datetime(2020-01-02)"),
                eg("decimal(0.1) + decimal(0.2)", "decimal(0.3)"),
                eg("long(null) + 1", "long(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| arithmetic(call, Op::Add)),
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
            examples: &[
                eg("int(7) - int(9)", "-2"),
                eg("datetime(2020-01-02) - datetime(2020-01-01)", "1d"),
                eg("datetime(2020-01-01) - 1h", "datetime(2019-12-31 23:00)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| arithmetic(call, Op::Subtract)),
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
            examples: &[eg("2 * 3", "6"), eg("1.5 * 1h", "90m"), eg("1s * 5", "5s")],
            ..SCALAR
        },
        kernel: Some(|call| arithmetic(call, Op::Multiply)),
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
            examples: &[
                eg("7 / 2", "3"),
                eg("-7 / 2", "-3"),
                eg("1 / 2.0", "0.5"),
                eg("1 / 0", "long(null)"),
                eg("1.0 / 0", "real(+inf)"),
                eg("1d / 5h", "4.8"),
                eg("decimal(7) / decimal(2)", "decimal(3.5)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| arithmetic(call, Op::Divide)),
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
            examples: &[
                eg("14 % 12", "2"),
                eg("-14 % 12", "10"),
                eg("14 % -12", "2"),
                eg("-14 % -12", "10"),
                eg("1 % 0", "long(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| arithmetic(call, Op::Modulo)),
    },
];
