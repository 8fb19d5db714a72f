//! Operators over the terms of a text.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{BOOL, NOT_YET, SCALAR, sig, string, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "has",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a whole term.",
            page: "has-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "has_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a whole term, with regard to case.",
            page: "has-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!has",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Does not hold a whole term.",
            page: "not-has-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!has_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Does not hold a whole term, with regard to case.",
            page: "not-has-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hasprefix",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a term that begins so.",
            page: "hasprefix-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hasprefix_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a term that begins so, with regard to case.",
            page: "hasprefix-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!hasprefix",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds no term that begins so.",
            page: "not-hasprefix-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!hasprefix_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds no term that begins so, with regard to case.",
            page: "not-hasprefix-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hassuffix",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a term that ends so.",
            page: "hassuffix-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "hassuffix_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a term that ends so, with regard to case.",
            page: "hassuffix-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!hassuffix",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds no term that ends so.",
            page: "not-hassuffix-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "!hassuffix_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds no term that ends so, with regard to case.",
            page: "not-hassuffix-cs-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: ":",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Holds a term; the operator of `search`.",
            page: "search-operator",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
