//! The evaluator over chunks of rows: chains, paths, conversions, lists, and how deep it may go.

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::eval::{self, Failure, Hook, NoHook};
use kqlab_functions::{Arg, Context, library};
use kqlab_plan::expr::PathStep;
use kqlab_plan::{Expr, ExprKind, Field, Schema, Type, Value};
use kqlab_syntax::Span;

fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr { kind, ty, span: Span::default() }
}

fn column(name: &str, ty: Type) -> Expr {
    expr(ExprKind::Column(name.into()), ty)
}

fn literal(value: Value) -> Expr {
    Expr::literal(value, Span::default())
}

fn text(text: &str) -> Expr {
    literal(Value::string(text))
}

fn call(name: &str, overload: usize, args: Vec<Expr>, ty: Type) -> Expr {
    let def = &library::scalar(name).expect("a function").def;
    expr(ExprKind::Call { def, overload, args }, ty)
}

fn batch(columns: &[(&str, Type, &[Value])]) -> Batch {
    let fields = columns.iter().map(|(name, ty, _)| Field::new(*name, *ty)).collect();
    let rows = columns.first().map_or(0, |(_, _, values)| values.len());
    let columns = columns.iter().map(|(_, ty, values)| Column::from_values(*ty, *values)).collect();
    Batch::new(Arc::new(Schema::new(fields)), columns, rows)
}

fn values(expr: &Expr, batch: &Batch) -> Vec<Value> {
    let column = eval::eval(expr, batch, &Context::default(), &NoHook)
        .expect("a value")
        .into_column(batch.rows());
    (0..column.len()).map(|row| column.value(row)).collect()
}

fn strings(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(Value::string).collect()
}

fn bools(bools: &[Option<bool>]) -> Vec<Value> {
    bools.iter().map(|value| value.map_or(Value::Null(Type::Bool), Value::Bool)).collect()
}

/// logical-operators: `or` is true as soon as one side is, whatever the other.
#[test]
fn chains_are_three_valued() {
    let all = [Some(true), Some(false), None];
    let pairs: Vec<(Option<bool>, Option<bool>)> =
        all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))).collect();
    let (a, b): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let rows = batch(&[("a", Type::Bool, &bools(&a)), ("b", Type::Bool, &bools(&b))]);
    let joined = |name| {
        let args = vec![column("a", Type::Bool), column("b", Type::Bool)];
        values(&call(name, 0, args, Type::Bool), &rows)
    };
    let (t, f, n) = (Some(true), Some(false), None);
    assert_eq!(joined("and"), bools(&[t, f, n, f, f, f, n, f, n]));
    assert_eq!(joined("or"), bools(&[t, t, t, t, f, n, t, n, n]));
}

/// Where few rows are still open, the later terms are computed over those alone: the rows must come back to their places.
#[test]
fn sparse_chains_keep_their_places() {
    let texts: Vec<String> = (0..100).map(|row| format!("row {row}")).collect();
    let cells: Vec<Value> = texts.iter().map(Value::string).collect();
    let rows = batch(&[("s", Type::String, &cells)]);
    let ends = |with: &str| {
        call("endswith_cs", 0, vec![column("s", Type::String), text(with)], Type::Bool)
    };
    let both = call("and", 0, vec![ends("7"), ends("27")], Type::Bool);
    let found: Vec<usize> = values(&both, &rows)
        .iter()
        .enumerate()
        .filter(|(_, value)| **value == Value::Bool(true))
        .map(|(row, _)| row)
        .collect();
    assert_eq!(found, [27]);
}

/// Rules with thousands of terms must not exhaust the stack of a thread.
#[test]
fn deep_chains_and_nests() {
    let rows = batch(&[("s", Type::String, &strings(&["x4999", "none"]))]);
    let equals =
        |with: &str| call("==", 0, vec![column("s", Type::String), text(with)], Type::Bool);
    let chain = (1..5000).fold(equals("x0"), |chain, index| {
        call("or", 0, vec![chain, equals(&format!("x{index}"))], Type::Bool)
    });
    assert_eq!(values(&chain, &rows), bools(&[Some(true), Some(false)]));
    let nest = (0..5000)
        .fold(column("s", Type::String), |nest, _| call("tolower", 0, vec![nest], Type::String));
    assert_eq!(values(&nest, &rows), strings(&["x4999", "none"]));
}

