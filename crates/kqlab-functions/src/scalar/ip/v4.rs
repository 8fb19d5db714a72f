//! IPv4 addresses and networks.

use std::net::Ipv4Addr;

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use crate::core::{
    Any, BOOL, DYNAMIC, LONG, Long, Read, Ref, SCALAR, STRING, Str, array, eg, long, scalar, sig,
    string, text,
};
use crate::{Call, EvalError, ScalarFn};
use ipnet::Ipv4Subnets;
use serde_json::Value as JsonValue;

use super::shared::{bits, compared, in_any_range, in_range, matched};
use crate::address::{Network, V4_BITS, parse_v4};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "parse_ipv4",
            overloads: &[sig(&[string("ip")], LONG)],
            doc: "Converts an IPv4 address to a long; a prefix masks it.",
            page: "parse-ipv4-function",
            examples: &[
                eg(r#"parse_ipv4("192.168.1.1")"#, "3232235777"),
                eg(r#"parse_ipv4("192.168.1.1/24")"#, "3232235776"),
                eg(r#"parse_ipv4("01.02.03.04")"#, "long(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Str, _>(|ip| Some(i64::from(parse_v4(&ip)?.first_v4())))),
    },
    ScalarFn {
        def: FnDef {
            name: "parse_ipv4_mask",
            overloads: &[sig(&[string("ip"), long("prefix")], LONG)],
            doc: "Converts the leading bits of an IPv4 address to a long.",
            page: "parse-ipv4-mask-function",
            examples: &[
                eg(r#"parse_ipv4_mask("127.0.0.1", 24)"#, "2130706432"),
                eg(r#"parse_ipv4_mask("127.0.0.1", 33)"#, "long(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(parse_ipv4_mask),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_compare",
            overloads: &[sig(&[string("ip1"), string("ip2"), long("prefix").optional()], LONG)],
            doc: "Compares two IPv4 addresses by the bits that all prefixes leave: -1, 0 or 1.",
            page: "ipv4-compare-function",
            examples: &[
                eg(r#"ipv4_compare("192.168.1.1/24", "192.168.1.255")"#, "0"),
                eg(r#"ipv4_compare("192.168.1.1", "192.168.1.255", 24)"#, "0"),
                eg(r#"ipv4_compare("192.168.1.1", "192.168.1.2")"#, "-1"),
                eg(r#"ipv4_compare("x", "192.168.1.2")"#, "long(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| compared(call, parse_v4, V4_BITS)),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_is_match",
            overloads: &[sig(&[string("ip1"), string("ip2"), long("prefix").optional()], BOOL)],
            doc: "Tells whether two IPv4 addresses are equal in the bits that all prefixes leave.",
            page: "ipv4-is-match-function",
            examples: &[
                eg("ipv4_is_match('192.168.1.1/24', '192.168.1.255')", "true"),
                eg(r#"ipv4_is_match("192.168.1.1", "192.168.1.0", 31)"#, "true"),
                eg(r#"ipv4_is_match("192.168.1.1", "192.168.1.0")"#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| matched(call, parse_v4, V4_BITS)),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_is_private",
            overloads: &[sig(&[string("ip")], BOOL)],
            doc: "Tells whether an IPv4 address belongs to a private network.",
            page: "ipv4-is-private-function",
            examples: &[
                eg("ipv4_is_private('192.168.1.1/24')", "true"),
                eg("ipv4_is_private('202.1.2.3')", "false"),
                eg(r#"ipv4_is_private("x")"#, "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| call.map1::<Str, _>(|ip| Some(is_private(parse_v4(&ip)?)))),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_is_in_range",
            overloads: &[sig(&[string("ip"), string("ip_range")], BOOL)],
            doc: "Tells whether an IPv4 address lies in a network.",
            page: "ipv4-is-in-range-function",
            examples: &[
                eg(r#"ipv4_is_in_range("192.168.1.1", "192.168.1.255/24")"#, "true"),
                eg(r#"ipv4_is_in_range("192.168.2.1", "192.168.1.255/24")"#, "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| in_range(call, parse_v4)),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_is_in_any_range",
            overloads: &[
                sig(&[text("ip"), string("ranges").repeated(1)], BOOL),
                sig(&[text("ip"), array("ranges")], BOOL),
            ],
            doc: "Tells whether an IPv4 address lies in one of several networks.",
            page: "ipv4-is-in-any-range-function",
            examples: &[
                eg("ipv4_is_in_any_range('192.168.1.6', '192.168.1.1/24', '10.0.0.1/8')", "true"),
                eg(
                    r#"ipv4_is_in_any_range("1.1.1.1", dynamic(["127.0.0.1/8", "10.0.0.1/8"]))"#,
                    "false",
                ),
                eg(r#"ipv4_is_in_any_range("x", dynamic(["10.0.0.1/8"]))"#, "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| in_any_range(call, parse_v4)),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_netmask_suffix",
            overloads: &[sig(&[string("ip")], LONG)],
            doc: "Returns the prefix of an IPv4 address, 32 if it has none.",
            page: "ipv4-netmask-suffix-function",
            examples: &[
                eg("ipv4_netmask_suffix('10.1.2.3')", "32"),
                eg("ipv4_netmask_suffix('192.168.1.1/24')", "24"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| {
            call.map1::<Str, _>(|ip| Some(i64::from(parse_v4(&ip)?.prefix - V4_BITS)))
        }),
    },
    ScalarFn {
        def: FnDef {
            name: "ipv4_range_to_cidr_list",
            overloads: &[sig(&[string("start_ip"), string("end_ip")], DYNAMIC)],
            doc: "Lists the networks that make up a range of IPv4 addresses.",
            page: "ipv4-range-to-cidr-list-function",
            examples: &[eg(
                r#"ipv4_range_to_cidr_list("1.1.128.0", "1.1.140.255")"#,
                r#"dynamic(["1.1.128.0/21", "1.1.136.0/22", "1.1.140.0/24"])"#,
            )],
            ..SCALAR
        },
        kernel: Some(cidr_list),
    },
    ScalarFn {
        def: FnDef {
            name: "format_ipv4",
            overloads: &[sig(&[scalar("ip"), long("prefix").optional()], STRING)],
            doc: "Writes an IPv4 address, given as text or number, with its leading bits only.",
            page: "format-ipv4-function",
            examples: &[
                eg("format_ipv4('192.168.1.1', 24)", r#""192.168.1.0""#),
                eg("format_ipv4('192.168.1.1/24', 32)", r#""192.168.1.0""#),
                eg("format_ipv4('192.168.1.1/24', -1)", r#""""#),
                eg("format_ipv4(3232235777)", r#""192.168.1.1""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| formatted(call, |address, _| address.to_string())),
    },
    ScalarFn {
        def: FnDef {
            name: "format_ipv4_mask",
            overloads: &[sig(&[scalar("ip"), long("prefix")], STRING)],
            doc: "Writes an IPv4 network, given as text or number, with its prefix.",
            page: "format-ipv4-mask-function",
            examples: &[
                eg("format_ipv4_mask('192.168.1.1', 24)", r#""192.168.1.0/24""#),
                eg("format_ipv4_mask('192.168.1.1/24', 32)", r#""192.168.1.0/24""#),
            ],
            ..SCALAR
        },
        kernel: Some(|call| formatted(call, |address, prefix| format!("{address}/{prefix}"))),
    },
];

fn parse_ipv4_mask(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<Str, Long, _>(|ip, prefix| {
        let prefix = bits(prefix, V4_BITS)?;
        Some(i64::from(parse_v4(&ip)?.at_most(prefix).first_v4()))
    })
}

fn is_private(network: Network) -> bool {
    Ipv4Addr::from(network.first_v4()).is_private()
}

fn cidr_list(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<Str, Str, _>(|start, end| {
        let [start, end] = [parse_v4(&start)?.first_v4(), parse_v4(&end)?.first_v4()];
        let networks = Ipv4Subnets::new(start.into(), end.into(), 0);
        Some(JsonValue::from(networks.map(|network| network.to_string()).collect::<Vec<String>>()))
    })
}

/// Empty where the address or the prefix is none.
fn formatted(call: &Call<'_>, write: impl Fn(Ipv4Addr, u8) -> String) -> Result<Column, EvalError> {
    let addresses = Any::open(&call.args[0]);
    let prefixes = call.args.get(1).map(Long::open);
    call.rows(|row| {
        let network = Any::get(&addresses, row).and_then(|address| match address {
            Ref::Int(number) => Some(Network::v4(u32::try_from(number).ok()?, 32)),
            Ref::Long(number) => Some(Network::v4(u32::try_from(number).ok()?, 32)),
            Ref::Null => None,
            address => parse_v4(&crate::cast::text::of(address)),
        });
        let prefix = match &prefixes {
            Some(prefixes) => Long::get(prefixes, row).and_then(|prefix| bits(prefix, V4_BITS)),
            None => Some(128),
        };
        Ok(network.zip(prefix).map(|(network, prefix)| {
            let network = network.at_most(prefix);
            write(Ipv4Addr::from(network.first_v4()), network.prefix - V4_BITS)
        }))
    })
}
