//! IPv6 addresses and networks.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{
    BOOL, DYNAMIC, INTERNAL, LONG, NEEDS_DATA, NOT_YET, SCALAR, STRING, array, long, sig, string,
    text,
};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "parse_ipv6",
            overloads: &[sig(&[string("ip")], STRING)],
            doc: "Converts IPv6 or IPv4 strings to a canonical IPv6 string representation.",
            page: "parse-ipv6-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "parse_ipv6_mask",
            overloads: &[sig(&[string("ip"), long("prefix")], STRING)],
            doc: "Converts IPv6 or IPv4 strings and netmask to a canonical IPv6 string representation.",
            page: "parse-ipv6-mask-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv6_compare",
            overloads: &[sig(&[string("ip1"), string("ip2"), long("prefix").optional()], LONG)],
            doc: "Compares two IPv6 or IPv4 network address strings.",
            page: "ipv6-compare-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv6_is_match",
            overloads: &[sig(&[string("ip1"), string("ip2"), long("prefix").optional()], BOOL)],
            doc: "Matches two IPv6 or IPv4 network address strings.",
            page: "ipv6-is-match-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv6_is_in_range",
            overloads: &[sig(&[string("ip"), string("ip_range")], BOOL)],
            doc: "Checks if an IPv6 string address is in the Ipv6-prefix notation range.",
            page: "ipv6-is-in-range-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "ipv6_is_in_any_range",
            overloads: &[
                sig(&[text("ip"), string("ranges").repeated(1)], BOOL),
                sig(&[text("ip"), array("ranges")], BOOL),
            ],
            doc: "Checks if an IPv6 string address is in any of the IPv6 address ranges.",
            page: "ipv6-is-in-any-range-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__ipv6_lookup_ranges",
            overloads: &[sig(&[text("ip"), array("ranges")], DYNAMIC)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_info_from_ip_address",
            overloads: &[sig(&[string("ip")], DYNAMIC)],
            doc: "Retrieves geolocation information about IPv4 or IPv6 addresses.",
            page: "geo-info-from-ip-address-function",
            unsupported: Some(NEEDS_DATA),
            ..SCALAR
        },
        kernel: None,
    },
];
