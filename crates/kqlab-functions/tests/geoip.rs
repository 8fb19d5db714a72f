//! `geo_info_from_ip_address` over a database that is written here, byte by byte as the MaxMind DB format 2.0 has it.

use std::sync::Arc;

use kqlab_columns::Column;
use kqlab_functions::library;
use kqlab_functions::{Arg, Call, Context, GeoDatabase};
use kqlab_plan::{Type, Value};
use kqlab_syntax::Span;
use serde_json::{Value as Json, json};

const UINT16: u8 = 5;
const UINT32: u8 = 6;

fn head(kind: u8, size: usize) -> u8 {
    (kind << 5) | u8::try_from(size).expect("small")
}

fn text(value: &str) -> Vec<u8> {
    [&[head(2, value.len())], value.as_bytes()].concat()
}

fn double(value: f64) -> Vec<u8> {
    [&[head(3, 8)][..], &value.to_be_bytes()].concat()
}

fn number(kind: u8, value: u8) -> Vec<u8> {
    vec![head(kind, 1), value]
}

fn bag(fields: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let inside = fields.iter().flat_map(|(key, value)| [text(key), value.clone()].concat());
    [head(7, fields.len())].into_iter().chain(inside).collect()
}

fn list(items: &[Vec<u8>]) -> Vec<u8> {
    [vec![head(0, items.len()), 4], items.concat()].concat()
}

fn named(name: &str) -> Vec<u8> {
    bag(&[("names", bag(&[("de", text("anders")), ("en", text(name))]))])
}

/// One node: addresses whose first bit is 0 have the record, the others none.
fn database(record: &[u8]) -> Vec<u8> {
    const NODES: u8 = 1;
    const SEPARATOR: usize = 16;
    let data = [0, 0, NODES + 16];
    let absent = [0, 0, NODES];
    let about = bag(&[
        ("binary_format_major_version", number(UINT16, 2)),
        ("binary_format_minor_version", vec![head(UINT16, 0)]),
        ("build_epoch", vec![head(0, 1), 2, 1]),
        ("database_type", text("Test-City")),
        ("description", bag(&[])),
        ("ip_version", number(UINT16, 4)),
        ("languages", list(&[])),
        ("node_count", number(UINT32, NODES)),
        ("record_size", number(UINT16, 24)),
    ]);
    let marker = b"\xab\xcd\xefMaxMind.com";
    [&data[..], &absent, &[0; SEPARATOR], record, marker, &about].concat()
}

fn place(cx: &Context, addresses: &[&str]) -> Vec<Json> {
    let function = library::scalar("geo_info_from_ip_address").expect("known");
    let values: Vec<Value> = addresses.iter().map(|text| Value::String((*text).into())).collect();
    let args = [Arg::Column(Column::from_values(Type::String, &values))];
    let rows = addresses.len();
    let call =
        Call { cx, args: &args, overload: 0, returns: Type::Dynamic, rows, span: Span::new(3, 4) };
    let column = function.kernel.expect("supported")(&call).expect("no error");
    (0..rows)
        .map(|row| match column.value(row) {
            Value::Dynamic(json) => (*json).clone(),
            _ => Json::Null,
        })
        .collect()
}

/// geo-info-from-ip-address-function: the fields and their order.
#[test]
fn places() {
    let record = bag(&[
        ("city", named("Sydney")),
        ("country", named("Australia")),
        ("location", bag(&[("latitude", double(-33.8715)), ("longitude", double(151.2006))])),
        ("subdivisions", list(&[named("New South Wales")])),
    ]);
    let places = GeoDatabase::read(database(&record)).expect("a database");
    let cx = Context::new(0).with_places(Some(Arc::new(places)));
    let found =
        place(&cx, &["20.53.203.50", " 20.53.203.50", "203.0.113.9", "2001:db8::1", "x", ""]);
    let sydney = json!({"country": "Australia", "state": "New South Wales", "city": "Sydney",
        "latitude": -33.8715, "longitude": 151.2006});
    assert_eq!(found[0].to_string(), sydney.to_string());
    assert_eq!(found[1], sydney);
    assert_eq!(found[2..], [Json::Null, Json::Null, Json::Null, Json::Null]);
    assert_eq!(cx.assumptions(), []);
}

/// What is not in the record is not in the bag.
#[test]
fn only_a_country() {
    let places = GeoDatabase::read(database(&bag(&[("country", named("Japan"))])));
    let cx = Context::new(0).with_places(Some(Arc::new(places.expect("a database"))));
    assert_eq!(place(&cx, &["1.2.3.4"]), [json!({"country": "Japan"})]);
}

/// Without a database no address of a row is known, and that is said once, at the first call.
#[test]
fn no_database() {
    let cx = Context::new(0);
    assert_eq!(place(&cx, &["1.2.3.4", "5.6.7.8"]), [Json::Null, Json::Null]);
    place(&cx, &["1.2.3.4"]);
    let [only] = &cx.assumptions()[..] else { panic!("one assumption") };
    assert_eq!(only.span, Span::new(3, 4));
    assert!(only.hint.contains("--geoip"));
}

#[test]
fn no_database_at_all() {
    assert!(GeoDatabase::read(b"not a database".to_vec()).is_err());
}
