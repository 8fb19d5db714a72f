//! Operators over the characters of a text.

use kqlab_plan::FnDef;

use super::text_kernels::find;
use crate::ScalarFn;
use crate::core::{BOOL, SCALAR, eg, sig, text};
use crate::matching::Place;

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "=~",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Equal without regard to case.",
            page: "equals-operator",
            examples: &[eg(r#""aBc" =~ "AbC""#, "true"), eg(r#""abc" =~ "ab""#, "false")],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Whole, false, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "!~",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Not equal without regard to case.",
            page: "not-equals-operator",
            examples: &[eg(r#""aBc" !~ "AbC""#, "false"), eg(r#""abc" !~ "ab""#, "true")],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Whole, false, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "contains",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Holds a text anywhere.",
            page: "contains-operator",
            examples: &[
                eg(r#""FabriKam" contains "BRik""#, "true"),
                eg(r#""abc" contains "%""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Anywhere, false, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "contains_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Holds a text anywhere, with regard to case.",
            page: "contains-cs-operator",
            examples: &[
                eg(r#""FabriKam" contains_cs "Kam""#, "true"),
                eg(r#""FabriKam" contains_cs "kam""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Anywhere, true, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "!contains",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not hold a text.",
            page: "not-contains-operator",
            examples: &[
                eg(r#""FabriKam" !contains "BRik""#, "false"),
                eg(r#""abc" !contains "%""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Anywhere, false, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "!contains_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not hold a text, with regard to case.",
            page: "not-contains-cs-operator",
            examples: &[
                eg(r#""FabriKam" !contains_cs "Kam""#, "false"),
                eg(r#""FabriKam" !contains_cs "kam""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Anywhere, true, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "startswith",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Begins with a text.",
            page: "startswith-operator",
            examples: &[
                eg(r#""Fabrikam" startswith "fab""#, "true"),
                eg(r#""Fabrikam" startswith "kam""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Start, false, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "startswith_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Begins with a text, with regard to case.",
            page: "startswith-cs-operator",
            examples: &[
                eg(r#""Fabrikam" startswith_cs "Fab""#, "true"),
                eg(r#""Fabrikam" startswith_cs "fab""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Start, true, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "!startswith",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not begin with a text.",
            page: "not-startswith-operator",
            examples: &[
                eg(r#""Fabrikam" !startswith "fab""#, "false"),
                eg(r#""Fabrikam" !startswith "kam""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Start, false, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "!startswith_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not begin with a text, with regard to case.",
            page: "not-startswith-cs-operator",
            examples: &[
                eg(r#""Fabrikam" !startswith_cs "Fab""#, "false"),
                eg(r#""Fabrikam" !startswith_cs "fab""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::Start, true, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "endswith",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Ends with a text.",
            page: "endswith-operator",
            examples: &[
                eg(r#""Fabrikam" endswith "Kam""#, "true"),
                eg(r#""Fabrikam" endswith "fab""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::End, false, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "endswith_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Ends with a text, with regard to case.",
            page: "endswith-cs-operator",
            examples: &[
                eg(r#""Fabrikam" endswith_cs "kam""#, "true"),
                eg(r#""Fabrikam" endswith_cs "Kam""#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::End, true, false)),
    },
    ScalarFn {
        def: FnDef {
            name: "!endswith",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not end with a text.",
            page: "not-endswith-operator",
            examples: &[
                eg(r#""Fabrikam" !endswith "Kam""#, "false"),
                eg(r#""Fabrikam" !endswith "fab""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::End, false, true)),
    },
    ScalarFn {
        def: FnDef {
            name: "!endswith_cs",
            overloads: &[sig(&[text("left"), text("right")], BOOL)],
            doc: "Does not end with a text, with regard to case.",
            page: "not-endswith-cs-operator",
            examples: &[
                eg(r#""Fabrikam" !endswith_cs "kam""#, "false"),
                eg(r#""Fabrikam" !endswith_cs "Kam""#, "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| find(call, Place::End, true, true)),
    },
];
