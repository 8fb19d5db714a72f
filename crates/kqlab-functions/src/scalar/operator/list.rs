//! Operators over a list.

use kqlab_plan::{FnDef, Param, ParamType};

use super::list_kernels::{contained, has};
use crate::ScalarFn;
use crate::core::{BOOL, SCALAR, eg, scalar, sig, text};
use crate::matching::Wanted;

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
            examples: &[
                eg("2 in (1, 2)", "true"),
                eg(r#""a" in ("A", "b")"#, "false"),
                eg(r#""b" in (dynamic(["a", "b"]))"#, "true"),
                eg("long(null) in (1)", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| contained(call, false, false)),
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
            examples: &[
                eg(r#""a" !in ("A", "b")"#, "true"),
                eg("2 !in (1, 2)", "false"),
                eg("long(null) !in (1)", "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| contained(call, false, true)),
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
            examples: &[eg(r#""a" in~ ("A", "b")"#, "true"), eg(r#""c" in~ ("A", "b")"#, "false")],
            ..SCALAR
        },
        kernel: Some(|call| contained(call, true, false)),
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
            examples: &[
                eg(r#""a" !in~ ("A", "b")"#, "false"),
                eg(r#""c" !in~ ("A", "b")"#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| contained(call, true, true)),
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
            examples: &[
                eg(r#""the quick fox" has_any ("FOX", "dog")"#, "true"),
                eg(r#""errors" has_any ("error")"#, "false"),
                eg(r#""x" has_any (dynamic([]))"#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| has(call, Wanted::Any)),
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
            examples: &[
                eg(r#""the quick fox" has_all ("FOX", "quick")"#, "true"),
                eg(r#""the fox" has_all ("fox", "dog")"#, "false"),
                eg(r#""x" has_all (dynamic([]))"#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| has(call, Wanted::All)),
    },
];
