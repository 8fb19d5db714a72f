//! Every kind of join over the tables of the reference's join pages.

use kqlab_plan::plan::{Join, JoinKind, Side};
use kqlab_plan::{Plan, PlanNode, Type, Value};

use crate::build::*;

fn x() -> Plan {
    let rows = [("a", 1), ("b", 2), ("b", 3), ("c", 4)];
    let rows = rows.map(|(key, value)| vec![text(key), long(value)]).to_vec();
    table(&[("Key", Type::String), ("Value1", Type::Long)], rows)
}

fn y() -> Plan {
    let rows = [("b", 10), ("c", 20), ("c", 30), ("d", 40)];
    let rows = rows.map(|(key, value)| vec![text(key), long(value)]).to_vec();
    table(&[("Key", Type::String), ("Value2", Type::Long)], rows)
}

fn join(left: Plan, right: Plan, kind: JoinKind, key: &str, ty: Type) -> Plan {
    let both = !matches!(
        kind,
        JoinKind::LeftSemi | JoinKind::LeftAnti | JoinKind::RightSemi | JoinKind::RightAnti
    );
    let mut columns = Vec::new();
    let mut fields = Vec::new();
    if both || matches!(kind, JoinKind::LeftSemi | JoinKind::LeftAnti) {
        columns.extend(left.schema.fields.iter().map(|f| (Side::Left, f.name.clone())));
        fields.extend(left.schema.fields.iter().cloned());
    }
    if both || matches!(kind, JoinKind::RightSemi | JoinKind::RightAnti) {
        for field in &right.schema.fields {
            columns.push((Side::Right, field.name.clone()));
            let taken = fields.iter().any(|f: &kqlab_plan::Field| f.name == field.name);
            let name = if taken { format!("{}1", field.name) } else { field.name.to_string() };
            fields.push(kqlab_plan::Field::new(name, field.ty));
        }
    }
    let keys = vec![(column(key, ty), column(key, ty))];
    let join = Join { left, right, kind, keys, columns };
    let schema = std::sync::Arc::new(kqlab_plan::Schema::new(fields));
    plan(PlanNode::Join(Box::new(join)), schema)
}

fn rows(kind: JoinKind) -> Vec<Row> {
    unordered(run(&join(x(), y(), kind, "Key", Type::String)))
}

fn both(rows: &[(&str, Option<i64>, &str, Option<i64>)]) -> Vec<Row> {
    let long = |value: Option<i64>| value.map_or(null(Type::Long), Value::Long);
    unordered(rows.iter().map(|(a, b, c, d)| vec![text(a), long(*b), text(c), long(*d)]).collect())
}

fn one(rows: &[(&str, i64)]) -> Vec<Row> {
    unordered(rows.iter().map(|(key, value)| vec![text(key), long(*value)]).collect())
}

#[test]
fn inner_kinds() {
    // `join-innerunique`: the deduplication keeps the first record of a key.
    let unique = [
        ("b", Some(2), "b", Some(10)),
        ("c", Some(4), "c", Some(20)),
        ("c", Some(4), "c", Some(30)),
    ];
    assert_eq!(rows(JoinKind::InnerUnique), both(&unique));
    let mut inner = unique.to_vec();
    inner.push(("b", Some(3), "b", Some(10)));
    assert_eq!(rows(JoinKind::Inner), both(&inner));
}

#[test]
fn outer_kinds() {
    let inner = [
        ("b", Some(2), "b", Some(10)),
        ("b", Some(3), "b", Some(10)),
        ("c", Some(4), "c", Some(20)),
        ("c", Some(4), "c", Some(30)),
    ];
    let (left, right) = (("a", Some(1), "", None), ("", None, "d", Some(40)));
    let with = |more: &[(&'static str, Option<i64>, &'static str, Option<i64>)]| {
        both(&[&inner[..], more].concat())
    };
    assert_eq!(rows(JoinKind::LeftOuter), with(&[left]));
    assert_eq!(rows(JoinKind::RightOuter), with(&[right]));
    assert_eq!(rows(JoinKind::FullOuter), with(&[left, right]));
}

#[test]
fn semi_and_anti_kinds() {
    assert_eq!(rows(JoinKind::LeftSemi), one(&[("b", 2), ("b", 3), ("c", 4)]));
    assert_eq!(rows(JoinKind::LeftAnti), one(&[("a", 1)]));
    assert_eq!(rows(JoinKind::RightSemi), one(&[("b", 10), ("c", 20), ("c", 30)]));
    assert_eq!(rows(JoinKind::RightAnti), one(&[("d", 40)]));
}

