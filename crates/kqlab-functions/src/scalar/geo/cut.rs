//! What lines have in common with lines and polygons.

use kqlab_columns::Column;
use serde_json::{Value as Json, json};

use super::edge::{self, angle, unit};
use super::shape::{self, Line, Rings};
use super::sphere::{Place, Vector, cross, dot};
use crate::core::{Call, EvalError, Json as JsonRows, Read};

/// Places that are nearer are one place.
const SAME: f64 = 1e-12;

/// Where two edges cross, if at one place.
fn crossing(a: (Vector, Vector), b: (Vector, Vector)) -> Option<Vector> {
    if !edge::meet(a, b) {
        return None;
    }
    let normal = cross(cross(a.0, a.1), cross(b.0, b.1));
    if dot(normal, normal) < 1e-30 {
        return None;
    }
    let place = unit(normal);
    let middle = edge::combine(a.0, 1.0, a.1, 1.0);
    Some(if dot(place, middle) > 0.0 { place } else { place.map(|part| -part) })
}

fn position(vector: Vector) -> Json {
    Place::at(vector).position()
}

fn collection(name: &str, parts: Vec<Json>) -> Json {
    match parts.len() {
        0 => json!({"type": "GeometryCollection", "geometries": []}),
        1 => json!({"type": name, "coordinates": parts[0]}),
        _ => json!({"type": format!("Multi{name}"), "coordinates": parts}),
    }
}

/// `geo_intersection_2lines`: places, or the line if both are the same; lines that run along each other are refused.
pub(super) fn two_lines(call: &Call<'_>) -> Result<Column, EvalError> {
    let sources: Vec<_> = call.args.iter().map(JsonRows::open).collect();
    call.rows(|row| {
        let shape = |index: usize| {
            let json = JsonRows::get(&sources[index], row)?;
            Some((shape::lines(&json)?, json))
        };
        let Some(((left, json), (right, _))) = shape(0).zip(shape(1)) else {
            return Ok(Json::Null);
        };
        if left == right && left.len() == 1 {
            return Ok(json);
        }
        common_places(&left, &right)
    })
}

fn common_places(left: &[Line], right: &[Line]) -> Result<Json, EvalError> {
    let mut places: Vec<Vector> = Vec::new();
    for a in left.iter().flat_map(|line| shape::edges(line)) {
        for b in right.iter().flat_map(|line| shape::edges(line)) {
            match crossing(a, b) {
                Some(place) if places.iter().all(|known| angle(*known, place) > SAME) => {
                    places.push(place);
                }
                None if edge::meet(a, b) => {
                    return Err(EvalError::argument("the lines run along each other"));
                }
                _ => {}
            }
        }
    }
    Ok(collection("Point", places.into_iter().map(position).collect()))
}

/// The parts of a line that are within polygons, each a list of places.
fn inside(line: &Line, polygons: &[Rings]) -> Vec<Vec<Vector>> {
    let mut parts: Vec<Vec<Vector>> = Vec::new();
    let mut open = false;
    for (a, b) in shape::edges(line) {
        let borders = polygons.iter().flatten().flat_map(|ring| shape::ring_edges(ring));
        let mut stops: Vec<Vector> =
            borders.filter_map(|border| crossing((a, b), border)).collect();
        stops.push(b);
        stops.sort_by(|x, y| angle(a, *x).total_cmp(&angle(a, *y)));
        let mut from = a;
        for stop in stops {
            if angle(from, stop) <= SAME {
                continue;
            }
            if shape::contains(polygons, edge::interpolate((from, stop), 0.5)) {
                match parts.last_mut().filter(|_| open) {
                    Some(part) => part.push(stop),
                    None => parts.push(vec![from, stop]),
                }
                open = true;
            } else {
                open = false;
            }
            from = stop;
        }
    }
    parts
}

/// `geo_intersection_line_with_polygon`
pub(super) fn line_in_polygon(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<JsonRows, JsonRows, _>(|line, polygon| {
        let (lines, polygons) = (shape::lines(&line)?, shape::polygons(&polygon)?);
        let parts = lines.iter().flat_map(|line| inside(line, &polygons));
        let json = |part: Vec<Vector>| part.into_iter().map(position).collect();
        Some(collection("LineString", parts.map(json).collect()))
    })
}
