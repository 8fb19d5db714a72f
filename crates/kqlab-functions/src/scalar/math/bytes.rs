//! Numbers as text in a given form.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{NOT_YET, SCALAR, STRING, number, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[ScalarFn {
    def: FnDef {
        name: "format_bytes",
        overloads: &[sig(
            &[
                number("size"),
                number("precision").optional().constant(),
                string("format").optional().constant(),
            ],
            STRING,
        )],
        result_name: ResultName::FirstArgument,
        doc: "Formats a number as a string representing the data size in bytes.",
        page: "format-bytes-function",
        unsupported: Some(NOT_YET),
        ..SCALAR
    },
    kernel: None,
}];
