//! IPv6 addresses and networks.

use std::net::Ipv6Addr;

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use super::shared::{bits, compared, in_any_range, in_range, matched};
use crate::address::{Network, parse_v6};
use crate::core::{
    BOOL, DYNAMIC, INTERNAL, LONG, Long, SCALAR, STRING, Str, array, eg, long, sig, string, text,
};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "parse_ipv6",
            overloads: &[sig(&[string("ip")], STRING)],
            doc: "Writes an IPv6 or IPv4 address in full; a prefix masks it.",
            page: "parse-ipv6-function",
            examples: &[
                eg(
                    "parse_ipv6('192.168.255.255/24')",
                    r#""0000:0000:0000:0000:0000:ffff:c0a8:ff00""#,
                ),
                eg("parse_ipv6('2001:DB8::10')", r#""2001:0db8:0000:0000:0000:0000:0000:0010""#),
                eg("parse_ipv6('fe80::1%eth0')", r#""fe80:0000:0000:0000:0000:0000:0000:0001""#),
                eg("parse_ipv6('nope')", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Str, _>(|ip| Some(written(parse_v6(&ip)?)))),
    },
    ScalarFn {
        def: FnDef {
            name: "parse_ipv6_mask",
            overloads: &[sig(&[string("ip"), long("prefix")], STRING)],
            doc: "Writes the leading bits of an IPv6 or IPv4 address in full.",
            page: "parse-ipv6-mask-function",
            examples: &[
                eg(
                    "parse_ipv6_mask('192.168.255.255', 120)",
                    r#""0000:0000:0000:0000:0000:ffff:c0a8:ff00""#,
                ),
                eg(
                    "parse_ipv6_mask('fe80::85d:e82c:9446:7994/120', 124)",
                    r#""fe80:0000:0000:0000:085d:e82c:9446:7900""#,
                ),
                eg(
                    "parse_ipv6_mask('::192.168.255.255/24', 128)",
                    r#""0000:0000:0000:0000:0000:ffff:c0a8:ff00""#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(parse_ipv6_mask),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv6_compare",
            overloads: &[sig(&[string("ip1"), string("ip2"), long("prefix").optional()], LONG)],
            doc: "Compares two IPv6 or IPv4 addresses by the bits that all prefixes leave: -1, 0 or 1.",
            page: "ipv6-compare-function",
            examples: &[
                eg("ipv6_compare('192.168.1.1/24', '::ffff:c0a8:01ff')", "0"),
                eg(
                    "ipv6_compare('fe80::85d:e82c:9446:7994', 'fe80::85d:e82c:9446:7995', 127)",
                    "0",
                ),
                eg("ipv6_compare('::2', '::1')", "1"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| compared(call, parse_mapped, 0)),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv6_is_match",
            overloads: &[sig(&[string("ip1"), string("ip2"), long("prefix").optional()], BOOL)],
            doc: "Tells whether two IPv6 or IPv4 addresses are equal in the bits that all prefixes leave.",
            page: "ipv6-is-match-function",
            examples: &[
                eg("ipv6_is_match('::192.168.1.1/30', '192.168.1.255/24')", "true"),
                eg("ipv6_is_match('::2', '::1')", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| matched(call, parse_mapped, 0)),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv6_is_in_range",
            overloads: &[sig(&[string("ip"), string("ip_range")], BOOL)],
            doc: "Tells whether an IPv6 or IPv4 address lies in a network.",
            page: "ipv6-is-in-range-function",
            examples: &[
                eg(
                    "ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', 'a5e:f127:8a9d:146d:e102:b5d3:c755:0000/112')",
                    "true",
                ),
                eg(
                    "ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', '0:0:0:0:0:ffff:c0a8:ac/60')",
                    "false",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| in_range(call, parse_mapped)),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv6_is_in_any_range",
            overloads: &[
                sig(&[text("ip"), string("ranges").repeated(1)], BOOL),
                sig(&[text("ip"), array("ranges")], BOOL),
            ],
            doc: "Tells whether an IPv6 or IPv4 address lies in one of several networks.",
            page: "ipv6-is-in-any-range-function",
            examples: &[
                eg(
                    "ipv6_is_in_any_range('a5e:f127:8a9d:146d:e102:b5d3:c756:abd1', dynamic(['a5e:f127:8a9d:146d:e102:b5d3:c755:f6cd/112', '0:0:0:0:0:ffff:c0a8:ac/60']))",
                    "false",
                ),
                eg("ipv6_is_in_any_range('a5e::1', 'a5e::/16', '::1')", "true"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| in_any_range(call, parse_mapped)),
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
];

/// As the pages of these functions have it, `::1.2.3.4` is the IPv4 address; for `parse_ipv6` it is not (measured).
fn parse_mapped(text: &str) -> Option<Network> {
    let network = parse_v6(text)?;
    let tail =
        text.trim().strip_prefix("::").filter(|tail| tail.contains('.') && !tail.contains(':'));
    Some(match (tail, u32::try_from(network.address)) {
        (Some(_), Ok(address)) => Network { prefix: network.prefix, ..Network::v4(address, 32) },
        _ => network,
    })
}

fn written(network: Network) -> String {
    Ipv6Addr::from(network.first()).segments().map(|segment| format!("{segment:04x}")).join(":")
}

fn parse_ipv6_mask(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<Str, Long, _>(|ip, prefix| {
        Some(written(parse_mapped(&ip)?.at_most(bits(prefix, 0)?)))
    })
}
