//! Bound expressions as text, much as they would be written.

use crate::expr::{NamedExpr, PathStep};
use crate::plan::AggregateCall;
use crate::{Expr, ExprKind, Value};

/// Items with commas between them.
pub(super) fn list<T>(items: &[T], text: impl Fn(&T) -> String) -> String {
    items.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// `name = expression`, or the name alone for a column of that name.
pub(super) fn named(column: &NamedExpr) -> String {
    match &column.expr.kind {
        ExprKind::Column(name) if *name == column.name => name.to_string(),
        _ => format!("{} = {}", column.name, expression(&column.expr)),
    }
}

/// Aggregate calls with the columns that they make.
pub(super) fn calls(calls: &[AggregateCall]) -> String {
    list(calls, |call| {
        let outputs = list(&call.outputs, |output| output.name.to_string());
        format!("{outputs} = {}({})", call.def.name, list(&call.args, expression))
    })
}

/// An expression.
pub(super) fn expression(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Literal(literal) => value(literal),
        ExprKind::Column(name) => name.to_string(),
        ExprKind::Call { def, args, .. } => match &args[..] {
            [left, right]
                if !def.name.starts_with(|c: char| c.is_alphabetic()) || is_word(def.name) =>
            {
                format!("({} {} {})", expression(left), def.name, expression(right))
            }
            args => format!("{}({})", def.name, list(args, expression)),
        },
        ExprKind::Path(base, steps) => {
            let steps: String = steps.iter().map(step).collect();
            format!("{}{steps}", expression(base))
        }
        ExprKind::Element(base, index) => format!("{}[{}]", expression(base), expression(index)),
        ExprKind::Convert(inner) => format!("to{}({})", expr.ty, expression(inner)),
        ExprKind::ScalarQuery(_) => "toscalar(...)".to_owned(),
        ExprKind::InQuery { def, value, .. } => {
            format!("({} {} (...))", expression(value), def.name)
        }
        ExprKind::ScanState { step, column } => format!("{step}.{column}"),
    }
}

/// Operators that are words.
fn is_word(name: &str) -> bool {
    ["and", "or", "in", "has", "contains", "startswith", "endswith", "matches"]
        .iter()
        .any(|word| name.trim_end_matches("_cs").trim_end_matches('~') == *word)
}

fn step(step: &PathStep) -> String {
    match step {
        PathStep::Key(key) if key.chars().all(|c| c.is_alphanumeric() || c == '_') => {
            format!(".{key}")
        }
        PathStep::Key(key) => format!("[{key:?}]"),
        PathStep::Index(index) => format!("[{index}]"),
    }
}

/// A value in a literal's form.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Null(ty) => format!("{ty}(null)"),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => format!("int({value})"),
        Value::Long(value) => value.to_string(),
        Value::Real(value) => format!("real({value:?})"),
        Value::Decimal(digits) => format!("decimal({digits})"),
        Value::String(text) => format!("{text:?}"),
        Value::Datetime(ticks) => {
            format!("datetime({})", kqlab_syntax::time::format_datetime(*ticks))
        }
        Value::Timespan(ticks) => format!("time({})", kqlab_syntax::time::format_timespan(*ticks)),
        Value::Guid(guid) => format!("guid({guid})"),
        Value::Dynamic(json) => format!("dynamic({json})"),
    }
}
