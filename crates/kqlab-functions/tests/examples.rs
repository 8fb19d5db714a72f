//! Every example of every definition: folded as a constant, and computed over columns.

use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::eval::{self, NoHook};
use kqlab_functions::library::{self, Builtins};
use kqlab_functions::{Arg, Context};
use kqlab_plan::bind::bind;
use kqlab_plan::{
    Catalog, Environment, Example, Expr, ExprKind, Field, FnDef, FnKind, Library, Mode, Plan,
    PlanNode, Probe, Probed, SavedFunction, Schema, Type, Value,
};
use kqlab_syntax::{Diagnostic, parse};
use serde_json::Value as Json;

/// 2020-01-01, the examples' clock.
const NOW: i64 = 637_134_336_000_000_000;

struct Nothing;

impl Catalog for Nothing {
    fn table(&self, _: Option<&str>, _: &str) -> Option<Arc<Schema>> {
        None
    }

    fn table_names(&self) -> Vec<Arc<str>> {
        Vec::new()
    }

    fn near_tables(&self, _: &str) -> Vec<Arc<str>> {
        Vec::new()
    }

    fn function(&self, _: &str) -> Option<SavedFunction> {
        None
    }
}

impl Probe for Nothing {
    fn probe(&mut self, plan: Plan) -> Result<Probed, Vec<Diagnostic>> {
        Ok(Probed::Open(plan))
    }
}

/// The builtins, but nothing is folded while binding, so that the calls are still there.
struct Unfolded<'a>(Builtins<'a>);

impl Library for Unfolded<'_> {
    fn scalar(&self, name: &str) -> Option<&'static FnDef> {
        self.0.scalar(name)
    }

    fn aggregate(&self, name: &str) -> Option<&'static FnDef> {
        self.0.aggregate(name)
    }

    fn plugin(&self, name: &str) -> Option<&'static FnDef> {
        self.0.plugin(name)
    }

    fn near(&self, name: &str) -> Vec<&'static str> {
        self.0.near(name)
    }

    fn fold(&self, _: &Expr) -> Option<Value> {
        None
    }
}

/// The bound expression of `print <text>`.
fn bound(text: &str, cx: &Context) -> Result<Expr, String> {
    let parsed = parse(&format!("print x = {text}"));
    let problems = |diagnostics: &[Diagnostic]| {
        diagnostics.iter().map(|d| d.message.clone()).collect::<Vec<_>>().join("; ")
    };
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(problems(&parsed.diagnostics));
    }
    let library = Unfolded(Builtins::new(cx));
    let mut env = Environment {
        catalog: &Nothing,
        library: &library,
        probe: &mut Nothing,
        mode: Mode::Run,
        open_tables: false,
    };
    let bound = bind(&parsed.query, &mut env);
    let query = bound.query.ok_or_else(|| problems(&bound.diagnostics))?;
    match &query.results[0].plan.node {
        PlanNode::Project { columns, .. } => Ok(columns[0].expr.clone()),
        node => Err(format!("print is bound as {node:?}")),
    }
}

/// The value over one row, whatever is constant computed once.
fn value(expr: &Expr, cx: &Context) -> Result<Value, String> {
    let row = Batch::new(Arc::default(), Vec::new(), 1);
    match eval::eval(expr, &row, cx, &NoHook) {
        Ok(Arg::Const(value)) => Ok(value),
        Ok(Arg::Column(column)) => Ok(column.value(0)),
        Err(failure) => Err(failure.error.message),
    }
}

/// Makes columns of the call's constant arguments, but of those that must be constant.
fn columns(expr: &mut Expr, fields: &mut Vec<(Field, Value)>) {
    match &mut expr.kind {
        ExprKind::Literal(value) if expr.ty != Type::Unknown => {
            let name: Arc<str> = format!("c{}", fields.len()).into();
            fields.push((Field::new(name.clone(), expr.ty), value.clone()));
            expr.kind = ExprKind::Column(name);
        }
        ExprKind::Call { def, overload, args } => {
            let params = def.overloads[*overload].params;
            for (position, arg) in args.iter_mut().enumerate() {
                let param = params.get(position).or(params.last());
                if !param.is_some_and(|param| param.constant) {
                    columns(arg, fields);
                }
            }
        }
        ExprKind::Convert(inner) => columns(inner, fields),
        _ => {}
    }
}

/// The values over three equal rows of columns.
fn over_columns(mut expr: Expr, cx: &Context) -> Result<Vec<Value>, String> {
    const ROWS: usize = 3;
    let mut fields = Vec::new();
    columns(&mut expr, &mut fields);
    let data = fields.iter().map(|(_, value)| Column::constant(value, ROWS)).collect();
    let schema = Schema {
        fields: fields.into_iter().map(|(field, _)| field).collect(),
        ..Schema::default()
    };
    let batch = Batch::new(Arc::new(schema), data, ROWS);
    match eval::eval(&expr, &batch, cx, &NoHook) {
        Ok(arg) => {
            let column = arg.into_column(ROWS);
            Ok((0..ROWS).map(|row| column.value(row)).collect())
        }
        Err(failure) => Err(failure.error.message),
    }
}

fn near(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3)
}

fn same_json(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(x), Json::Number(y)) => {
            x.is_f64() == y.is_f64()
                && near(x.as_f64().unwrap_or(f64::NAN), y.as_f64().unwrap_or(f64::NAN))
        }
        (Json::Array(x), Json::Array(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same_json(x, y))
        }
        (Json::Object(x), Json::Object(y)) => {
            x.len() == y.len()
                && x.iter().all(|(key, x)| y.get(key).is_some_and(|y| same_json(x, y)))
        }
        (a, b) => a == b,
    }
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Real(a), Value::Real(b)) => near(*a, *b),
        (Value::Dynamic(a), Value::Dynamic(b)) => same_json(a, b),
        (a, b) => a == b,
    }
}

fn check(def: &FnDef, example: &Example, cx: &Context) -> Result<(), String> {
    let call = bound(example.call, cx)?;
    let expected = value(&bound(example.result, cx)?, cx)?;
    let found = value(&call, cx)?;
    if !same(&found, &expected) {
        return Err(format!("is {found:?}, not {expected:?}"));
    }
    if def.kind == FnKind::Window {
        return Ok(());
    }
    for found in over_columns(call, cx)? {
        if !same(&found, &expected) {
            return Err(format!("over columns is {found:?}, not {expected:?}"));
        }
    }
    Ok(())
}

#[test]
fn examples() {
    let cx = Context::new(NOW);
    let mut failures = Vec::new();
    let defs = library::all().filter(|def| matches!(def.kind, FnKind::Scalar | FnKind::Window));
    for def in defs {
        for example in def.examples {
            if let Err(error) = check(def, example, &cx) {
                failures.push(format!("{}: {error}", example.call));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
