//! The arguments of a plugin, by the names of its parameters.

use kqlab_columns::Batch;
use kqlab_plan::plan::{AggregateCall, PluginArg, PluginCall};
use kqlab_plan::{Expr, ExprKind, Overload, Param, ParamType, Plan, Value};
use kqlab_syntax::codes::execution;

use crate::columns::Columns;
use crate::fault::fault;
use crate::scope::Scope;
use crate::{Fault, Result};

/// So many columns may come from the data, as from the keys of files.
const MOST_COLUMNS: usize = 10_000;

/// So many cells may stand in them.
const MOST_CELLS: usize = 500_000_000;

/// A call.
pub(super) struct Args<'a> {
    pub(super) call: &'a PluginCall,
    pub(super) plan: &'a Plan,
}

impl<'a> Args<'a> {
    /// The arguments for a parameter: those that name it, and those at its place.
    pub(super) fn of(&self, name: &str) -> Vec<&'a PluginArg> {
        let layout = layout(self.form(), &self.call.args);
        let given = self.call.args.iter().zip(layout);
        let given = given.filter_map(|(arg, param)| match arg {
            PluginArg::Named(of, arg) => (**of == *name).then_some(&**arg),
            arg => param.is_some_and(|param| param.name == name).then_some(arg),
        });
        given.collect()
    }

    fn form(&self) -> &'static Overload {
        self.call.def.overloads.first().expect("invariant: a plugin has a form")
    }

    /// The expressions for a parameter.
    pub(super) fn exprs(&self, name: &str) -> Vec<&'a Expr> {
        let exprs = self.of(name).into_iter().filter_map(|arg| match arg {
            PluginArg::Expr(expr) => Some(expr),
            PluginArg::Aggregate(_) | PluginArg::Table(_) | PluginArg::Named(..) => None,
        });
        exprs.collect()
    }

    /// The expression for a parameter that must be given.
    pub(super) fn expr(&self, name: &str) -> Result<&'a Expr> {
        let found = self.exprs(name).into_iter().next();
        found.ok_or_else(|| self.refuse(format!("the argument '{name}' is missing")))
    }

    /// The names of the columns given for a parameter.
    pub(super) fn columns(&self, name: &str) -> Result<Vec<&'a str>> {
        let column = |expr: &'a Expr| match &expr.kind {
            ExprKind::Column(name) => Ok(&**name),
            _ => Err(fault(execution::BAD_ARGUMENT, expr.span, "expected a column")),
        };
        self.exprs(name).into_iter().map(column).collect()
    }

    /// The name of the column given for a parameter.
    pub(super) fn column(&self, name: &str) -> Result<&'a str> {
        let found = self.columns(name)?.into_iter().next();
        found.ok_or_else(|| self.refuse(format!("the argument '{name}' is missing")))
    }

    /// The value given for a parameter that is constant.
    pub(super) fn value(&self, scope: &Scope<'_>, name: &str) -> Result<Option<Value>> {
        let expr = self.exprs(name).into_iter().next();
        expr.map(|expr| scope.compile(expr)?.value()).transpose()
    }

    /// The aggregate given for a parameter.
    pub(super) fn aggregate(&self, name: &str) -> Option<&'a AggregateCall> {
        self.of(name).into_iter().find_map(|arg| match arg {
            PluginArg::Aggregate(call) => Some(call),
            PluginArg::Expr(_) | PluginArg::Table(_) | PluginArg::Named(..) => None,
        })
    }

    /// The rows of the table given for a parameter.
    pub(super) fn table(&self, scope: &Scope<'_>, name: &str) -> Result<Batch> {
        let table = self.of(name).into_iter().find_map(|arg| match arg {
            PluginArg::Table(plan) => Some(plan),
            PluginArg::Expr(_) | PluginArg::Aggregate(_) | PluginArg::Named(..) => None,
        });
        let table = table.ok_or_else(|| self.refuse(format!("the table '{name}' is missing")))?;
        scope.build(table, &Columns::all())?.collect_one()
    }

    /// Whether so many columns may come from the data, each of so many rows.
    pub(super) fn bounded(&self, columns: usize, rows: usize) -> Result<()> {
        let (of, most) = match columns.saturating_mul(rows) {
            _ if columns > MOST_COLUMNS => ("columns", MOST_COLUMNS),
            cells if cells > MOST_CELLS => ("cells", MOST_CELLS),
            _ => return Ok(()),
        };
        let name = self.call.def.name;
        let message = format!("{name}: {columns} columns of {rows} rows, {most} {of} are allowed");
        let mut refusal = fault(execution::LIMIT, self.plan.span, message);
        refusal.hint = Some("take fewer rows, or read the keys that matter by name".to_owned());
        Err(refusal)
    }

    /// A refusal of the whole call.
    pub(super) fn refuse(&self, message: impl Into<String>) -> Fault {
        let message = format!("{}: {}", self.call.def.name, message.into());
        fault(execution::BAD_ARGUMENT, self.plan.span, message)
    }
}

/// The parameter that each argument stands for: as many as fit, in order, a parameter that may be left out being
/// passed over by an argument that is no match for it.
fn layout(form: &'static Overload, args: &[PluginArg]) -> Vec<Option<&'static Param>> {
    let mut params = form.params.iter().peekable();
    let mut taken = 0;
    let mut layout = Vec::with_capacity(args.len());
    for arg in args {
        if matches!(arg, PluginArg::Named(..)) {
            layout.push(None);
            continue;
        }
        while let Some(param) = params.peek() {
            let full = param.occurs.1 != u8::MAX && taken >= param.occurs.1;
            let passed = taken >= param.occurs.0 && !accepts(param, arg);
            if !full && !passed {
                break;
            }
            params.next();
            taken = 0;
        }
        layout.push(params.peek().copied());
        taken = taken.saturating_add(1);
    }
    layout
}

fn accepts(param: &Param, arg: &PluginArg) -> bool {
    match (param.ty, arg) {
        (ParamType::Aggregate, arg) => matches!(arg, PluginArg::Aggregate(_)),
        (ParamType::Table, arg) => matches!(arg, PluginArg::Table(_)),
        (ParamType::Column | ParamType::ColumnOf(_), PluginArg::Expr(expr)) => {
            matches!(expr.kind, ExprKind::Column(_))
        }
        (ParamType::Is(ty), PluginArg::Expr(expr)) => expr.ty == ty,
        (_, arg) => matches!(arg, PluginArg::Expr(_)),
    }
}
