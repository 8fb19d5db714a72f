//! Functions that take a text apart by regex or delimiter.

use kqlab_plan::{FnDef, ResultName, Returns};

use crate::ScalarFn;
use crate::core::{
    DYNAMIC, NOT_YET, SCALAR, STRING, array, integer, long, scalar, sig, string, type_of,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "extract",
            overloads: &[
                sig(&[string("regex").constant(), long("captureGroup"), string("source")], STRING),
                sig(
                    &[
                        string("regex").constant(),
                        long("captureGroup"),
                        string("source"),
                        type_of("typeLiteral").constant(),
                    ],
                    Returns::Last,
                ),
            ],
            doc: "Gets a match for a regular expression from a source string.",
            page: "extract-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "extractall",
            overloads: &[
                sig(&[string("regex").constant(), string("source")], DYNAMIC),
                sig(
                    &[string("regex").constant(), array("captureGroups"), string("source")],
                    DYNAMIC,
                ),
            ],
            doc: "The old name of `extract_all`.",
            page: "extract-all-function",
            replaced_by: Some("extract_all"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "extract_all",
            overloads: &[
                sig(&[string("regex").constant(), string("source")], DYNAMIC),
                sig(
                    &[string("regex").constant(), array("captureGroups"), string("source")],
                    DYNAMIC,
                ),
            ],
            doc: "Extracts all matches for a regular expression from a source string.",
            page: "extract-all-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "split",
            overloads: &[sig(
                &[scalar("source"), string("delimiter"), integer("requestedIndex").optional()],
                DYNAMIC,
            )],
            result_name: ResultName::FirstArgument,
            doc: "Splits the source string according to a given delimiter.",
            page: "split-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
