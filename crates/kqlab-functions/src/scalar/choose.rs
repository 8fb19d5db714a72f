//! Functions that choose among their arguments.

use kqlab_plan::{FnDef, Param, ParamType, Returns};

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, boolean, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "iff",
            overloads: &[sig(
                &[
                    boolean("if"),
                    Param::one("then", ParamType::CommonOrDynamic),
                    Param::one("else", ParamType::CommonOrDynamic),
                ],
                Returns::Common,
            )],
            doc: "Returns the second argument where the first is true, else the third.",
            page: "iff-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "iif",
            overloads: &[sig(
                &[
                    boolean("if"),
                    Param::one("then", ParamType::CommonOrDynamic),
                    Param::one("else", ParamType::CommonOrDynamic),
                ],
                Returns::Common,
            )],
            doc: "Another name of `iff`.",
            page: "iff-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "case",
            overloads: &[sig(
                &[
                    boolean("predicate").repeated(1),
                    Param::one("then", ParamType::CommonOrDynamic).repeated(1),
                    Param::one("else", ParamType::CommonOrDynamic),
                ],
                Returns::Common,
            )],
            doc: "Evaluates a list of predicates and return the first expression for which the predicate evaluates to true.",
            page: "case-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "coalesce",
            overloads: &[sig(
                &[Param::one("arg", ParamType::Common).occurs(2, 64)],
                Returns::Common,
            )],
            doc: "Evaluates a list of expressions to return the first non-null expression.",
            page: "coalesce-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "max_of",
            overloads: &[sig(
                &[Param::one("arg", ParamType::CommonOrderable).occurs(2, 64)],
                Returns::Common,
            )],
            doc: "Returns the maximum value of all argument expressions.",
            page: "max-of-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "min_of",
            overloads: &[sig(
                &[Param::one("arg", ParamType::CommonOrderable).occurs(2, 64)],
                Returns::Common,
            )],
            doc: "Returns the minimum value of all argument expressions.",
            page: "min-of-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
