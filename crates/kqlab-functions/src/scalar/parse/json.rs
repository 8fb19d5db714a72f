//! Reading JSON texts.

use kqlab_plan::{FnDef, ResultName, Returns};

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, STRING, sig, string, text, type_of};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "todynamic",
            overloads: &[sig(&[string("value")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "Returns an object of type `dynamic`.",
            page: "parse-json-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "toobject",
            overloads: &[sig(&[string("value")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "The old name of `todynamic`.",
            page: "parse-json-function",
            replaced_by: Some("todynamic"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parsejson",
            overloads: &[sig(&[text("json_text")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "The old name of `parse_json`.",
            page: "parse-json-function",
            replaced_by: Some("parse_json"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parse_json",
            overloads: &[sig(&[text("json_text")], DYNAMIC)],
            result_name: ResultName::FirstArgument,
            doc: "Returns an object of type `dynamic`.",
            page: "parse-json-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "extractjson",
            overloads: &[
                sig(&[string("jsonPath").constant(), string("jsonText")], STRING),
                sig(
                    &[
                        string("jsonPath").constant(),
                        string("jsonText"),
                        type_of("type").constant(),
                    ],
                    Returns::Last,
                ),
            ],
            doc: "Gets a specified element out of a JSON text using a path expression.",
            page: "extract-json-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "extract_json",
            overloads: &[
                sig(&[string("jsonPath").constant(), string("jsonText")], STRING),
                sig(
                    &[
                        string("jsonPath").constant(),
                        string("jsonText"),
                        type_of("type").constant(),
                    ],
                    Returns::Last,
                ),
            ],
            doc: "Gets a specified element out of a JSON text using a path expression.",
            page: "extract-json-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
