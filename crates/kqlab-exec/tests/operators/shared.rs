//! Shared tables, and tables inside expressions.

use std::sync::Arc;

use kqlab_plan::plan::UnionInput;
use kqlab_plan::{Expr, ExprKind, Plan, PlanNode, Type};
use kqlab_syntax::Span;

use crate::build::*;

fn two() -> Plan {
    let rows = vec![vec![long(1), text("a")], vec![long(2), text("b")]];
    table(&[("x", Type::Long), ("s", Type::String)], rows)
}

fn share(shared: &Arc<Plan>) -> Plan {
    plan(PlanNode::Shared(Arc::clone(shared)), shared.schema.clone())
}

#[test]
fn users_of_a_shared_table_may_ask_for_different_columns() {
    let shared = Arc::new(two());
    let input = |name: &str, ty| {
        let columns = vec![(0, call("tostring", vec![column(name, ty)], Type::String))];
        UnionInput { plan: share(&shared), columns }
    };
    let inputs = vec![input("x", Type::Long), input("s", Type::String)];
    let rows = run(&plan(PlanNode::Union { inputs }, schema(&[("v", Type::String)])));
    assert_eq!(rows.concat(), ["1", "2", "a", "b"].map(text));
}

#[test]
fn a_scalar_query_is_the_first_column_of_the_first_row() {
    let scalar = |table: Plan| Expr {
        kind: ExprKind::ScalarQuery(Arc::new(table)),
        ty: Type::Long,
        span: Span::default(),
    };
    let one = || table(&[], vec![vec![]]);
    assert_eq!(run(&project(one(), vec![named("v", scalar(two()))])), [[long(1)]]);
    let empty = table(&[("x", Type::Long)], vec![]);
    assert_eq!(run(&project(one(), vec![named("v", scalar(empty))])), [[null(Type::Long)]]);
}
