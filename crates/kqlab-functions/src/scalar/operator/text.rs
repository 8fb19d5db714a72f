//! Operators over the characters of a text.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{BOOL, NOT_YET, SCALAR, sig, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "=~",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Equal without regard to case.",
            page: "equals-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!~",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Not equal without regard to case.",
            page: "not-equals-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "contains",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Holds a text anywhere.",
            page: "contains-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "contains_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Holds a text anywhere, with regard to case.",
            page: "contains-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!contains",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not hold a text.",
            page: "not-contains-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!contains_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not hold a text, with regard to case.",
            page: "not-contains-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "startswith",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Begins with a text.",
            page: "startswith-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "startswith_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Begins with a text, with regard to case.",
            page: "startswith-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!startswith",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not begin with a text.",
            page: "not-startswith-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!startswith_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not begin with a text, with regard to case.",
            page: "not-startswith-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "endswith",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Ends with a text.",
            page: "endswith-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "endswith_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Ends with a text, with regard to case.",
            page: "endswith-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!endswith",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not end with a text.",
            page: "not-endswith-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!endswith_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not end with a text, with regard to case.",
            page: "not-endswith-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