/// measured on Kusto: what is absent is null, negative indexes count from the end.
#[test]
fn paths_over_text() {
    let cells = strings(&[r#"{"a": [1, {"b": "x"}]}"#, r#"{"a": 5}"#, "no json", ""]);
    let rows = batch(&[("s", Type::String, &cells)]);
    let parsed = call("parse_json", 0, vec![column("s", Type::String)], Type::Dynamic);
    let steps = vec![PathStep::Key("a".into()), PathStep::Index(-1), PathStep::Key("b".into())];
    let path = expr(ExprKind::Path(Box::new(parsed), steps), Type::Dynamic);
    let shown = call("tostring", 0, vec![path], Type::String);
    assert_eq!(values(&shown, &rows), strings(&["x", "", "", ""]));
}

#[test]
fn computed_elements() {
    let cells =
        [Value::dynamic(serde_json::json!([10, 20])), Value::dynamic(serde_json::json!({"k": 1}))];
    let indexes = [Value::Long(-1), Value::Long(0)];
    let rows = batch(&[("d", Type::Dynamic, &cells), ("i", Type::Long, &indexes)]);
    let (base, index) = (column("d", Type::Dynamic), column("i", Type::Long));
    let element = expr(ExprKind::Element(Box::new(base.clone()), Box::new(index)), Type::Dynamic);
    let long = expr(ExprKind::Convert(Box::new(element)), Type::Long);
    assert_eq!(values(&long, &rows), [Value::Long(20), Value::Null(Type::Long)]);
    let element = expr(ExprKind::Element(Box::new(base), Box::new(text("k"))), Type::Dynamic);
    let long = expr(ExprKind::Convert(Box::new(element)), Type::Long);
    assert_eq!(values(&long, &rows), [Value::Null(Type::Long), Value::Long(1)]);
}

/// Gives one list for every table.
struct List(Column);

impl Hook for List {
    fn resolve(&self, _: &Expr, _: &Batch) -> Result<Arg, Failure> {
        Ok(Arg::Column(self.0.clone()))
    }
}

/// measured on Kusto: a null is in no list; the nulls of a table do not count.
#[test]
fn lists_of_tables() {
    let plan = kqlab_plan::Plan {
        node: kqlab_plan::PlanNode::Table { name: "T".into(), columns: None },
        schema: Arc::default(),
        span: Span::default(),
    };
    let query = |name: &str, value: Expr| {
        let def = &library::scalar(name).expect("an operator").def;
        let kind = ExprKind::InQuery { def, value: Box::new(value), table: Arc::new(plan.clone()) };
        expr(kind, Type::Bool)
    };
    let eval = |expr: &Expr, rows: &Batch, list: &[Value]| {
        let hook = List(Column::from_values(list[0].ty(), list));
        let column = eval::eval(expr, rows, &Context::default(), &hook).expect("a value");
        let column = column.into_column(rows.rows());
        (0..column.len()).map(|row| column.value(row)).collect::<Vec<_>>()
    };
    let longs = [Value::Long(1), Value::Long(3), Value::Null(Type::Long)];
    let rows = batch(&[("n", Type::Long, &longs)]);
    let list = [Value::Long(1), Value::Null(Type::Long), Value::Long(2)];
    let n = || column("n", Type::Long);
    assert_eq!(
        eval(&query("in", n()), &rows, &list),
        bools(&[Some(true), Some(false), Some(false)])
    );
    assert_eq!(
        eval(&query("!in", n()), &rows, &list),
        bools(&[Some(false), Some(true), Some(true)])
    );
    let rows = batch(&[("s", Type::String, &strings(&["x 1 y", "x 2 y"]))]);
    let s = || column("s", Type::String);
    let list = [Value::Long(1), Value::Null(Type::Long)];
    assert_eq!(eval(&query("has_any", s()), &rows, &list), bools(&[Some(true), Some(false)]));
    assert_eq!(eval(&query("has_all", s()), &rows, &list), bools(&[Some(true), Some(false)]));
}

/// What is refused names the part of the query.
#[test]
fn failures_have_a_place() {
    let rows = batch(&[("s", Type::String, &strings(&["x"]))]);
    let mut wrong =
        call("matches regex", 0, vec![column("s", Type::String), text("(")], Type::Bool);
    wrong.span = Span { start: 3, end: 9 };
    let failure = eval::eval(&wrong, &rows, &Context::default(), &NoHook).expect_err("a failure");
    assert_eq!(failure.span, wrong.span);
    assert!(failure.error.message.contains("regular expression"), "{}", failure.error.message);
}

/// Constants are folded, columns and chance are not.
#[test]
fn folding() {
    let cx = Context::default();
    let sum = call("+", 0, vec![literal(Value::Long(1)), literal(Value::Long(2))], Type::Long);
    assert_eq!(eval::fold(&sum, &cx), Some(Value::Long(3)));
    assert_eq!(eval::fold(&column("x", Type::Long), &cx), None);
    assert_eq!(eval::fold(&call("new_guid", 0, Vec::new(), Type::Guid), &cx), None);
    let wrong = call("trim", 0, vec![text("("), text("x")], Type::String);
    assert_eq!(eval::fold(&wrong, &cx), None);
}
