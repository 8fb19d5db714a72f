//! Functions over Unicode code points and punycode.

use kqlab_plan::{FnDef, Param, ParamType};

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, STRING, scalar, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "to_utf8",
            overloads: &[sig(&[scalar("value")], DYNAMIC)],
            doc: "The old name of `unicode_codepoints_from_string`.",
            page: "unicode-codepoints-from-string-function",
            replaced_by: Some("unicode_codepoints_from_string"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "unicode_codepoints_from_string",
            overloads: &[sig(&[scalar("value")], DYNAMIC)],
            doc: "Returns a dynamic array of the Unicode codepoints of the input string.",
            page: "unicode-codepoints-from-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "make_string",
            overloads: &[sig(
                &[Param::one("value", ParamType::IntegerOrArray).repeated(1)],
                STRING,
            )],
            doc: "The old name of `unicode_codepoints_to_string`.",
            page: "unicode-codepoints-to-string-function",
            replaced_by: Some("unicode_codepoints_to_string"),
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "unicode_codepoints_to_string",
            overloads: &[sig(
                &[Param::one("value", ParamType::IntegerOrArray).repeated(1)],
                STRING,
            )],
            doc: "Returns the string represented by the Unicode codepoints.",
            page: "unicode-codepoints-to-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_to_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Decodes punycode.",
            page: "punycode-to-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_from_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Encodes a text as punycode.",
            page: "punycode-from-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_domain_from_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Encodes a domain name as punycode.",
            page: "punycode-domain-from-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "punycode_domain_to_string",
            overloads: &[sig(&[string("string")], STRING)],
            doc: "Decodes a domain name from punycode.",
            page: "punycode-domain-to-string-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
