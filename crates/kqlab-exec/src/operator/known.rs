//! Functions of the product whose rows come from beside the query: `_GetWatchlist('x')`, `invoke FileProfile(SHA1)`.
//! The source knows what the user brought for them.

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::cast::cast;
use kqlab_functions::{Arg, Assumption, Context};
use kqlab_plan::plan::KnownCall;
use kqlab_plan::{Expr, ExprKind, Field, Plan, Schema, Type, Value};
use kqlab_syntax::Span;
use kqlab_syntax::codes::execution;

use crate::Result;
use crate::columns::Columns;
use crate::expression::Compiled;
use crate::fault::fault;
use crate::rows::fitted;
use crate::scope::Scope;
use crate::source::Frame;
use crate::stream::Stream;

/// The most rows that `FileProfile` fills in, whatever it is told (advanced-hunting-fileprofile-function).
const MOST_FILES: usize = 1000;

pub(crate) fn build(scope: &Scope<'_>, plan: &Plan, call: &KnownCall) -> Result<Stream> {
    let first = call.args.first();
    let key = match first.and_then(Expr::as_literal) {
        Some(Value::String(text)) => Arc::clone(text),
        _ => "".into(),
    };
    let found = scope.executor.source.known(&call.function, &key, plan.span)?;
    if found.is_some() {
        assume_time(scope, plan, call);
    }
    match &call.input {
        Some(input) => beside(scope, plan, call, input, found),
        None => Ok(rows(plan, &key, found)),
    }
}

/// What is asked for a time is answered from a table that has no history.
fn assume_time(scope: &Scope<'_>, plan: &Plan, call: &KnownCall) {
    let message = match &*call.function {
        "DeviceFromIP" => "the time of `DeviceFromIP` is not applied: its table is taken as it is",
        "AssignedIPAddresses" => {
            "the time of `AssignedIPAddresses` is not applied: its table is taken as it is"
        }
        _ => return,
    };
    let is_given = |time: &Expr| !time.as_literal().is_some_and(Value::is_null);
    if call.args.get(1).is_some_and(is_given) {
        let hint = "let the table hold what was known at that time";
        scope.cx().assume(Assumption { span: plan.span, message, hint });
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
    let stream = scope.build(input, &Columns::all())?;
    let (schema, whole) = (Arc::clone(&plan.schema), Arc::clone(&input.schema));
    let Some(lookup) = lookup else {
        let (out, known) = (Arc::clone(&schema), whole.fields.len());
        return Ok(stream.stage(schema, move |batch| {
            let batch = crate::rows::select(&batch, &whole);
            let added = out.fields[known..].iter();
            let added = added.map(|field| Column::nulls(field.ty, batch.rows()));
            let columns = batch.columns().iter().cloned().chain(added).collect();
            Ok(Batch::new(Arc::clone(&out), columns, batch.rows()))
        }));
    };
    let out = Arc::clone(&schema);
    let Some(limit) = limit(plan, call)? else {
        return Ok(stream.stage(schema, move |batch| {
            lookup.beside(&crate::rows::select(&batch, &whole), &out, usize::MAX)
        }));
    };
    let (cx, span) = (scope.cx(), plan.span);
    let mut left = limit;
    Ok(Stream::sequential(
        schema,
        stream.batches().map(move |batch| {
            let batch = crate::rows::select(&batch?, &whole);
            let enriched = lookup.beside(&batch, &out, left);
            if batch.rows() > left {
                assume_first(&cx, span);
            }
            left = left.saturating_sub(batch.rows());
            enriched
        }),
    ))
}

/// The most rows that `FileProfile` fills in, 100 unless told; the page allows 1 to 1000.
fn limit(plan: &Plan, call: &KnownCall) -> Result<Option<usize>> {
    if &*call.function != "FileProfile" {
        return Ok(None);
    }
    let Some(given) = call.args.get(1) else { return Ok(Some(100)) };
    let limit = match given.as_literal() {
        Some(Value::Int(limit)) => Some(i64::from(*limit)),
        Some(Value::Long(limit)) => Some(*limit),
        _ => None,
    };
    match limit.and_then(|limit| usize::try_from(limit).ok()).filter(|limit| *limit > 0) {
        Some(limit) => Ok(Some(limit.min(MOST_FILES))),
        None => {
            let message = "the record limit of 'FileProfile' is a constant number from 1 to 1000";
            Err(fault(execution::BAD_ARGUMENT, plan.span, message))
        }
    }
}

/// Which rows are the first is the service's choice.
fn assume_first(cx: &Context, span: Span) {
    let message = "`FileProfile` has more rows than its record limit: the first in the order of the data are filled in, \
                   the columns of the others are empty";
    let hint = "the limit is its last argument, 100 unless given and 1000 at most";
    cx.assume(Assumption { span, message, hint });
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

    /// A chunk with what was found for its first `limit` rows.
    fn beside(&self, batch: &Batch, out: &Arc<Schema>, limit: usize) -> Result<Batch> {
        let (left, right) = self.pairs(batch, limit)?;
        let added = self.columns.iter().map(|column| column.take(&right));
        let columns = batch.columns().iter().map(|column| column.take(&left)).chain(added);
        Ok(Batch::new(Arc::clone(out), columns.collect(), left.len()))
    }

    /// The rows of a chunk, and the rows found for them or the row of nulls.
    fn pairs(&self, batch: &Batch, limit: usize) -> Result<(Vec<u32>, Vec<u32>)> {
        let keys = text(self.key.column(batch)?, batch.rows());
        let none = self.columns.first().map_or(0, |column| column.len() - 1);
        let none = [u32::try_from(none).expect("invariant: 4 G rows")];
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for row in (0_u32..).take(batch.rows()) {
            let key = keys.text(row as usize).unwrap_or_default().to_lowercase();
            let known = self.rows.get(&key).filter(|_| (row as usize) < limit);
            let found = known.map_or(&none[..], Vec::as_slice);
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
