//! IPv4 addresses and networks.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{
    BOOL, DYNAMIC, LONG, NOT_YET, SCALAR, STRING, array, long, scalar, sig, string, text,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "parse_ipv4",
            overloads: &[sig(&[string("ip")], LONG)],
            doc: "Converts an IPv4 string to a long number in big-endian order.",
            page: "parse-ipv4-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parse_ipv4_mask",
            overloads: &[sig(&[string("ip"), long("prefix")], LONG)],
            doc: "Converts an IPv4 input string and netmask to a 64-bit wide long number in big-endian order.",
            page: "parse-ipv4-mask-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_compare",
            overloads: &[sig(&[string("ip1"), string("ip2"), long("prefix").optional()], LONG)],
            doc: "Compares two IPv4 strings.",
            page: "ipv4-compare-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_is_match",
            overloads: &[sig(&[string("ip1"), string("ip2"), long("prefix").optional()], BOOL)],
            doc: "Matches two IPv4 strings.",
            page: "ipv4-is-match-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_is_private",
            overloads: &[sig(&[string("ip")], BOOL)],
            doc: "Checks if the IPv4 string address belongs to a set of private network IPs.",
            page: "ipv4-is-private-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_is_in_range",
            overloads: &[sig(&[string("ip"), string("ip_range")], BOOL)],
            doc: "Checks if the IPv4 string address is in the IPv4-prefix notation range.",
            page: "ipv4-is-in-range-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_is_in_any_range",
            overloads: &[
                sig(&[text("ip"), string("ranges").repeated(1)], BOOL),
                sig(&[text("ip"), array("ranges")], BOOL),
            ],
            doc: "Checks if the IPv4 string address is in any of the IPv4 address ranges.",
            page: "ipv4-is-in-any-range-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_netmask_suffix",
            overloads: &[sig(&[string("ip")], LONG)],
            doc: "Returns the value of the IPv4 netmask suffix from an IPv4 string address.",
            page: "ipv4-netmask-suffix-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_range_to_cidr_list",
            overloads: &[sig(&[string("start_ip"), string("end_ip")], DYNAMIC)],
            doc: "Converts IPv4 address range to a list of CIDR ranges.",
            page: "ipv4-range-to-cidr-list-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "format_ipv4",
            overloads: &[sig(&[scalar("ip"), long("prefix").optional()], STRING)],
            doc: "Parses the input with a netmask and return a string representing the IPv4 address.",
            page: "format-ipv4-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "format_ipv4_mask",
            overloads: &[sig(&[scalar("ip"), long("prefix")], STRING)],
            doc: "Parses the input with a netmask and return a string representing the IPv4 address in CIDR notation.",
            page: "format-ipv4-mask-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
