//! Plans by hand, and running them.

use std::sync::Arc;

use kqlab_exec::{Executor, Fault, Nothing};
use kqlab_functions::{Context, library};
use kqlab_plan::expr::NamedExpr;
use kqlab_plan::plan::AggregateCall;
use kqlab_plan::{Expr, ExprKind, Field, Plan, PlanNode, Schema, Type, Value};
use kqlab_syntax::Span;

/// A row.
pub(crate) type Row = Vec<Value>;

pub(crate) fn schema(fields: &[(&str, Type)]) -> Arc<Schema> {
    Arc::new(Schema::new(fields.iter().map(|(name, ty)| Field::new(*name, *ty)).collect()))
}

pub(crate) fn plan(node: PlanNode, schema: Arc<Schema>) -> Plan {
    Plan { node, schema, span: Span::new(0, 1) }
}

pub(crate) fn table(fields: &[(&str, Type)], rows: Vec<Row>) -> Plan {
    plan(PlanNode::Values(rows), schema(fields))
}

pub(crate) fn long(value: i64) -> Value {
    Value::Long(value)
}

pub(crate) fn text(value: &str) -> Value {
    Value::string(value)
}

pub(crate) fn json(value: &str) -> Value {
    Value::dynamic(serde_json::from_str(value).expect("the test's JSON"))
}

pub(crate) fn null(ty: Type) -> Value {
    Value::Null(ty)
}

pub(crate) fn literal(value: Value) -> Expr {
    Expr::literal(value, Span::default())
}

pub(crate) fn column(name: &str, ty: Type) -> Expr {
    Expr::column(name, ty, Span::default())
}

pub(crate) fn call(name: &str, args: Vec<Expr>, ty: Type) -> Expr {
    let def = &library::scalar(name).expect("the function").def;
    Expr { kind: ExprKind::Call { def, overload: 0, args }, ty, span: Span::new(2, 3) }
}

pub(crate) fn named(name: &str, expr: Expr) -> NamedExpr {
    NamedExpr { name: name.into(), expr }
}

pub(crate) fn aggregate(name: &str, args: Vec<Expr>, outputs: &[(&str, Type)]) -> AggregateCall {
    AggregateCall {
        def: &library::aggregate(name).expect("the aggregate").def,
        overload: 0,
        args,
        outputs: outputs.iter().map(|(name, ty)| Field::new(*name, *ty)).collect(),
        span: Span::new(4, 5),
    }
}

/// A column projected out of a plan.
pub(crate) fn project(input: Plan, columns: Vec<NamedExpr>) -> Plan {
    let fields = columns.iter().map(|c| Field { name: Arc::clone(&c.name), ty: c.expr.ty });
    let schema = Arc::new(Schema::new(fields.collect()));
    plan(PlanNode::Project { input: Box::new(input), columns }, schema)
}

pub(crate) fn try_run(plan: &Plan) -> Result<Vec<Row>, Fault> {
    let executor = Executor::new(&Nothing, Arc::new(Context::new(0)));
    let frame = executor.run(plan)?;
    assert_eq!(frame.schema, plan.schema);
    let rows = frame.batches.iter().flat_map(|batch| {
        assert_eq!(batch.schema(), &plan.schema);
        (0..batch.rows()).map(|row| batch.columns().iter().map(|c| c.value(row)).collect::<Row>())
    });
    Ok(rows.collect())
}

pub(crate) fn run(plan: &Plan) -> Vec<Row> {
    try_run(plan).expect("the plan runs")
}

/// The rows in the order of their printed form: for operators that promise no order.
pub(crate) fn unordered(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| format!("{row:?}"));
    rows
}
