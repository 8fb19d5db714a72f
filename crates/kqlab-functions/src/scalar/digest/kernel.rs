//! The kernels over `hll` and `tdigest` states.

use kqlab_columns::Column;
use kqlab_plan::{Type, Value};
use serde_json::Value as JsonValue;

use crate::cast::cast_value;
use crate::core::{Call, Double, EvalError, Json, Read, to_json};
use crate::sketch::digest::{Digest, Point};
use crate::sketch::distinct::{Distinct, Precision};

/// The digest of a row; what is no digest has none.
fn digest(source: &<Json as Read>::Source<'_>, row: usize) -> Option<Digest> {
    Digest::from_json(&Json::get(source, row)?)
}

/// The value as a member of a digest.
fn point(value: &Value) -> Option<Point> {
    match value {
        Value::Int(value) => Some(Point::Whole(i64::from(*value))),
        Value::Long(value) | Value::Datetime(value) | Value::Timespan(value) => {
            Some(Point::Whole(*value))
        }
        Value::Real(value) => Some(Point::Real(*value)),
        _ => None,
    }
}

/// `percentile_tdigest(tdigest, percent [, typeof(type)])`: a dynamic, or a value of the type.
pub(super) fn percentile(call: &Call<'_>) -> Result<Column, EvalError> {
    let (digests, percents) = (Json::open(&call.args[0]), Double::open(&call.args[1]));
    call.rows(|row| {
        let Some((digest, percent)) = digest(&digests, row).zip(Double::get(&percents, row)) else {
            return Ok(Value::null(call.returns));
        };
        let value = digest.percentile(percent);
        Ok(match call.returns {
            Type::Dynamic => Value::dynamic(to_json(&value)),
            ty => cast_value(&value, ty),
        })
    })
}

/// `percentiles_array_tdigest(tdigest, percent ..)` or with one array of percents.
pub(super) fn percentiles(call: &Call<'_>) -> Result<Column, EvalError> {
    let digests = Json::open(&call.args[0]);
    let array = (call.overload == 1).then(|| Json::open(&call.args[1]));
    let numbers: Vec<_> = match array {
        Some(_) => Vec::new(),
        None => call.args[1..].iter().map(Double::open).collect(),
    };
    call.rows(|row| {
        let Some(digest) = digest(&digests, row) else { return Ok(JsonValue::Null) };
        let percents: Option<Vec<f64>> = match &array {
            Some(array) => Json::get(array, row).and_then(|json| {
                json.as_array()?.iter().map(JsonValue::as_f64).collect::<Option<Vec<f64>>>()
            }),
            None => numbers.iter().map(|percent| Double::get(percent, row)).collect(),
        };
        let value = |percent: f64| to_json(&digest.percentile(percent));
        Ok(percents.map_or(JsonValue::Null, |percents| percents.into_iter().map(value).collect()))
    })
}

/// `rank_tdigest(tdigest, value)`: how many members are not above the value.
pub(super) fn rank(call: &Call<'_>) -> Result<Column, EvalError> {
    let digests = Json::open(&call.args[0]);
    call.rows(|row| {
        let member = digest(&digests, row).zip(point(&call.args[1].value(row)));
        Ok(member.map(|(digest, point)| digest.rank(point) as f64))
    })
}

/// `percentrank_tdigest(tdigest, value)`: the same in percent of all members.
pub(super) fn percent_rank(call: &Call<'_>) -> Result<Column, EvalError> {
    let digests = Json::open(&call.args[0]);
    call.rows(|row| {
        let member = digest(&digests, row).zip(point(&call.args[1].value(row)));
        Ok(member.and_then(|(digest, point)| digest.percent_rank(point)))
    })
}

/// `merge_tdigest(tdigest ..)`; null where an argument is no digest.
pub(super) fn merge_digests(call: &Call<'_>) -> Result<Column, EvalError> {
    let sources: Vec<_> = call.args.iter().map(Json::open).collect();
    call.rows(|row| {
        let mut merged = Digest::default();
        for source in &sources {
            let Some(digest) = digest(source, row) else { return Ok(JsonValue::Null) };
            merged.merge(digest)?;
        }
        Ok(merged.to_json())
    })
}

/// `hll_merge(hll ..)`; null where an argument is no state, an error where they are of different accuracies.
pub(super) fn merge_hlls(call: &Call<'_>) -> Result<Column, EvalError> {
    let sources: Vec<_> = call.args.iter().map(Json::open).collect();
    call.rows(|row| {
        let states: Option<Vec<(Distinct, Precision)>> = sources
            .iter()
            .map(|source| Json::get(source, row).and_then(|json| Distinct::from_json(&json)))
            .collect();
        let Some(states) = states else { return Ok(JsonValue::Null) };
        let mut states = states.into_iter();
        let Some((mut merged, precision)) = states.next() else { return Ok(JsonValue::Null) };
        for (other, other_precision) in states {
            if other_precision != precision {
                return Err(EvalError::argument("expected hll values of one accuracy, found two"));
            }
            merged.merge(other, precision);
        }
        Ok(merged.to_json(precision))
    })
}

/// `dcount_hll(hll)`: how many distinct values the state has seen.
pub(super) fn dcount(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Json, _>(|json| Distinct::from_json(&json).map(|(distinct, _)| distinct.count()))
}

/// `hll_isvalid(hll)`
pub(super) fn hll_is_valid(call: &Call<'_>) -> Result<Column, EvalError> {
    let source = Json::open(&call.args[0]);
    call.rows(|row| {
        Ok(Json::get(&source, row).is_some_and(|json| Distinct::from_json(&json).is_some()))
    })
}

/// `tdigest_isvalid(tdigest)`
pub(super) fn digest_is_valid(call: &Call<'_>) -> Result<Column, EvalError> {
    let source = Json::open(&call.args[0]);
    call.rows(|row| Ok(digest(&source, row).is_some()))
}
