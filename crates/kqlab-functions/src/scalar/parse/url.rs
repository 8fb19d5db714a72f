//! Taking URLs apart.

use kqlab_columns::Column;
use kqlab_plan::FnDef;

use crate::core::{DYNAMIC, SCALAR, Text, eg, sig, string};
use crate::{Call, EvalError, ScalarFn};
use std::collections::BTreeMap;

use serde_json::{Map, Value as JsonValue, json};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "parseurl",
            overloads: &[sig(&[string("url")], DYNAMIC)],
            doc: "Takes a URL apart into a property bag; of what is no URL all parts are empty.",
            page: "parse-url-function",
            replaced_by: Some("parse_url"),
            examples: &[
                eg(
                    r#"parseurl("scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment")"#,
                    r#"dynamic({"Scheme": "scheme", "Host": "host", "Port": "1234", "Path": "/this/is/a/path", "Username": "username", "Password": "password", "Query Parameters": {"k1": "v1", "k2": "v2"}, "Fragment": "fragment"})"#,
                ),
                eg(
                    r#"parseurl("https://h.io/?x=1&y=2&x=3")["Query Parameters"]"#,
                    r#"dynamic({"x": ["1", "3"], "y": "2"})"#,
                ),
                eg(r#"parseurl("h.io").Host"#, r#"dynamic("")"#),
            ],
            ..SCALAR
        },
        kernel: Some(parse_url),
    },
    ScalarFn {
        def: FnDef {
            name: "parse_url",
            overloads: &[sig(&[string("url")], DYNAMIC)],
            doc: "Takes a URL apart into a property bag; of what is no URL all parts are empty.",
            page: "parse-url-function",
            examples: &[
                eg(
                    r#"parse_url("scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment")"#,
                    r#"dynamic({"Scheme": "scheme", "Host": "host", "Port": "1234", "Path": "/this/is/a/path", "Username": "username", "Password": "password", "Query Parameters": {"k1": "v1", "k2": "v2"}, "Fragment": "fragment"})"#,
                ),
                eg(
                    r#"parse_url("https://h.io/?x=1&y=2&x=3")["Query Parameters"]"#,
                    r#"dynamic({"x": ["1", "3"], "y": "2"})"#,
                ),
                eg(r#"parse_url("h.io").Host"#, r#"dynamic("")"#),
            ],
            ..SCALAR
        },
        kernel: Some(parse_url),
    },
    ScalarFn {
        def: FnDef {
            name: "parseurlquery",
            overloads: &[sig(&[string("query")], DYNAMIC)],
            doc: "Takes the query of a URL apart into a property bag.",
            page: "parse-url-query-function",
            replaced_by: Some("parse_urlquery"),
            examples: &[eg(
                r#"parseurlquery("k1=v1&k2=v2&k3=v3")"#,
                r#"dynamic({"Query Parameters": {"k1": "v1", "k2": "v2", "k3": "v3"}})"#,
            )],
            ..SCALAR
        },
        kernel: Some(parse_urlquery),
    },
    ScalarFn {
        def: FnDef {
            name: "parse_urlquery",
            overloads: &[sig(&[string("query")], DYNAMIC)],
            doc: "Takes the query of a URL apart into a property bag.",
            page: "parse-url-query-function",
            examples: &[eg(
                r#"parse_urlquery("k1=v1&k2=v2&k3=v3")"#,
                r#"dynamic({"Query Parameters": {"k1": "v1", "k2": "v2", "k3": "v3"}})"#,
            )],
            ..SCALAR
        },
        kernel: Some(parse_urlquery),
    },
];

/// The parts of a URL as they stand, nothing decoded.
#[derive(Default)]
struct Url<'a> {
    scheme: &'a str,
    user: &'a str,
    password: &'a str,
    host: &'a str,
    port: &'a str,
    path: &'a str,
    query: &'a str,
    fragment: &'a str,
}

/// Takes a URL apart; `None` if it has no scheme. Measured: a user without a password belongs to the host.
fn parts(text: &str) -> Option<Url<'_>> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = scheme.starts_with(|char: char| char.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    if !is_scheme {
        return None;
    }
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (user, password, rest) = credentials(rest);
    let end = match rest.find(']') {
        Some(end) if rest.starts_with('[') => end + 1,
        _ => rest.find([':', '/']).unwrap_or(rest.len()),
    };
    let (host, rest) = rest.split_at(end);
    let (port, path) = match rest.strip_prefix(':') {
        Some(rest) => {
            rest.split_at(rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len()))
        }
        None => ("", rest),
    };
    let alone = path == "/" && !text.contains(['?', '#']);
    let path = if alone { "" } else { path };
    Some(Url { scheme, user, password, host, port, path, query, fragment })
}

/// `user:password@`, if it is there, and the rest.
fn credentials(text: &str) -> (&str, &str, &str) {
    let authority = &text[..text.find('/').unwrap_or(text.len())];
    let found = authority.split_once('@').and_then(|(before, _)| {
        let (user, password) = before.split_once(':')?;
        (!password.contains(':')).then_some((user, password, &text[before.len() + 1..]))
    });
    found.unwrap_or(("", "", text))
}

/// Keys in alphabetical order; one that comes more than once has an array. Pairs without key or value do not count.
fn query_parameters(query: &str) -> JsonValue {
    let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pair in query.split('&') {
        if let Some((key, value)) =
            pair.split_once('=').filter(|(key, value)| !key.is_empty() && !value.is_empty())
        {
            values.entry(key).or_default().push(value);
        }
    }
    let value = |values: Vec<&str>| match values.as_slice() {
        [value] => JsonValue::from(*value),
        values => JsonValue::from(values),
    };
    JsonValue::Object(
        values.into_iter().map(|(key, values)| (key.to_owned(), value(values))).collect(),
    )
}

fn parse_url(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Text, _>(|text| {
        let url = parts(text).unwrap_or_default();
        let mut bag = Map::new();
        let fields = [
            ("Scheme", url.scheme),
            ("Host", url.host),
            ("Port", url.port),
            ("Path", url.path),
            ("Username", url.user),
            ("Password", url.password),
        ];
        bag.extend(fields.map(|(name, part)| (name.to_owned(), JsonValue::from(part))));
        bag.insert("Query Parameters".to_owned(), query_parameters(url.query));
        bag.insert("Fragment".to_owned(), JsonValue::from(url.fragment));
        JsonValue::Object(bag)
    })
}

fn parse_urlquery(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Text, _>(|text| {
        let query = text.strip_prefix('?').unwrap_or(text);
        json!({ "Query Parameters": query_parameters(query) })
    })
}
