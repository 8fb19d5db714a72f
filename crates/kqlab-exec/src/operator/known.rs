//! Functions of the product whose rows come from beside the query: `_GetWatchlist('x')`, `invoke FileProfile(SHA1)`.
//! The source knows what the user brought for them.

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::Arg;
use kqlab_functions::cast::cast;
use kqlab_plan::plan::KnownCall;
use kqlab_plan::{Expr, ExprKind, Field, Plan, Schema, Type, Value};
use kqlab_syntax::codes::execution;

use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::fault::fault;
use crate::rows::fitted;
use crate::scope::Scope;
use crate::source::Frame;
use crate::stream::Stream;

pub(crate) fn build(scope: &Scope<'_>, plan: &Plan, call: &KnownCall) -> Result<Stream> {
    let first = call.args.first();
    let key = match first.and_then(Expr::as_literal) {
        Some(Value::String(text)) => Arc::clone(text),
        _ => "".into(),
    };
    let found = scope.executor.source.known(&call.function, &key, plan.span)?;
    match &call.input {
        Some(input) => beside(scope, plan, call, input, found),
        None => Ok(rows(plan, &key, found)),
    }
}

/// What a function without an input gives: of `AssignedIPAddresses` the rows of the device that it is asked for.
fn rows(plan: &Plan, key: &str, found: Option<Frame>) -> Stream {
    let Some(found) = found else { return Stream::of(Arc::clone(&plan.schema), Vec::new()) };
    let rows = Batch::concat(&found.schema, &found.batches);
    let devices: Vec<Column> = ["DeviceId", "DeviceName"]
        .iter()
        .filter_map(|name| rows.column(name))
        .map(|column| text(column.clone(), rows.rows()))
        .collect();
    let rows = match plan.schema.open || devices.is_empty() {
        true => rows,
        false => {
            let is = |row: usize| {
                devices.iter().any(|column| {
                    column.text(row).is_some_and(|device| device.eq_ignore_ascii_case(key))
                })
            };
            let kept = (0_u32..).take(rows.rows()).filter(|row| is(*row as usize));
            rows.take(&kept.collect::<Vec<_>>())
        }
    };
    let rows = if plan.schema.open { rows } else { fitted(&rows, &plan.schema) };
    Stream::of(Arc::clone(rows.schema()), vec![rows])
}

/// The input with what was found for each row: its first match for a file, all for an address or device; without one
/// the function's columns are empty.
fn beside(
    scope: &Scope<'_>,
    plan: &Plan,
    call: &KnownCall,
    input: &Plan,
    found: Option<Frame>,
) -> Result<Stream> {
    let lookup = match found {
        Some(found) => Some(Lookup::new(scope, plan, call, input, &found)?),
        None => None,
    };
    let (schema, known) = (Arc::clone(&plan.schema), input.schema.fields.len());
    let stream = scope.build(input, &Columns::all())?;
    let (out, whole) = (Arc::clone(&schema), Arc::clone(&input.schema));
    Ok(stream.stage(schema, move |batch| {
        let batch = crate::rows::select(&batch, &whole);
        let Some(lookup) = &lookup else {
            let added = out.fields[known..].iter();
            let added = added.map(|field| Column::nulls(field.ty, batch.rows()));
            let columns = batch.columns().iter().cloned().chain(added).collect();
            return Ok(Batch::new(Arc::clone(&out), columns, batch.rows()));
        };
        let (left, right) = lookup.pairs(&batch)?;
        let added = lookup.columns.iter().map(|column| column.take(&right));
        let columns = batch.columns().iter().map(|column| column.take(&left)).chain(added);
        Ok(Batch::new(Arc::clone(&out), columns.collect(), left.len()))
    }))
}

/// What the functions that add to their input go by: the column that is meant when none is named, and that of the
/// table that the user brought.
fn keys(function: &str, named: Option<&str>) -> [&'static str; 2] {
    match function {
        "FileProfile" => {
            let named = named.unwrap_or("SHA1").to_ascii_uppercase();
            let of_table = ["SHA256", "MD5"].into_iter().find(|hash| named.ends_with(hash));
            ["SHA1", of_table.unwrap_or("SHA1")]
        }
        "DeviceFromIP" => ["IP", "IP"],
        _ => ["DeviceId", "DeviceId"],
    }
}

