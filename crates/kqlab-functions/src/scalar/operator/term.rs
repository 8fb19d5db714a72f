//! Operators over the terms of a text.

use kqlab_plan::FnDef;

use super::text_kernels::{PREFIX, SUFFIX, TERM, find};
use crate::ScalarFn;
use crate::core::{BOOL, SCALAR, eg, sig, string, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "has",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a whole term.",
            page: "has-operator",
            examples: &[
                eg(r#""North America" has "america""#, "true"),
                eg(r#""errors" has "error""#, "false"),
                eg(r#""a_b" has "a""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, TERM, false, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "has_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a whole term, with regard to case.",
            page: "has-cs-operator",
            examples: &[
                eg(r#""North America" has_cs "America""#, "true"),
                eg(r#""North America" has_cs "america""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, TERM, true, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "!has",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Does not hold a whole term.",
            page: "not-has-operator",
            examples: &[
                eg(r#""North America" !has "america""#, "false"),
                eg(r#""errors" !has "error""#, "true"),
                eg(r#""a_b" !has "a""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, TERM, false, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "!has_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Does not hold a whole term, with regard to case.",
            page: "not-has-cs-operator",
            examples: &[
                eg(r#""North America" !has_cs "America""#, "false"),
                eg(r#""North America" !has_cs "america""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, TERM, true, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "hasprefix",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a term that begins so.",
            page: "hasprefix-operator",
            examples: &[
                eg(r#""x-error" hasprefix "Err""#, "true"),
                eg(r#""err or" hasprefix "r o""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, PREFIX, false, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "hasprefix_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a term that begins so, with regard to case.",
            page: "hasprefix-cs-operator",
            examples: &[
                eg(r#""North America" hasprefix_cs "Ame""#, "true"),
                eg(r#""North America" hasprefix_cs "ame""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, PREFIX, true, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "!hasprefix",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds no term that begins so.",
            page: "not-hasprefix-operator",
            examples: &[
                eg(r#""x-error" !hasprefix "Err""#, "false"),
                eg(r#""err or" !hasprefix "r o""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, PREFIX, false, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "!hasprefix_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds no term that begins so, with regard to case.",
            page: "not-hasprefix-cs-operator",
            examples: &[
                eg(r#""North America" !hasprefix_cs "Ame""#, "false"),
                eg(r#""North America" !hasprefix_cs "ame""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, PREFIX, true, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "hassuffix",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a term that ends so.",
            page: "hassuffix-operator",
            examples: &[
                eg(r#""North America" hassuffix "ICA""#, "true"),
                eg(r#""x-error" hassuffix "err""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, SUFFIX, false, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "hassuffix_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds a term that ends so, with regard to case.",
            page: "hassuffix-cs-operator",
            examples: &[
                eg(r#""North America" hassuffix_cs "ica""#, "true"),
                eg(r#""North America" hassuffix_cs "ICA""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, SUFFIX, true, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "!hassuffix",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds no term that ends so.",
            page: "not-hassuffix-operator",
            examples: &[
                eg(r#""North America" !hassuffix "ICA""#, "false"),
                eg(r#""x-error" !hassuffix "err""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, SUFFIX, false, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "!hassuffix_cs",
            overloads: &[sig(&[text("left"), string("right")], BOOL)],
            doc: "Holds no term that ends so, with regard to case.",
            page: "not-hassuffix-cs-operator",
            examples: &[
                eg(r#""North America" !hassuffix_cs "ica""#, "false"),
                eg(r#""North America" !hassuffix_cs "ICA""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, SUFFIX, true, true)),
    },
    ScalarFn {
        def: FnDef {
            name: ":",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Holds a term; the operator of `search`.",
            page: "search-operator",
            ..SCALAR
        },
        kernel: Some(|call| find(call, TERM, false, false)),
    },
];
