//! IPv4 addresses within a text.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{BOOL, NOT_YET, SCALAR, array, sig, string, text};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "has_ipv4",
            overloads: &[sig(&[text("source"), string("ip")], BOOL)],
            doc: "Checks if a specified IPv4 address appears in the text.",
            page: "has-ipv4-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "has_ipv4_prefix",
            overloads: &[sig(&[text("source"), string("ip_prefix")], BOOL)],
            doc: "Checks if a specified IPv4 address prefix appears in the text.",
            page: "has-ipv4-prefix-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "has_any_ipv4",
            overloads: &[
                sig(&[text("source"), string("ips").repeated(1)], BOOL),
                sig(&[text("source"), array("ips")], BOOL),
            ],
            doc: "Checks if any IPv4 addresses appear in the text.",
            page: "has-any-ipv4-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "has_any_ipv4_prefix",
            overloads: &[
                sig(&[text("source"), string("ip_prefixes").repeated(1)], BOOL),
                sig(&[text("source"), array("ip_prefixes")], BOOL),
            ],
            doc: "Checks if any IPv4 address prefixes appear in the text.",
            page: "has-any-ipv4-prefix-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
