//! Expressions over a chunk of rows: the one evaluator, for the executor and for constant folding.
//!
//! What needs a table ([`ExprKind::ScalarQuery`], [`ExprKind::InQuery`], [`ExprKind::ScanState`]) is asked of a
//! [`Hook`]. A call whose arguments are all constant is computed once.

mod chain;
mod distinct;
mod path;

use kqlab_columns::{Batch, Made};
use kqlab_plan::{Expr, ExprKind, FnDef, Value};
use kqlab_syntax::Span;

use crate::{Arg, Call, Context, EvalError, library};

pub use path::{element, walk};

/// An evaluation's error, and the part of the query that it befell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened.
    pub error: EvalError,
    /// Where.
    pub span: Span,
}

/// Answers the expressions that are over tables, not over rows.
pub trait Hook {
    /// The values of `expr`: one for all rows of `batch`, or one a row. For an [`ExprKind::InQuery`] the list: a column of any
    /// length.
    ///
    /// # Errors
    /// When the table gives none.
    fn resolve(&self, expr: &Expr, batch: &Batch) -> Result<Arg, Failure>;
}

/// Resolves nothing.
#[derive(Debug)]
pub struct NoHook;

impl Hook for NoHook {
    fn resolve(&self, expr: &Expr, _: &Batch) -> Result<Arg, Failure> {
        let error =
            EvalError::internal("an expression over a table stands where only rows are known");
        Err(Failure { error, span: expr.span })
    }
}

/// The values of `expr` over the rows of `batch`.
///
/// # Errors
/// The first of a kernel, or of the hook.
pub fn eval(expr: &Expr, batch: &Batch, cx: &Context, hook: &dyn Hook) -> Result<Arg, Failure> {
    let coded = batch.columns().iter().any(|column| column.codes().is_some());
    Evaluator { cx, hook, coded }.eval(expr, batch)
}

/// The value of an expression without columns, subqueries and nondeterminism; `None` for others, and where
/// running it would fail.
#[must_use]
pub fn fold(expr: &Expr, cx: &Context) -> Option<Value> {
    let row = Batch::new(std::sync::Arc::default(), Vec::new(), 1);
    match (Evaluator { cx, hook: &NoHook, coded: false }).constant(expr, &row) {
        Ok(Arg::Const(value)) => Some(value),
        Ok(Arg::Column(_)) | Err(_) => None,
    }
}

/// What one evaluation is done with.
struct Evaluator<'a> {
    cx: &'a Context,
    hook: &'a dyn Hook,
    /// The distinct values of some column are known.
    coded: bool,
}

/// The stack that one level of an expression may need, and what is added when less is left.
const RED_ZONE: usize = 128 * 1024;
const GROWTH: usize = 2 * 1024 * 1024;

