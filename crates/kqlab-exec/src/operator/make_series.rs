//! `make-series`: the aggregates of each bin of an axis, as arrays, a row a group.

mod axis;

use std::collections::HashMap;
use std::sync::Arc;

use kqlab_columns::{Batch, Column};
use kqlab_functions::cast::cast_value;
use kqlab_plan::plan::{AggregateCall, MakeSeries};
use kqlab_plan::{Field, Plan, Schema, Type, Value};
use kqlab_syntax::codes::execution;
use serde_json::Value as Json;

use super::aggregate::{Calls, Groups};
use crate::Result;
use crate::columns::Columns;
use crate::fault::fault;
use crate::group::{Grouper, members};
use crate::rows::select;
use crate::scope::Scope;
use crate::stream::{Fold, Stream};
use axis::Axis;

pub(crate) fn build(scope: &Scope<'_>, plan: &Plan, series: &MakeSeries) -> Result<Stream> {
    let axis = Axis::new(scope, series)?;
    let by = scope.compile_named(&series.by)?;
    let on = scope.compile(&series.on.expr)?;
    let calls: Vec<AggregateCall> =
        series.aggregates.iter().map(|(call, _)| call.clone()).collect();
    let calls = Calls::new(scope, &calls)?;
    let input = scope.input(plan, &Columns::all())?;
    let mut fields: Vec<Field> = by.iter().map(|(field, _)| field.clone()).collect();
    fields.push(Field::new(BIN, Type::Long));
    let merged = input.fold(&Fold {
        init: || Groups::new(&calls, fields.iter().map(|field| field.ty)),
        feed: |groups: &mut Groups, batch: Batch| {
            let (bins, inside) = axis.bins(&on.column(&batch)?);
            let batch = batch.filter(&inside);
            let keys = by.iter().map(|(_, key)| key.column(&batch));
            let mut keys = keys.collect::<Result<Vec<_>>>()?;
            keys.push(bins);
            groups.update(&calls, &batch, &keys)
        },
        merge: |groups: &mut Groups, later| groups.merge(later, &calls),
    })?;
    let binned = merged.finish(&calls, fields, None)?;
    let rows = assemble(plan, series, &axis, &binned)?;
    Ok(Stream::of(Arc::clone(&plan.schema), vec![rows]))
}

/// The number of a row's bin, among the group's keys; no column of a query has this name.
const BIN: &str = "\0bin";

/// The arrays of a series hold at most so many values (`make-series-operator`).
const MOST: i64 = 1 << 20;

/// A row a group: its keys, the arrays of its aggregates, the array of its axis.
fn assemble(plan: &Plan, series: &MakeSeries, axis: &Axis, binned: &Batch) -> Result<Batch> {
    let keys = series.by.iter().map(|key| Field { name: key.name.clone(), ty: key.expr.ty });
    let keys = select(binned, &Arc::new(Schema::new(keys.collect())));
    let bins = binned.column(BIN).expect("invariant: the bins are a key");
    let assigned = if keys.columns().is_empty() {
        let firsts = if binned.rows() == 0 && !series.nonempty { vec![] } else { vec![0] };
        crate::group::Assigned { groups: vec![0; binned.rows()], firsts }
    } else {
        Grouper::default().assign(keys.columns(), keys.rows())
    };
    let mut arrays: HashMap<&str, Vec<Value>> = HashMap::new();
    for rows in members(&assigned) {
        let found: HashMap<i64, u32> =
            rows.iter().filter_map(|&row| Some((bins.long(row as usize)?, row))).collect();
        let (first, end) = axis.extent(found.keys().copied());
        if end.saturating_sub(first) > MOST {
            let message = format!("a series of {} values, {MOST} are allowed", end - first);
            return Err(fault(execution::LIMIT, plan.span, message));
        }
        for (call, default) in &series.aggregates {
            let name = &*call.outputs[0].name;
            let values = binned.column(name).expect("invariant: an aggregate's column");
            let cell = |bin| match found.get(&bin) {
                Some(&row) => to_json(&values.value(row as usize)),
                None => to_json(default),
            };
            let array = Value::dynamic(Json::Array((first..end).map(cell).collect()));
            arrays.entry(name).or_default().push(array);
        }
        let points = (first..end).map(|bin| to_json(&axis.value(bin))).collect();
        arrays.entry(&series.on.name).or_default().push(Value::dynamic(Json::Array(points)));
    }
    let firsts = keys.take(&assigned.firsts);
    let column = |field: &Field| match arrays.get(&*field.name) {
        Some(values) => Column::from_values(Type::Dynamic, values),
        None => match firsts.column(&field.name) {
            Some(key) => key.clone(),
            None => Column::nulls(field.ty, 0),
        },
    };
    let columns = plan.schema.fields.iter().map(column).collect();
    Ok(Batch::new(Arc::clone(&plan.schema), columns, assigned.firsts.len()))
}

fn to_json(value: &Value) -> Json {
    match cast_value(value, Type::Dynamic) {
        Value::Dynamic(json) => (*json).clone(),
        _ => Json::Null,
    }
}
