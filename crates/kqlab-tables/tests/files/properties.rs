//! What holds for every table: layouts and key orders do not matter, values are what a plain reading of the rules
//! makes of them, and no bytes make the reader panic.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Number, Value};

use crate::support::{Data, show};

type Row = BTreeMap<String, Value>;

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1000_i64..1000).prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|real| Number::from_f64(real).map_or(Value::Null, Value::Number)),
        text().prop_map(Value::from),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,12}",
        "[\\[\\]{}\":, \\\\0-9a\\n]{0,10}",
        Just("[1, {\"a\": \"\\\"\"}]".to_owned()),
        "[ -~]{40,90}",
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            btree_map(text(), inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Few keys with many kinds, or a kind a key.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let mixed = btree_map("[ab]|k\"\\\\|é |K", value(), 0..4);
    let plain =
        (any::<Option<i64>>(), any::<Option<bool>>(), proptest::option::of(text()), any::<f32>())
            .prop_map(|(long, bool, text, real)| {
                let values =
                    [Value::from(long), Value::from(bool), Value::from(text), Value::from(real)];
                ["l", "b", "t", "r"].map(str::to_owned).into_iter().zip(values).collect::<Row>()
            });
    prop_oneof![vec(mixed, 0..6), vec(plain, 0..6)]
}

fn object(row: &Row) -> Value {
    Value::Object(row.clone().into_iter().collect())
}

fn reversed(row: &Row) -> Value {
    Value::Object(row.clone().into_iter().rev().collect::<Map<_, _>>())
}

/// The rules of inference, read plainly.
fn expected(rows: &[Row]) -> BTreeMap<String, String> {
    let names: std::collections::BTreeSet<&String> = rows.iter().flat_map(Row::keys).collect();
    let column = |name: &String| {
        let values: Vec<&Value> =
            rows.iter().map(|row| row.get(name).unwrap_or(&Value::Null)).collect();
        let of =
            |test: fn(&Value) -> bool| values.iter().all(|value| value.is_null() || test(value));
        let (ty, cell): (&str, fn(&Value) -> String) = if of(Value::is_null) || of(Value::is_string)
        {
            ("string", |value| format!("'{}'", value.as_str().unwrap_or_default()))
        } else if of(Value::is_boolean) {
            ("bool", Value::to_string)
        } else if of(Value::is_i64) {
            ("long", Value::to_string)
        } else if of(Value::is_number) {
            ("real", |value| value.as_f64().map_or("null".into(), |real| format!("{real:?}")))
        } else {
            ("dynamic", dynamic)
        };
        let cells: Vec<String> = values.into_iter().map(cell).collect();
        (name.clone(), format!("{name}:{ty} {}", cells.join(", ")))
    };
    names.into_iter().map(column).collect()
}

/// A string that holds an array or object is that.
fn dynamic(value: &Value) -> String {
    let nested = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let nested = nested.filter(|value| value.is_array() || value.is_object());
    nested.as_ref().unwrap_or(value).to_string()
}

/// The columns by name: their order is that of appearance, which layouts keep and key orders do not.
fn by_name(text: &str) -> BTreeMap<String, String> {
    let data = Data::new(&[("T.json", text)]);
    let scan = data.table("T").scan(None).expect("readable");
    let names = scan.schema().fields.iter().map(|field| field.name.to_string());
    names.zip(show(&scan)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_layout_is_the_same_table(rows in rows()) {
        let expected = expected(&rows);
        let objects: Vec<Value> = rows.iter().map(object).collect();
        let lines: Vec<String> = objects.iter().map(Value::to_string).collect();
        let pretty: Vec<String> = objects.iter().map(|row| format!("{row:#}")).collect();
        let reversed: Vec<String> = rows.iter().map(|row| reversed(row).to_string()).collect();
        let layouts = [
            lines.join("\n"),
            reversed.join("\r\n\r\n"),
            pretty.join("\n"),
            lines.concat(),
            format!("[{}]", lines.join(",")),
            format!("{:#}", Value::Array(objects)),
            format!("{{\"Records\":[{}]}}", pretty.join(" , ")),
        ];
        for layout in layouts {
            prop_assert_eq!(&by_name(&layout), &expected, "{}", layout);
        }
    }

    #[test]
    fn a_known_table_is_read_alike_with_and_without_a_first_pass(rows in vec(btree_map("Result|Level|InitiatedBy|DurationMs|x", value(), 0..5), 0..5)) {
        let lines: Vec<String> = rows.iter().map(|row| object(row).to_string()).collect();
        let data = Data::new(&[("AuditLogs.json", &lines.join("\n"))]);
        let names = ["Result", "Level", "InitiatedBy", "DurationMs", "Type"];
        let some = data.columns("AuditLogs", &names);
        let all = data.show("AuditLogs");
        prop_assert!(some.iter().all(|column| all.contains(column)));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[\\[\\]{}\":,\\\\a1. \n\u{feff}é]{0,60}", bytes in vec(any::<u8>(), 0..40)) {
        for bytes in [text.as_bytes(), &bytes] {
            for skipping in [false, true] {
                let data = Data::new(&[]);
                data.write("T.json", bytes);
                let data = if skipping { data.skipping() } else { data };
                if let Ok(scan) = data.table("T").scan(None) {
                    let batches: Result<Vec<_>, _> = scan.chunks().collect();
                    prop_assert!(batches.is_ok());
                }
            }
        }
    }

    /// A bad line is left out and the others stay, or the error names its line.
    #[test]
    fn a_broken_line_costs_only_itself(rows in 1_usize..20, broken in 0_usize..20, text in "\\{[\"a:1,\\[ ]{0,8}") {
        let broken = broken % rows;
        let is_row = |text: &str| serde_json::Deserializer::from_str(text).into_iter::<Value>().all(|row| row.is_ok_and(|row| row.is_object()));
        prop_assume!(!is_row(&text) && rows > 1);
        let lines: Vec<String> = (0..rows).map(|row| if row == broken { text.clone() } else { format!("{{\"n\":{row}}}") }).collect();
        let data = Data::new(&[("T.json", &lines.join("\n"))]);
        let named = data.error("T").contains(&format!("T.json, line {},", broken + 1));
        prop_assert!(named);
        let kept: Vec<String> = (0..rows).filter(|row| *row != broken).map(|row| row.to_string()).collect();
        prop_assert_eq!(data.skipping().show("T"), [format!("n:long {}", kept.join(", "))]);
    }
}
