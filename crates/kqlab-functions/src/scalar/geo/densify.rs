//! Straight lines of the map as chains of the sphere's shortest ways.
//!
//! An edge is halved until the chain is as near as asked for; what is measured are two places on either side of the middle,
//! as the S2 library does it (its edge tessellator), from which the constants are.

use kqlab_columns::Column;
use serde_json::Value as Json;

use super::edge;
use super::shape;
use super::sphere::{Place, RADIUS};
use crate::core::{Call, Double, EvalError, Json as JsonRows, Read};

/// Where the distance is measured.
const PROBE: f64 = 0.312_156_910_822_483_1;
/// What a measured distance may be of the tolerance.
const SCALE: f64 = 0.838_299_925_698_885_1;
/// The default distance in meters (geo-line-densify-function).
const TOLERANCE: f64 = 10.0;

fn between(a: Place, b: Place, fraction: f64) -> Place {
    let mix = |a: f64, b: f64| a + (b - a) * fraction;
    Place { longitude: mix(a.longitude, b.longitude), latitude: mix(a.latitude, b.latitude) }
}

/// How far the straight line is from the shortest way, as an angle.
fn error(a: Place, b: Place) -> f64 {
    let way = (a.vector(), b.vector());
    let at =
        |fraction| edge::angle(between(a, b, fraction).vector(), edge::interpolate(way, fraction));
    at(PROBE).max(at(1.0 - PROBE))
}

/// Appends the places after `a`, up to `b`.
fn chain(a: Place, b: Place, tolerance: f64, out: &mut Vec<Place>) {
    /// Halves of halves: no edge is longer than half of the earth.
    const DEEPEST: u32 = 40;
    let mut open = vec![(a, b, 0)];
    while let Some((a, b, depth)) = open.pop() {
        if depth == DEEPEST || error(a, b) <= tolerance {
            out.push(b);
        } else {
            let middle = between(a, b, 0.5);
            open.push((middle, b, depth + 1));
            open.push((a, middle, depth + 1));
        }
    }
}

/// One line or ring; `None` where it is not valid.
fn line(json: &Json, tolerance: f64) -> Option<Result<Json, EvalError>> {
    let places: Vec<Place> =
        json.as_array()?.iter().map(Place::of).collect::<Option<Vec<Place>>>()?;
    let mut out = vec![*places.first()?];
    for pair in places.windows(2) {
        if (pair[1].longitude - pair[0].longitude).abs() > 180.0 {
            return Some(Err(EvalError::argument("an edge crosses the 180th meridian")));
        }
        chain(pair[0], pair[1], tolerance, &mut out);
    }
    Some(Ok(out.into_iter().map(Place::position).collect()))
}

/// The arrays of lines, nested so deep.
fn nested(json: &Json, depth: usize, tolerance: f64) -> Option<Result<Json, EvalError>> {
    if depth == 0 {
        return line(json, tolerance);
    }
    json.as_array()?.iter().map(|inner| nested(inner, depth - 1, tolerance)).collect()
}

fn densify(
    call: &Call<'_>,
    is_valid: fn(&Json) -> bool,
    depth: fn(&str) -> usize,
) -> Result<Column, EvalError> {
    let shapes = JsonRows::open(&call.args[0]);
    let tolerances = call.args.get(1).map(Double::open);
    call.rows(|row| {
        let tolerance =
            tolerances.as_ref().map_or(Some(TOLERANCE), |source| Double::get(source, row));
        let tolerance = tolerance.filter(|meters| (0.1..=10_000.0).contains(meters));
        let shape = JsonRows::get(&shapes, row).filter(is_valid).zip(tolerance);
        let Some((mut shape, meters)) = shape else { return Ok(Json::Null) };
        let depth = depth(shape["type"].as_str().unwrap_or_default());
        let dense = nested(&shape["coordinates"], depth, meters / RADIUS * SCALE);
        match dense {
            None => Ok(Json::Null),
            Some(dense) => {
                shape["coordinates"] = dense?;
                Ok(shape)
            }
        }
    })
}

/// `geo_line_densify`
pub(super) fn line_densify(call: &Call<'_>) -> Result<Column, EvalError> {
    let depth = |kind: &str| usize::from(kind == "MultiLineString");
    densify(call, |json| shape::lines(json).is_some(), depth)
}

/// `geo_polygon_densify`
pub(super) fn polygon_densify(call: &Call<'_>) -> Result<Column, EvalError> {
    let depth = |kind: &str| if kind == "MultiPolygon" { 2 } else { 1 };
    densify(call, |json| shape::polygons(json).is_some(), depth)
}
