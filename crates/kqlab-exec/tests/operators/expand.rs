//! `mv-expand`, `mv-apply`, `partition`.

use std::sync::Arc;

use kqlab_plan::plan::{MvColumn, MvExpand};
use kqlab_plan::{Plan, PlanNode, Type, Value};

use crate::build::*;

fn expand(input: Plan, columns: &[(&str, Type)], change: impl FnOnce(&mut MvExpand)) -> MvExpand {
    let columns = columns.iter().map(|(name, to)| MvColumn {
        name: (*name).into(),
        expr: column(name, Type::Dynamic),
        to: *to,
    });
    let columns = columns.collect();
    let mut expand =
        MvExpand { input, columns, bag_as_array: false, item_index: None, limit: None };
    change(&mut expand);
    expand
}

fn values(value: &str, to: Type) -> Vec<Value> {
    let cell = if value == "null" { null(Type::Dynamic) } else { json(value) };
    let input = table(&[("b", Type::Dynamic)], vec![vec![cell]]);
    let node = PlanNode::MvExpand(Box::new(expand(input, &[("b", to)], |_| ())));
    run(&plan(node, schema(&[("b", to)]))).into_iter().flatten().collect()
}

#[test]
fn elements_become_rows() {
    // `mv-expand-operator`, "Returns" and "Modes of expansion"; measured on Kusto.
    assert_eq!(
        values(r#"[10,"a",null]"#, Type::Dynamic),
        [json("10"), json("\"a\""), null(Type::Dynamic)]
    );
    assert_eq!(
        values(r#"{"p":1,"q":[2]}"#, Type::Dynamic),
        [json(r#"{"p":1}"#), json(r#"{"q":[2]}"#)]
    );
    assert!(values("[]", Type::Dynamic).is_empty());
    assert!(values("{}", Type::Dynamic).is_empty());
    assert_eq!(values("null", Type::Dynamic), [null(Type::Dynamic)]);
}

#[test]
fn elements_are_cast_not_converted() {
    // measured on Kusto: numbers truncate to integers, '2' to long is null.
    assert_eq!(
        values(r#"[1.7,-1.7,"2",true]"#, Type::Long),
        [long(1), long(-1), null(Type::Long), null(Type::Long)]
    );
    let bools = [Value::Bool(true), null(Type::Bool), null(Type::Bool), Value::Bool(true)];
    assert_eq!(values(r#"[1,2.5,"2",true]"#, Type::Bool), bools);
    assert_eq!(values(r#"[1,"2"]"#, Type::Real), [Value::Real(1.0), null(Type::Real)]);
    assert_eq!(values(r#"["x",null]"#, Type::String), [text("x"), text("")]);
}

#[test]
fn bags_as_arrays() {
    // measured on Kusto: with bagexpansion=array only bags change.
    let one = |value: &str| -> Vec<Value> {
        let input = table(&[("b", Type::Dynamic)], vec![vec![json(value)]]);
        let expand = expand(input, &[("b", Type::Dynamic)], |e| e.bag_as_array = true);
        let node = PlanNode::MvExpand(Box::new(expand));
        run(&plan(node, schema(&[("b", Type::Dynamic)]))).into_iter().flatten().collect()
    };
    assert_eq!(one(r#"{"p":1,"q":2}"#), [json(r#"["p",1]"#), json(r#"["q",2]"#)]);
    assert_eq!(one(r#"[{"p":1,"q":2}]"#), [json(r#"{"p":1,"q":2}"#)]);
}

#[test]
fn columns_are_zipped_with_index_and_limit() {
    let rows = vec![
        vec![long(1), json(r#"{"x":1,"y":2}"#), json("[5,4,3]")],
        vec![long(2), json("[]"), json("[7]")],
    ];
    let input = table(&[("a", Type::Long), ("b", Type::Dynamic), ("c", Type::Dynamic)], rows);
    let expand = expand(input, &[("b", Type::Dynamic), ("c", Type::Long)], |e| {
        e.item_index = Some("i".into());
        e.limit = Some(3);
    });
    let out = [("a", Type::Long), ("b", Type::Dynamic), ("c", Type::Long), ("i", Type::Long)];
    let rows = run(&plan(PlanNode::MvExpand(Box::new(expand)), schema(&out)));
    assert_eq!(
        rows,
        [
            vec![long(1), json(r#"{"x":1}"#), long(5), long(0)],
            vec![long(1), json(r#"{"y":2}"#), long(4), long(1)],
            vec![long(1), null(Type::Dynamic), long(3), long(2)],
            vec![long(2), null(Type::Dynamic), long(7), long(0)],
        ]
    );
}

#[test]
fn an_apply_runs_a_pipeline_over_each_row() {
    let rows = vec![
        vec![text("p"), json("[1,5,3]")],
        vec![text("q"), json("[4]")],
        vec![text("r"), json("[]")],
    ];
    let input = table(&[("s", Type::String), ("b", Type::Dynamic)], rows);
    let expand = expand(input, &[("b", Type::Long)], |_| ());
    let sub = plan(PlanNode::SubInput, schema(&[("s", Type::String), ("b", Type::Long)]));
    let aggregates = vec![aggregate("count", vec![], &[("n", Type::Long)])];
    let node = PlanNode::Aggregate { input: Box::new(sub), keys: vec![], aggregates };
    let body = Arc::new(plan(node, schema(&[("n", Type::Long)])));
    let node = PlanNode::MvApply { expand: Box::new(expand), body };
    let rows = run(&plan(node, schema(&[("s", Type::String), ("n", Type::Long)])));
    assert_eq!(rows, [[text("p"), long(3)], [text("q"), long(1)]]);
}

#[test]
fn a_partition_runs_a_pipeline_over_each_value() {
    let rows = [("a", 1), ("b", 2), ("a", 3)].map(|(k, v)| vec![text(k), long(v)]).to_vec();
    let input = Box::new(table(&[("k", Type::String), ("v", Type::Long)], rows));
    let sub = plan(PlanNode::SubInput, schema(&[("k", Type::String), ("v", Type::Long)]));
    let out = schema(&[("k", Type::String), ("v", Type::Long)]);
    let take = PlanNode::Take { input: Box::new(sub), count: literal(long(1)) };
    let body = Arc::new(plan(take, out.clone()));
    let rows = run(&plan(PlanNode::Partition { input, by: "k".into(), body }, out));
    assert_eq!(rows, [[text("a"), long(1)], [text("b"), long(2)]]);
}

/// A pipeline that sees a row at a time is run over all rows at once; `take` keeps it to one after the other.
#[test]
fn a_pipeline_of_single_rows_gives_the_same_over_all_of_them() {
    let data = r#"datatable(id:long, list:dynamic, s:string) [
        1, dynamic([{"k":"a","v":[1,2]},{"k":"b","v":[3]}]), "x",
        2, dynamic([]), "y",
        3, dynamic([{"k":"a","v":[]},{"k":"c","v":[4,5]},{"k":"a","v":[6]}]), "z",
        4, dynamic(null), "w",
        5, dynamic({"k":"a","v":[7]}), "x"]"#;
    let bodies = [
        "where e.k == 'a'",
        "extend k = tostring(e.k), s = strcat(s, id) | where k != 'b'",
        "project k = tostring(e.k), id = id * 10",
        "where e.k == 'a' | mv-expand n = e.v to typeof(long) | project n",
        "extend k = e.k | mv-apply n = e.v to typeof(long) on (where n != 4 | extend m = n + id) | project m, n",
        "mv-apply n = e.v to typeof(long) on (summarize total = sum(n)) | where total > 2",
        "mv-apply n = e.v to typeof(long) on (extend d = n * 2 | mv-apply o = pack_array(d, n) on (project o))",
        "where tostring(e.k) in ((datatable(k:string)['a', 'c']))",
        "extend s = toscalar(datatable(k:string)['one']) | project s",
    ];
    for body in bodies {
        let after = |tail: &str| {
            crate::text::rows(&format!(
                "{data} | mv-apply e = list on ({body}{tail}) | project-away list"
            ))
        };
        let (whole, each) = (after(""), after(" | take 1000"));
        assert_eq!(whole, each, "{body}");
        assert!(!whole.is_empty(), "{body}");
    }
}
