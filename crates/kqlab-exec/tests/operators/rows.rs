//! Row-wise operators: filter, extend, project, union; values, range, take.

use kqlab_plan::plan::UnionInput;
use kqlab_plan::{PlanNode, Type, Value};

use crate::build::*;

fn numbers(values: &[Option<i64>]) -> kqlab_plan::Plan {
    let rows = values.iter().map(|v| vec![v.map_or(null(Type::Long), long)]).collect();
    table(&[("x", Type::Long)], rows)
}

fn filter(input: kqlab_plan::Plan, predicate: kqlab_plan::Expr) -> kqlab_plan::Plan {
    let schema = input.schema.clone();
    plan(PlanNode::Filter { input: Box::new(input), predicate }, schema)
}

#[test]
fn a_filter_keeps_rows_whose_predicate_is_true() {
    let is_null = call("isnull", vec![column("x", Type::Long)], Type::Bool);
    let rows = run(&filter(numbers(&[Some(1), None, Some(3)]), is_null));
    assert_eq!(rows, [[null(Type::Long)]]);
}

#[test]
fn a_null_predicate_keeps_nothing() {
    let rows = run(&filter(numbers(&[Some(1)]), literal(null(Type::Bool))));
    assert!(rows.is_empty());
    assert_eq!(run(&filter(numbers(&[Some(1)]), literal(Value::Bool(true)))).len(), 1);
}

#[test]
fn extend_replaces_in_place_and_sees_only_input_columns() {
    // measured on Kusto: assignments of one clause see the input's columns.
    let input = table(&[("a", Type::Long), ("b", Type::Long)], vec![vec![long(1), long(2)]]);
    let columns = vec![named("a", column("b", Type::Long)), named("c", column("a", Type::Long))];
    let out = schema(&[("a", Type::Long), ("b", Type::Long), ("c", Type::Long)]);
    let rows = run(&plan(PlanNode::Extend { input: Box::new(input), columns }, out));
    assert_eq!(rows, [[long(2), long(2), long(1)]]);
}

#[test]
fn print_is_one_row_of_no_columns() {
    let one = table(&[], vec![vec![]]);
    assert_eq!(run(&project(one, vec![named("print_0", literal(long(7)))])), [[long(7)]]);
}

#[test]
fn a_union_fills_what_an_input_lacks() {
    let a = table(&[("x", Type::Long)], vec![vec![long(1)]]);
    let b = table(&[("s", Type::String)], vec![vec![text("b")]]);
    let inputs = vec![
        UnionInput { plan: a, columns: vec![(0, column("x", Type::Long))] },
        UnionInput { plan: b, columns: vec![(1, column("s", Type::String))] },
    ];
    let out = schema(&[("x", Type::Long), ("s", Type::String)]);
    let rows = run(&plan(PlanNode::Union { inputs }, out));
    // A string is never null (measured).
    assert_eq!(rows, [[long(1), text("")], [null(Type::Long), text("b")]]);
}

fn range(ty: Type, from: Value, to: Value, step: Value) -> Vec<Value> {
    let [from, to, step] = [from, to, step].map(literal);
    let rows = run(&plan(PlanNode::Range { from, to, step }, schema(&[("x", ty)])));
    rows.into_iter().flatten().collect()
}

#[test]
fn a_range_includes_its_end_when_a_step_reaches_it() {
    // `range-operator`: range Steps from 1 to 8 step 3.
    assert_eq!(range(Type::Long, long(1), long(8), long(3)), [long(1), long(4), long(7)]);
    assert_eq!(range(Type::Long, long(1), long(7), long(3)), [long(1), long(4), long(7)]);
    assert_eq!(range(Type::Long, long(3), long(1), long(-1)), [long(3), long(2), long(1)]);
    assert!(range(Type::Long, long(3), long(1), long(1)).is_empty());
    assert!(range(Type::Long, null(Type::Long), long(1), long(1)).is_empty());
    let real = Value::Real;
    assert_eq!(
        range(Type::Real, real(0.0), real(1.0), real(0.5)),
        [real(0.0), real(0.5), real(1.0)]
    );
    let days = range(Type::Datetime, Value::Datetime(0), Value::Datetime(20), Value::Timespan(10));
    assert_eq!(days, [Value::Datetime(0), Value::Datetime(10), Value::Datetime(20)]);
}

#[test]
fn a_range_of_many_rows_comes_in_chunks() {
    let [from, to, step] = [long(1), long(200_000), long(1)].map(literal);
    let range = plan(PlanNode::Range { from, to, step }, schema(&[("x", Type::Long)]));
    let take = |count| {
        let node = PlanNode::Take { input: Box::new(range.clone()), count: literal(long(count)) };
        run(&plan(node, schema(&[("x", Type::Long)])))
    };
    assert_eq!(take(150_000).last(), Some(&vec![long(150_000)]));
    assert!(take(0).is_empty());
    assert_eq!(run(&range).len(), 200_000);
}

#[test]
fn a_range_that_never_ends_can_be_taken_from() {
    let [from, to, step] = [long(1), long(i64::MAX), long(1)].map(literal);
    let range = plan(PlanNode::Range { from, to, step }, schema(&[("x", Type::Long)]));
    let node = PlanNode::Take { input: Box::new(range), count: literal(long(2)) };
    assert_eq!(run(&plan(node, schema(&[("x", Type::Long)]))), [[long(1)], [long(2)]]);
}

#[test]
fn a_step_of_zero_is_refused() {
    let [from, to, step] = [long(1), long(2), long(0)].map(literal);
    let range = plan(PlanNode::Range { from, to, step }, schema(&[("x", Type::Long)]));
    assert_eq!(try_run(&range).expect_err("no step").code.id, "KQL3002");
}

#[test]
fn sample_gives_as_many_rows_as_there_are() {
    let node = |count| PlanNode::Sample {
        input: Box::new(numbers(&[Some(1), Some(2), Some(3)])),
        count: literal(long(count)),
    };
    assert_eq!(run(&plan(node(2), schema(&[("x", Type::Long)]))).len(), 2);
    assert_eq!(run(&plan(node(9), schema(&[("x", Type::Long)]))).len(), 3);
}
