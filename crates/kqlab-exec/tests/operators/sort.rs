//! `sort` and `top`.

use kqlab_plan::plan::SortKey;
use kqlab_plan::{Plan, PlanNode, Type, Value};

use crate::build::*;

fn sorted(ty: Type, values: Vec<Value>, ascending: bool, nulls_first: bool) -> Vec<Value> {
    let rows = values.into_iter().map(|value| vec![value]).collect();
    let input = table(&[("x", ty)], rows);
    let keys = vec![SortKey { expr: column("x", ty), ascending, nulls_first }];
    let plan = plan(PlanNode::Sort { input: Box::new(input), keys }, schema(&[("x", ty)]));
    run(&plan).into_iter().flatten().collect()
}

#[test]
fn nulls_go_where_they_are_sent() {
    let (n, values) = (null(Type::Long), vec![long(2), null(Type::Long), long(1), long(3)]);
    let sort = |ascending, first| sorted(Type::Long, values.clone(), ascending, first);
    assert_eq!(sort(true, true), [n.clone(), long(1), long(2), long(3)]);
    assert_eq!(sort(true, false), [long(1), long(2), long(3), n.clone()]);
    assert_eq!(sort(false, true), [n.clone(), long(3), long(2), long(1)]);
    assert_eq!(sort(false, false), [long(3), long(2), long(1), n]);
}

#[test]
fn nan_stands_with_the_nulls() {
    // `sort-operator`, "Using special floating-point values".
    let real = Value::Real;
    let values = || {
        let inf = f64::INFINITY;
        vec![
            real(0.0),
            real(inf),
            real(f64::NAN),
            real(-5.0),
            null(Type::Real),
            real(5.0),
            real(-inf),
        ]
    };
    let print = |ascending, first| -> Vec<String> {
        let sorted = sorted(Type::Real, values(), ascending, first);
        sorted
            .iter()
            .map(|v| match v {
                Value::Real(v) => v.to_string(),
                _ => "null".into(),
            })
            .collect()
    };
    assert_eq!(print(true, true), ["null", "NaN", "-inf", "-5", "0", "5", "inf"]);
    assert_eq!(print(false, true), ["null", "NaN", "inf", "5", "0", "-5", "-inf"]);
    assert_eq!(print(true, false), ["-inf", "-5", "0", "5", "inf", "NaN", "null"]);
    assert_eq!(print(false, false), ["inf", "5", "0", "-5", "-inf", "NaN", "null"]);
}

#[test]
fn strings_order_by_code_point_and_bools_false_first() {
    let values = ["b", "", "B", "é", "a"].map(text).to_vec();
    assert_eq!(sorted(Type::String, values, true, true), ["", "B", "a", "b", "é"].map(text));
    let bools = [true, false].map(Value::Bool).to_vec();
    assert_eq!(sorted(Type::Bool, bools, true, true), [false, true].map(Value::Bool));
}

#[test]
fn decimals_order_as_numbers() {
    let decimal = |text: &str| Value::Decimal(text.into());
    let values = ["10", "9.5", "-1", "-20"].map(decimal).to_vec();
    assert_eq!(sorted(Type::Decimal, values, true, true), ["-20", "-1", "9.5", "10"].map(decimal));
}

fn two_columns() -> Plan {
    let rows = [(1, "b"), (2, "a"), (1, "a"), (2, "b"), (1, "c")];
    let rows = rows.map(|(x, s)| vec![long(x), text(s)]).to_vec();
    table(&[("x", Type::Long), ("s", Type::String)], rows)
}

#[test]
fn several_keys_and_mixed_directions() {
    let key =
        |name, ty, ascending| SortKey { expr: column(name, ty), ascending, nulls_first: ascending };
    let keys = vec![key("x", Type::Long, false), key("s", Type::String, true)];
    let input = two_columns();
    let out = input.schema.clone();
    let rows = run(&plan(PlanNode::Sort { input: Box::new(input), keys }, out));
    let expected = [(2, "a"), (2, "b"), (1, "a"), (1, "b"), (1, "c")];
    assert_eq!(rows, expected.map(|(x, s)| vec![long(x), text(s)]));
}

#[test]
fn equal_rows_keep_their_order_and_top_cuts() {
    let keys = vec![SortKey { expr: column("x", Type::Long), ascending: true, nulls_first: true }];
    let input = two_columns();
    let out = input.schema.clone();
    let sort = plan(PlanNode::Sort { input: Box::new(input), keys }, out.clone());
    let top = PlanNode::Take { input: Box::new(sort), count: literal(long(2)) };
    let expected = [(1, "b"), (1, "a")];
    assert_eq!(run(&plan(top, out)), expected.map(|(x, s)| vec![long(x), text(s)]));
}

#[test]
fn top_of_many_chunks() {
    let [from, to, step] = [long(1), long(300_000), long(1)].map(literal);
    let range = plan(PlanNode::Range { from, to, step }, schema(&[("x", Type::Long)]));
    let keys =
        vec![SortKey { expr: column("x", Type::Long), ascending: false, nulls_first: false }];
    let out = schema(&[("x", Type::Long)]);
    let sort = plan(PlanNode::Sort { input: Box::new(range), keys }, out.clone());
    let top = PlanNode::Take { input: Box::new(sort), count: literal(long(2)) };
    assert_eq!(run(&plan(top, out)), [[long(300_000)], [long(299_999)]]);
}
