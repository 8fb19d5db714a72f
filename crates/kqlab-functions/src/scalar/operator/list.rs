//! Operators over a list.

use kqlab_plan::{FnDef, Param, ParamType};

use crate::ScalarFn;
use crate::core::{BOOL, NOT_YET, SCALAR, scalar, sig, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "in",
            overloads: &[
                sig(&[scalar("value"), scalar("value").repeated(1)], BOOL),
                sig(&[scalar("value"), Param::one("table", ParamType::Table)], BOOL),
            ],
            doc: "Equal to one of the list.",
            page: "in-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!in",
            overloads: &[
                sig(&[scalar("value"), scalar("value").repeated(1)], BOOL),
                sig(&[scalar("value"), Param::one("table", ParamType::Table)], BOOL),
            ],
            doc: "Equal to none of the list.",
            page: "not-in-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "in~",
            overloads: &[
                sig(&[text("value"), scalar("value").repeated(1)], BOOL),
                sig(&[text("value"), Param::one("table", ParamType::Table)], BOOL),
            ],
            doc: "Equal to one of the list without regard to case.",
            page: "in-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!in~",
            overloads: &[
                sig(&[text("value"), scalar("value").repeated(1)], BOOL),
                sig(&[text("value"), Param::one("table", ParamType::Table)], BOOL),
            ],
            doc: "Equal to none of the list without regard to case.",
            page: "not-in-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "has_any",
            overloads: &[
                sig(&[text("value"), scalar("value").repeated(1)], BOOL),
                sig(&[text("value"), Param::one("table", ParamType::Table)], BOOL),
            ],
            doc: "Holds one of the terms.",
            page: "has-any-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "has_all",
            overloads: &[
                sig(&[text("value"), scalar("value").repeated(1)], BOOL),
                sig(&[text("value"), Param::one("table", ParamType::Table)], BOOL),
            ],
            doc: "Holds all of the terms.",
            page: "has-all-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
