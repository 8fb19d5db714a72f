//! Grouping: keys, order of groups, chunks.

use kqlab_plan::{Plan, PlanNode, Type, Value};

use crate::build::*;

fn counted(input: Plan, key: &str, ty: Type) -> Vec<Row> {
    let keys = vec![named(key, column(key, ty))];
    let aggregates = vec![aggregate("count", vec![], &[("count_", Type::Long)])];
    let out = schema(&[(key, ty), ("count_", Type::Long)]);
    run(&plan(PlanNode::Aggregate { input: Box::new(input), keys, aggregates }, out))
}

#[test]
fn groups_come_in_order_of_first_appearance() {
    let rows = ["b", "a", "b", ""].map(|s| vec![text(s)]).to_vec();
    let rows = counted(table(&[("k", Type::String)], rows), "k", Type::String);
    assert_eq!(rows, [[text("b"), long(2)], [text("a"), long(1)], [text(""), long(1)]]);
}

#[test]
fn null_is_a_group_and_so_is_nan() {
    // measured on Kusto
    let rows = vec![vec![null(Type::Long)], vec![long(0)], vec![null(Type::Long)]];
    let rows = counted(table(&[("k", Type::Long)], rows), "k", Type::Long);
    assert_eq!(rows, [[null(Type::Long), long(2)], [long(0), long(1)]]);
    let rows = [f64::NAN, 0.0, -f64::NAN, -0.0].map(|v| vec![Value::Real(v)]).to_vec();
    assert_eq!(counted(table(&[("k", Type::Real)], rows), "k", Type::Real).len(), 2);
}

#[test]
fn without_keys_there_is_one_row_with_keys_none() {
    // measured on Kusto
    let empty = || table(&[("k", Type::Long)], vec![]);
    let aggregates = vec![aggregate("count", vec![], &[("count_", Type::Long)])];
    let node = PlanNode::Aggregate { input: Box::new(empty()), keys: vec![], aggregates };
    assert_eq!(run(&plan(node, schema(&[("count_", Type::Long)]))), [[long(0)]]);
    assert!(counted(empty(), "k", Type::Long).is_empty());
}

#[test]
fn distinct_has_no_aggregates() {
    let rows = [1, 2, 1].map(|v| vec![long(v)]).to_vec();
    let input = Box::new(table(&[("k", Type::Long)], rows));
    let keys = vec![named("k", column("k", Type::Long))];
    let node = PlanNode::Aggregate { input, keys, aggregates: vec![] };
    assert_eq!(run(&plan(node, schema(&[("k", Type::Long)]))), [[long(1)], [long(2)]]);
}

#[test]
fn chunks_are_merged() {
    let [from, to, step] = [long(0), long(999_999), long(1)].map(literal);
    let range = plan(PlanNode::Range { from, to, step }, schema(&[("x", Type::Long)]));
    let bin = call("bin", vec![column("x", Type::Long), literal(long(250_000))], Type::Long);
    let keyed = project(range, vec![named("k", bin)]);
    let rows = counted(keyed, "k", Type::Long);
    let expected = [0, 250_000, 500_000, 750_000].map(|k| vec![long(k), long(250_000)]);
    assert_eq!(rows, expected);
}
