//! IPv4 addresses within a text.

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use super::shared::texts;
use crate::address::{Mention, is_mentioned};
use crate::core::{Any, BOOL, Read, SCALAR, Str, array, eg, sig, string, text};
use crate::{Call, EvalError, ScalarFn};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "has_ipv4",
            overloads: &[sig(&[text("source"), string("ip")], BOOL)],
            doc: "Tells whether a text mentions an IPv4 address, set off by what is no letter or digit.",
            page: "has-ipv4-function",
            examples: &[
                eg("has_ipv4('05:04:54 127.0.0.1 GET /favicon.ico 404', '127.0.0.1')", "true"),
                eg("has_ipv4('05:04:54127.0.0.1 GET', '127.0.0.1')", "false"),
                eg("has_ipv4('127.0.0.256', '127.0.0.256')", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| mentioned(call, Mention::address)),
    },
    ScalarFn {
        def: FnDef {
            name: "has_ipv4_prefix",
            overloads: &[sig(&[text("source"), string("ip_prefix")], BOOL)],
            doc: "Tells whether a text mentions an IPv4 address that starts so.",
            page: "has-ipv4-prefix-function",
            examples: &[
                eg("has_ipv4_prefix('05:04:54 127.0.0.1 GET /favicon.ico 404', '127.0.')", "true"),
                eg("has_ipv4_prefix('05:04:54 127.0.0.1 GET /favicon.ico 404', '127.0')", "false"),
            ],
            ..SCALAR
        },
        kernel: Some(|call| mentioned(call, Mention::prefix)),
    },
    ScalarFn {
        def: FnDef {
            name: "has_any_ipv4",
            overloads: &[
                sig(&[text("source"), string("ips").repeated(1)], BOOL),
                sig(&[text("source"), array("ips")], BOOL),
            ],
            doc: "Tells whether a text mentions one of several IPv4 addresses.",
            page: "has-any-ipv4-function",
            examples: &[
                eg("has_any_ipv4('05:04:54 127.0.0.1 GET', '127.0.0.2', '127.0.0.1')", "true"),
                eg(
                    "has_any_ipv4('05:04:54 127.0.0.256 GET', dynamic(['127.0.0.256', '192.168.1.1']))",
                    "false",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| mentioned(call, Mention::address)),
    },
    ScalarFn {
        def: FnDef {
            name: "has_any_ipv4_prefix",
            overloads: &[
                sig(&[text("source"), string("ip_prefixes").repeated(1)], BOOL),
                sig(&[text("source"), array("ip_prefixes")], BOOL),
            ],
            doc: "Tells whether a text mentions an IPv4 address that starts in one of several ways.",
            page: "has-any-ipv4-prefix-function",
            examples: &[
                eg("has_any_ipv4_prefix('05:04:54 127.0.0.1 GET', '192.168.', '127.0.')", "true"),
                eg(
                    "has_any_ipv4_prefix('05:04:54127.0.0.1 GET', dynamic(['127.0.', '192.']))",
                    "false",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(|call| mentioned(call, Mention::prefix)),
    },
];

/// False where there is no text; what is no address, or start of one, is mentioned nowhere.
fn mentioned(call: &Call<'_>, read: fn(&str) -> Option<Mention>) -> Result<Column, EvalError> {
    let sources = Str::open(&call.args[0]);
    let lists: Vec<_> = call.args[1..].iter().map(Any::open).collect();
    let constant = (1..call.args.len()).all(|position| call.constant(position).is_some());
    let mut known: Option<Vec<Mention>> = None;
    call.rows(|row| {
        if known.is_none() || !constant {
            let members = lists.iter().filter_map(|list| Any::get(list, row));
            known = Some(members.flat_map(texts).filter_map(|text| read(&text)).collect());
        }
        let Some(source) = Str::get(&sources, row) else { return Ok(false) };
        Ok(known.iter().flatten().any(|mention| is_mentioned(mention, &source)))
    })
}
