//! Reading XML texts.

use kqlab_plan::{FnDef, ResultName};

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, sig, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[ScalarFn {
    def: FnDef {
        name: "parse_xml",
        overloads: &[sig(&[text("xml_text")], DYNAMIC)],
        result_name: ResultName::FirstArgument,
        doc: "Returns a dynamic object that is determined by the value of XML.",
        page: "parse-xml-function",
        unsupported: Some(NOT_YET),
        ..SCALAR
    },
    kernel: None,
}];