#[test]
fn null_keys_match_null_keys() {
    // measured on Kusto
    let side = |name| {
        let rows = vec![vec![null(Type::Long), long(1)], vec![long(7), long(2)]];
        table(&[("k", Type::Long), (name, Type::Long)], rows)
    };
    for kind in [JoinKind::Inner, JoinKind::InnerUnique, JoinKind::LeftOuter, JoinKind::FullOuter] {
        assert_eq!(run(&join(side("a"), side("b"), kind, "k", Type::Long)).len(), 2, "{kind:?}");
    }
    assert_eq!(run(&join(side("a"), side("b"), JoinKind::LeftAnti, "k", Type::Long)).len(), 0);
}

#[test]
fn dynamic_keys_match_by_value() {
    let side = |text: &str, name| {
        table(&[("k", Type::Dynamic), (name, Type::Long)], vec![vec![json(text), long(1)]])
    };
    let left = side(r#"{"a": [1, 2]}"#, "a");
    let right = side(r#"{"a":[1,2]}"#, "b");
    assert_eq!(run(&join(left, right, JoinKind::Inner, "k", Type::Dynamic)).len(), 1);
}

#[test]
fn empty_sides() {
    let empty = |name| table(&[("Key", Type::String), (name, Type::Long)], vec![]);
    let count = |left, right, kind| run(&join(left, right, kind, "Key", Type::String)).len();
    assert_eq!(count(x(), empty("b"), JoinKind::LeftOuter), 4);
    assert_eq!(count(x(), empty("b"), JoinKind::LeftAnti), 4);
    assert_eq!(count(x(), empty("b"), JoinKind::Inner), 0);
    assert_eq!(count(empty("a"), y(), JoinKind::FullOuter), 4);
    assert_eq!(count(empty("a"), y(), JoinKind::RightOuter), 4);
    assert_eq!(count(empty("a"), empty("b"), JoinKind::FullOuter), 0);
}

#[test]
fn without_keys_every_row_meets_every_row() {
    let join = Join {
        left: x(),
        right: y(),
        kind: JoinKind::Inner,
        keys: Vec::new(),
        columns: vec![(Side::Left, "Value1".into()), (Side::Right, "Value2".into())],
    };
    let out = schema(&[("Value1", Type::Long), ("Value2", Type::Long)]);
    assert_eq!(run(&plan(PlanNode::Join(Box::new(join)), out)).len(), 16);
}

#[test]
fn several_keys_and_only_the_columns_that_are_asked_for() {
    let two = |name: &str, rows: &[(i64, &str, i64)]| {
        let rows = rows.iter().map(|(a, b, c)| vec![long(*a), text(b), long(*c)]).collect();
        table(&[("a", Type::Long), ("b", Type::String), (name, Type::Long)], rows)
    };
    let left = two("l", &[(1, "x", 10), (1, "y", 11), (2, "x", 12)]);
    let right = two("r", &[(1, "x", 20), (2, "y", 21)]);
    let keys = vec![
        (column("a", Type::Long), column("a", Type::Long)),
        (column("b", Type::String), column("b", Type::String)),
    ];
    let columns = vec![(Side::Left, "l".into()), (Side::Right, "r".into())];
    let join = Join { left, right, kind: JoinKind::LeftOuter, keys, columns };
    let out = schema(&[("l", Type::Long), ("r", Type::Long)]);
    let all = plan(PlanNode::Join(Box::new(join)), out);
    let none = null(Type::Long);
    assert_eq!(
        run(&all),
        [[long(10), long(20)], [long(11), none.clone()], [long(12), none.clone()]]
    );
    let only = project(all, vec![named("r", column("r", Type::Long))]);
    assert_eq!(run(&only), [[long(20)], [none.clone()], [none]]);
}

#[test]
fn a_filter_after_a_join_decides_which_row_is_kept() {
    // `join-innerunique`, "Two possible outputs from innerunique join"
    let query = r#"let t1 = datatable(key:long, value:string)[1,"val1.1", 1,"val1.2"];
        let t2 = datatable(key:long, value:string)[1,"val1.3", 1,"val1.4"];
        t1 | join kind=innerunique t2 on key | where value == "val1.2" | project value, value1"#;
    assert_eq!(crate::text::rows(query), [["val1.2", "val1.3"], ["val1.2", "val1.4"]]);
}

#[test]
fn a_filter_after_an_outer_join_sees_the_rows_without_a_match() {
    let query = "let a = datatable(k:long, v:long)[1,10, 2,20];
        let b = datatable(k:long, w:long)[1,100];
        a | join kind=leftouter b on k | where isnull(w) and v > 0 | project v";
    assert_eq!(crate::text::rows(query), [["20"]]);
}
