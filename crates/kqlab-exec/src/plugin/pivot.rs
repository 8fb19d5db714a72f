//! `pivot`: a column of each value of a column (measured).

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_columns::{Batch, Builder, Column};
use kqlab_functions::cast::cast;
use kqlab_functions::{Arg, library};
use kqlab_plan::plan::AggregateCall;
use kqlab_plan::{Expr, ExprKind, Field, Schema, Type, Value};
use kqlab_syntax::codes::execution;

use super::Args;
use crate::Result;
use crate::columns::Columns;
use crate::fault::fault;
use crate::group::Grouper;
use crate::operator::aggregate::{Calls, Groups};
use crate::scope::Scope;

/// What is pivoted, aggregated and named as row keys; without named keys all other columns are.
pub(super) fn asked_of(args: &Args<'_>) -> Option<Columns> {
    let keys = args.exprs("columnName");
    let aggregated = args.aggregate("aggregateFunction").into_iter().flat_map(|call| &call.args);
    let read = keys.iter().copied().chain(args.exprs("pivotColumn")).chain(aggregated);
    (!keys.is_empty()).then(|| Columns::of(read))
}

pub(super) fn run(scope: &Scope<'_>, args: &Args<'_>, rows: Batch) -> Result<Batch> {
    let pivot = args.column("pivotColumn")?;
    let call = match args.aggregate("aggregateFunction") {
        Some(call) => call.clone(),
        None => count(args)?,
    };
    let names = row_keys(args, &rows, pivot, &call)?;
    let column = |name: &str| rows.column(name).expect("invariant: a column of the input").clone();
    let mut keys: Vec<Column> = names.iter().map(|name| column(name)).collect();
    keys.push(column(pivot));

    let calls = Calls::new(scope, std::slice::from_ref(&call))?;
    let mut groups = Groups::new(&calls, keys.iter().map(Column::ty))?;
    groups.update(&calls, &rows, &keys)?;
    let fields = (0..keys.len()).map(|key| Field::new(format!("\0{key}").as_str(), keys[key].ty()));
    let cells = groups.finish(&calls, fields.collect(), None)?;
    Pivot { args, names: &names, call: &call, cells: &cells }.table(rows.schema())
}

/// Without an aggregate the rows are counted.
fn count(args: &Args<'_>) -> Result<AggregateCall> {
    let count = library::aggregate("count");
    let count = count.ok_or_else(|| args.refuse("there is no aggregate 'count'"))?;
    Ok(AggregateCall {
        def: &count.def,
        overload: 0,
        args: Vec::new(),
        outputs: vec![Field::new("count_", Type::Long)],
        span: args.plan.span,
    })
}

/// The columns that are named, else all but the pivot and those that are aggregated.
fn row_keys(
    args: &Args<'_>,
    rows: &Batch,
    pivot: &str,
    call: &AggregateCall,
) -> Result<Vec<Arc<str>>> {
    let named = args.columns("columnName")?;
    if !named.is_empty() {
        return Ok(named.into_iter().map(Arc::from).collect());
    }
    let aggregated = |name: &str| {
        call.args
            .iter()
            .any(|arg: &Expr| matches!(&arg.kind, ExprKind::Column(of) if **of == *name))
    };
    let fields = rows.schema().fields.iter().map(|field| &field.name);
    Ok(fields.filter(|name| &***name != pivot && !aggregated(name)).cloned().collect())
}

/// The grouped cells on their way into a table.
struct Pivot<'a> {
    args: &'a Args<'a>,
    names: &'a [Arc<str>],
    call: &'a AggregateCall,
    cells: &'a Batch,
}

impl Pivot<'_> {
    fn table(&self, input: &Schema) -> Result<Batch> {
        let keys = &self.cells.columns()[..self.names.len()];
        let (rows, firsts) = if keys.is_empty() {
            let first = if self.cells.rows() == 0 { vec![] } else { vec![0] };
            (vec![0; self.cells.rows()], first)
        } else {
            let assigned = Grouper::default().assign(keys, self.cells.rows());
            (assigned.groups, assigned.firsts)
        };
        let key_field = |name: &Arc<str>| input.get(name).expect("invariant: a key column").clone();
        let mut fields: Vec<Field> = self.names.iter().map(key_field).collect();
        let mut columns: Vec<Column> = keys.iter().map(|key| key.take(&firsts)).collect();
        let new = self.new_columns()?;
        self.args.bounded(new.len(), firsts.len())?;
        for (name, places) in new {
            if fields.iter().any(|field| *field.name == *name) {
                return Err(self.clash(&name));
            }
            fields.push(Field::new(name.as_str(), self.call.outputs[0].ty));
            columns.push(self.column(&rows, firsts.len(), &places));
        }
        Ok(Batch::new(Arc::new(Schema::new(fields)), columns, firsts.len()))
    }

    /// The new columns in order of first appearance, each with its cells.
    fn new_columns(&self) -> Result<Vec<(String, Vec<usize>)>> {
        let pivot = &self.cells.columns()[self.names.len()];
        let texts = cast(&Arg::Column(pivot.clone()), Type::String).into_column(pivot.len());
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut columns: Vec<(String, Vec<usize>)> = Vec::new();
        for cell in 0..self.cells.rows() {
            let name = texts.text(cell).unwrap_or_default();
            if name.is_empty() {
                let message = "pivot: a row has no value in the pivoted column, so there is no name for its column";
                let mut refusal = fault(execution::DATA_SCHEMA, self.args.plan.span, message);
                refusal.hint =
                    Some("filter such rows out before: where isnotempty(...)".to_owned());
                return Err(refusal);
            }
            let place = *places.entry(name).or_insert_with(|| {
                columns.push((name.to_owned(), Vec::new()));
                columns.len() - 1
            });
            columns[place].1.push(cell);
        }
        Ok(columns)
    }

    fn column(&self, rows: &[u32], count: usize, places: &[usize]) -> Column {
        let cells = self.cells.columns().last().expect("invariant: the aggregate's column");
        let mut values = vec![self.missing(); count];
        for &cell in places {
            values[rows[cell] as usize] = cells.value(cell);
        }
        let mut column = Builder::with_capacity(cells.ty(), count);
        values.iter().for_each(|value| column.push(value));
        column.finish()
    }

    /// A cell that no row falls into.
    fn missing(&self) -> Value {
        let ty = self.call.outputs[0].ty;
        match (self.call.def.name, ty) {
            ("count" | "sum", Type::Long) => Value::Long(0),
            ("count" | "sum", Type::Real) => Value::Real(0.0),
            ("count" | "sum", Type::Timespan) => Value::Timespan(0),
            ("count" | "sum", Type::Decimal) => Value::Decimal("0".into()),
            _ => Value::null(ty),
        }
    }

    fn clash(&self, name: &str) -> crate::Fault {
        let message = format!("pivot: two columns would be named '{name}'");
        fault(execution::DATA_SCHEMA, self.args.plan.span, message)
    }
}