/// The rows that the user brought, by their key.
struct Lookup {
    key: Compiled,
    rows: HashMap<String, Vec<u32>>,
    first_only: bool,
    /// The columns that the function adds, with a last row of nulls.
    columns: Vec<Column>,
}

impl Lookup {
    fn new(
        scope: &Scope<'_>,
        plan: &Plan,
        call: &KnownCall,
        input: &Plan,
        found: &Frame,
    ) -> Result<Self> {
        let (key, of_table) = key(plan, call, input)?;
        let table = Batch::concat(&found.schema, &found.batches);
        let Some(keys) = table.column(of_table) else {
            let message = format!("the table {} has no column '{of_table}'", call.function);
            return Err(fault(execution::BAD_ARGUMENT, plan.span, message));
        };
        let keys = text(keys.clone(), table.rows());
        let mut rows: HashMap<String, Vec<u32>> = HashMap::new();
        for row in (0_u32..).take(table.rows()) {
            let key = keys.text(row as usize).unwrap_or_default().to_lowercase();
            rows.entry(key).or_default().push(row);
        }
        rows.remove("");
        let added = Schema::new(plan.schema.fields[input.schema.fields.len()..].to_vec());
        let columns = fitted(&table, &Arc::new(added)).into_columns();
        let columns = columns
            .into_iter()
            .map(|column| Column::concat(&[&column, &Column::nulls(column.ty(), 1)]));
        Ok(Self {
            key: scope.compile(&key)?,
            rows,
            first_only: &*call.function == "FileProfile",
            columns: columns.collect(),
        })
    }

    /// The rows of a chunk, and the rows found for them or the row of nulls.
    fn pairs(&self, batch: &Batch) -> Result<(Vec<u32>, Vec<u32>)> {
        let keys = text(self.key.column(batch)?, batch.rows());
        let none = self.columns.first().map_or(0, |column| column.len() - 1);
        let none = [u32::try_from(none).expect("invariant: 4 G rows")];
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for row in (0_u32..).take(batch.rows()) {
            let key = keys.text(row as usize).unwrap_or_default().to_lowercase();
            let found = self.rows.get(&key).map_or(&none[..], Vec::as_slice);
            let found = if self.first_only { &found[..1] } else { found };
            left.extend(std::iter::repeat_n(row, found.len()));
            right.extend(found);
        }
        Ok((left, right))
    }
}

/// The expression that a row is looked up by, and the table's column for it. A column may be named by a text.
fn key(plan: &Plan, call: &KnownCall, input: &Plan) -> Result<(Expr, &'static str)> {
    let given = call.args.first();
    let named = match given.map(|given| &given.kind) {
        Some(ExprKind::Literal(Value::String(text))) if !text.is_empty() => Some(Arc::clone(text)),
        Some(ExprKind::Column(name)) => Some(Arc::clone(name)),
        _ => None,
    };
    let [default, of_table] = keys(&call.function, named.as_deref());
    let is_other = |expr: &&Expr| !matches!(expr.kind, ExprKind::Literal(_));
    if let Some(expr) = given.filter(is_other) {
        return Ok((expr.clone(), of_table));
    }
    let name = named.as_deref().unwrap_or(default);
    match (input.schema.get(name), given) {
        (Some(Field { name, ty }), _) => {
            Ok((Expr::column(Arc::clone(name), *ty, plan.span), of_table))
        }
        (None, Some(given)) if named.is_some() => Ok((given.clone(), of_table)),
        (None, _) => {
            let message =
                format!("'{}' goes by the column '{name}', which is not there", call.function);
            Err(fault(execution::BAD_ARGUMENT, plan.span, message))
        }
    }
}

fn text(column: Column, rows: usize) -> Column {
    cast(&Arg::Column(column), Type::String).into_column(rows)
}