impl Evaluator<'_> {
    fn constant(&self, expr: &Expr, row: &Batch) -> Result<Arg, Failure> {
        if stable(expr) { self.eval(expr, row) } else { NoHook.resolve(expr, row) }
    }

    fn eval(&self, expr: &Expr, batch: &Batch) -> Result<Arg, Failure> {
        if self.coded
            && let Some(values) = self.by_value(expr, batch)?
        {
            return Ok(values);
        }
        stacker::maybe_grow(RED_ZONE, GROWTH, || match &expr.kind {
            ExprKind::Literal(value) => Ok(Arg::Const(value.clone())),
            ExprKind::Column(name) => Ok(Arg::Column(column(name, batch))),
            ExprKind::Call { def, overload, args } => match chain::Chain::of(expr) {
                Some(chain) => self.chain(&chain, batch),
                None => self.call(expr, def, *overload, args, batch),
            },
            ExprKind::Path(base, steps) => {
                let base = self.eval(base, batch)?;
                let made = || Made::Path(steps.clone());
                remembered(&base, made, || Ok(path::walk_arg(&base, steps)))
            }
            ExprKind::Element(base, index) => {
                let (base, index) = (self.eval(base, batch)?, self.eval(index, batch)?);
                Ok(element(&base, &index, batch.rows()))
            }
            ExprKind::Convert(inner) => {
                let inner = self.eval(inner, batch)?;
                let made = || Made::Converted(expr.ty);
                remembered(&inner, made, || Ok(crate::cast::cast(&inner, expr.ty)))
            }
            ExprKind::ScalarQuery(_) | ExprKind::ScanState { .. } => self.hook.resolve(expr, batch),
            ExprKind::InQuery { def, value, .. } => self.in_query(expr, def, value, batch),
        })
    }

    fn call(
        &self,
        expr: &Expr,
        def: &FnDef,
        overload: usize,
        args: &[Expr],
        batch: &Batch,
    ) -> Result<Arg, Failure> {
        let args: Vec<Arg> =
            args.iter().map(|arg| self.eval(arg, batch)).collect::<Result<_, _>>()?;
        let apply = || self.apply(expr, def, overload, &args, batch);
        match &args[..] {
            [arg] if REMEMBERED.contains(&def.name) => {
                remembered(arg, || Made::Called(def.name), apply)
            }
            _ => apply(),
        }
    }

    fn in_query(
        &self,
        expr: &Expr,
        def: &FnDef,
        value: &Expr,
        batch: &Batch,
    ) -> Result<Arg, Failure> {
        let value = self.eval(value, batch)?;
        let list = self.hook.resolve(expr, batch)?;
        let overload = def.overloads.len() - 1;
        self.apply(expr, def, overload, &[value, list], batch)
    }

    fn apply(
        &self,
        expr: &Expr,
        def: &FnDef,
        overload: usize,
        args: &[Arg],
        batch: &Batch,
    ) -> Result<Arg, Failure> {
        let fail = |error| Failure { error, span: expr.span };
        let kernel = library::scalar(def.name).and_then(|function| function.kernel);
        let kernel = kernel.ok_or_else(|| {
            let reason = def.unsupported.unwrap_or("it is no function of values");
            fail(EvalError::internal(format!("'{}' cannot be computed: {reason}", def.name)))
        })?;
        let constant = def.deterministic && args.iter().all(|arg| arg.constant().is_some());
        let rows = if constant { 1 } else { batch.rows() };
        let call = Call { cx: self.cx, args, overload, returns: expr.ty, rows, span: expr.span };
        let column = kernel(&call).map_err(fail)?;
        if column.ty() != expr.ty || column.len() != rows {
            let found = format!("{} rows of {}", column.len(), column.ty());
            let wanted = format!("{rows} rows of {}", expr.ty);
            let message = format!("'{}' gives {found} instead of {wanted}", def.name);
            return Err(fail(EvalError::internal(message)));
        }
        Ok(if constant { Arg::Const(column.value(0)) } else { Arg::Column(column) })
    }
}

/// Functions of one text that take longer than to look up what they gave before. They assume nothing.
const REMEMBERED: &[&str] = &["tostring", "parse_json", "todynamic", "tolower", "toupper"];

/// What is made of an argument alone: once for all who ask, if it is a column that remembers that.
fn remembered(
    arg: &Arg,
    made: impl FnOnce() -> Made,
    make: impl FnOnce() -> Result<Arg, Failure>,
) -> Result<Arg, Failure> {
    match arg {
        Arg::Column(column) => match column.memo() {
            Some(memo) => {
                let column = memo.get(made(), || Ok(make()?.into_column(column.len())))?;
                Ok(Arg::Column(column))
            }
            None => make(),
        },
        Arg::Const(_) => make(),
    }
}

fn column(name: &str, batch: &Batch) -> kqlab_columns::Column {
    batch.column(name).expect("invariant: a bound column is in the batch").clone()
}

/// Whether it has no columns, subqueries or calls that differ from run to run, and only calls that have a kernel.
fn stable(expr: &Expr) -> bool {
    stacker::maybe_grow(RED_ZONE, GROWTH, || match &expr.kind {
        ExprKind::Literal(_) => true,
        ExprKind::Call { def, args, .. } => def.deterministic && args.iter().all(stable),
        ExprKind::Path(base, _) => stable(base),
        ExprKind::Element(base, index) => stable(base) && stable(index),
        ExprKind::Convert(inner) => stable(inner),
        ExprKind::Column(_)
        | ExprKind::ScalarQuery(_)
        | ExprKind::InQuery { .. }
        | ExprKind::ScanState { .. } => false,
    })
}
