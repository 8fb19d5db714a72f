//! Expressions ready to be computed over chunks: the tables inside them (`toscalar`, `in (T)`) have been run.

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::eval::{Failure, Hook, eval};
use kqlab_functions::{Arg, Context, EvalError};
use kqlab_plan::expr::NamedExpr;
use kqlab_plan::{Expr, ExprKind, Field, Plan, Schema, Value};
use polars_arrow::array::BooleanArray;
use polars_arrow::bitmap::Bitmap;

use crate::analysis::{Address, Wanted, address, first_column, reads_sub_input, subqueries};
use crate::fault::refused;
use crate::scope::Scope;
use crate::{Fault, Result};

/// An expression that can be computed over any chunk.
#[derive(Clone)]
pub(crate) struct Compiled {
    expr: Expr,
    tables: Tables,
    cx: Arc<Context>,
}

/// What the tables inside an expression gave, by the plan's address: their first column.
pub(crate) type Tables = Arc<HashMap<(Address, Wanted), Answer>>;

/// The first column of a table; the plan is held so that its address stays its own.
#[derive(Clone)]
pub(crate) struct Answer {
    column: Column,
    /// Its first value; null without one.
    first: Value,
    _plan: Arc<Plan>,
}

impl Compiled {
    /// The values over a chunk.
    pub(crate) fn eval(&self, batch: &Batch) -> Result<Arg> {
        self.eval_with(batch, &Resolved(&self.tables))
    }

    /// The values as a column.
    pub(crate) fn column(&self, batch: &Batch) -> Result<Column> {
        Ok(self.eval(batch)?.into_column(batch.rows()))
    }

    /// The value of an expression without columns.
    pub(crate) fn value(&self) -> Result<Value> {
        let row = Batch::new(Arc::new(Schema::default()), Vec::new(), 1);
        Ok(self.eval(&row)?.value(0))
    }

    /// The rows for which a bool is true.
    pub(crate) fn mask(&self, batch: &Batch) -> Result<Mask> {
        Ok(match self.eval(batch)? {
            Arg::Const(Value::Bool(true)) => Mask::All,
            Arg::Const(_) => Mask::None,
            Arg::Column(column) => truths(&column),
        })
    }

    /// The values, with `hook` for what is neither row nor table.
    pub(crate) fn eval_with(&self, batch: &Batch, hook: &dyn Hook) -> Result<Arg> {
        eval(&self.expr, batch, &self.cx, hook).map_err(failed)
    }

    /// The tables inside the expression.
    pub(crate) fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The bound expression.
    pub(crate) fn expr(&self) -> &Expr {
        &self.expr
    }
}

/// Which rows a filter keeps.
pub(crate) enum Mask {
    /// Every row.
    All,
    /// No row.
    None,
    /// Those whose bit is set.
    Rows(Bitmap),
}

impl Mask {
    /// A bit for each of so many rows; `None` if all are kept.
    pub(crate) fn bits(&self, rows: usize) -> Option<Bitmap> {
        match self {
            Self::All => None,
            Self::None => Some(Bitmap::new_zeroed(rows)),
            Self::Rows(bits) => Some(bits.clone()),
        }
    }

    /// The rows of a chunk that are kept.
    pub(crate) fn apply(&self, batch: Batch) -> Batch {
        match self {
            Self::All => batch,
            Self::None => batch.slice(0, 0),
            Self::Rows(bits) => batch.filter(bits),
        }
    }
}

fn truths(column: &Column) -> Mask {
    let array: &BooleanArray =
        column.array().as_any().downcast_ref().expect("invariant: a filter is of type bool");
    let bits = match array.validity() {
        Some(valid) => array.values() & valid,
        None => array.values().clone(),
    };
    match bits.set_bits() {
        0 => Mask::None,
        set if set == bits.len() => Mask::All,
        _ => Mask::Rows(bits),
    }
}

/// Answers from tables that have been run.
pub(crate) struct Resolved<'a>(pub(crate) &'a Tables);

impl Resolved<'_> {
    fn answer(&self, plan: &Arc<Plan>, wanted: Wanted) -> &Answer {
        let answer = self.0.get(&(address(plan), wanted));
        answer.expect("invariant: compiling runs the tables")
    }
}

impl Hook for Resolved<'_> {
    fn resolve(&self, expr: &Expr, _: &Batch) -> Result<Arg, Failure> {
        match &expr.kind {
            ExprKind::ScalarQuery(plan) => {
                Ok(Arg::Const(self.answer(plan, Wanted::First).first.clone()))
            }
            ExprKind::InQuery { table, .. } => {
                Ok(Arg::Column(self.answer(table, Wanted::Every).column.clone()))
            }
            _ => Err(outside_scan(expr)),
        }
    }
}

fn outside_scan(expr: &Expr) -> Failure {
    let error = EvalError::argument("the state of a scan step is only known inside scan");
    Failure { error, span: expr.span }
}

/// A kernel's failure as a diagnostic.
pub(crate) fn failed(failure: Failure) -> Fault {
    refused(failure.error, failure.span)
}

impl Scope<'_> {
    /// Makes an expression ready: the tables inside it are run now, each once a query.
    pub(crate) fn compile(&self, expr: &Expr) -> Result<Compiled> {
        let mut plans = Vec::new();
        subqueries(expr, &mut |wanted, plan| plans.push((wanted, plan)));
        let answers = plans
            .into_iter()
            .map(|(wanted, plan)| Ok(((address(plan), wanted), self.answer(wanted, plan)?)));
        let tables = Arc::new(answers.collect::<Result<HashMap<_, _>>>()?);
        Ok(Compiled { expr: expr.clone(), tables, cx: self.cx() })
    }

    fn answer(&self, wanted: Wanted, plan: &Arc<Plan>) -> Result<Answer> {
        let local = self.is_sub() && reads_sub_input(plan);
        let memo = if local { &self.answers } else { &self.executor.answers };
        let key = (address(plan), wanted);
        if let Some(known) = memo.borrow().get(&key) {
            return Ok(known.clone());
        }
        let field = plan.schema.fields.first().expect("invariant: a table of one column");
        let stream = self.build(plan, &first_column(plan))?;
        let batches = match wanted {
            Wanted::First => stream.batches().take(1).collect::<Result<Vec<_>>>()?,
            Wanted::Every => stream.collect()?,
        };
        let columns = batches.iter().filter_map(|batch| batch.column(&field.name));
        let columns: Vec<&Column> = columns.collect();
        let column = match columns[..] {
            [] => Column::nulls(field.ty, 0),
            _ => Column::concat(&columns),
        };
        let first = if column.is_empty() { Value::null(field.ty) } else { column.value(0) };
        let answer = Answer { column, first, _plan: Arc::clone(plan) };
        memo.borrow_mut().insert(key, answer.clone());
        Ok(answer)
    }

    /// Makes several expressions ready.
    pub(crate) fn compile_all<'e>(
        &self,
        exprs: impl IntoIterator<Item = &'e Expr>,
    ) -> Result<Vec<Compiled>> {
        exprs.into_iter().map(|expr| self.compile(expr)).collect()
    }

    /// Makes named expressions ready.
    pub(crate) fn compile_named(&self, columns: &[NamedExpr]) -> Result<Vec<(Field, Compiled)>> {
        let one = |column: &NamedExpr| {
            let field = Field { name: Arc::clone(&column.name), ty: column.expr.ty };
            Ok((field, self.compile(&column.expr)?))
        };
        columns.iter().map(one).collect()
    }
}
