//! Lengths, areas, distances and nearest places of lines and polygons.

use kqlab_columns::Column;
use serde_json::Value as Json;

use super::edge::{self, angle, unit};
use super::shape::{self, Line, Rings};
use super::sphere::{Place, Places, RADIUS, Vector};
use crate::core::{Call, Double, EvalError, Json as JsonRows, Read};

/// Maps lines; null where they are not valid.
fn of_lines<R: crate::core::Cell>(
    call: &Call<'_>,
    f: impl Fn(&[Line]) -> Option<R>,
) -> Result<Column, EvalError> {
    call.map1::<JsonRows, _>(|json| f(&shape::lines(&json)?))
}

/// The only line.
fn single(lines: &[Line]) -> Option<&Line> {
    match lines {
        [line] => Some(line),
        _ => None,
    }
}

/// The distinct edges of all lines: a multiline counts as the union of its lines (geo-line-length-function).
fn all_edges(lines: &[Line]) -> Vec<(Vector, Vector)> {
    let mut all: Vec<(Vector, Vector)> = Vec::new();
    for (a, b) in lines.iter().flat_map(|line| shape::edges(line)) {
        if lines.len() == 1 || !(all.contains(&(a, b)) || all.contains(&(b, a))) {
            all.push((a, b));
        }
    }
    all
}

/// `geo_line_length`
pub(super) fn length(call: &Call<'_>) -> Result<Column, EvalError> {
    of_lines(call, |lines| {
        let length: f64 = all_edges(lines).iter().map(|(a, b)| angle(*a, *b)).sum();
        Some(length * RADIUS)
    })
}

/// `geo_line_centroid`
pub(super) fn line_centroid(call: &Call<'_>) -> Result<Column, EvalError> {
    of_lines(call, |lines| {
        let sum = all_edges(lines)
            .into_iter()
            .fold([0.0; 3], |sum, ends| edge::combine(sum, 1.0, edge::centroid(ends), 1.0));
        Some(Place::at(unit(sum)).point())
    })
}

/// `geo_line_interpolate_point`
pub(super) fn interpolate(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<JsonRows, Double, _>(|json, fraction| {
        let lines = shape::lines(&json)?;
        let line = single(&lines)?;
        if !(0.0..=1.0).contains(&fraction) {
            return None;
        }
        let whole: f64 = shape::edges(line).map(|(a, b)| angle(a, b)).sum();
        let mut rest = fraction * whole;
        for (a, b) in shape::edges(line) {
            let part = angle(a, b);
            if rest <= part {
                let share = if part > 0.0 { rest / part } else { 0.0 };
                return Some(Place::at(edge::interpolate((a, b), share)).point());
            }
            rest -= part;
        }
        Some(Place::at(*line.last()?).point())
    })
}

/// `geo_line_locate_point` on the sphere
pub(super) fn locate(call: &Call<'_>) -> Result<Column, EvalError> {
    super::kernel::no_spheroid(call, 3)?;
    let (lines, places) = (JsonRows::open(&call.args[0]), Places::open(call, 1, 1));
    call.rows(|row| {
        Ok((|| {
            let lines = shape::lines(&JsonRows::get(&lines, row)?)?;
            let line = single(&lines)?;
            let point = places.get(0, row)?.vector();
            let (mut before, mut best) = (0.0, (f64::INFINITY, 0.0));
            for (a, b) in shape::edges(line) {
                let nearest = edge::nearest((a, b), point);
                let distance = angle(nearest, point);
                if distance < best.0 {
                    best = (distance, before + angle(a, nearest));
                }
                before += angle(a, b);
            }
            (before > 0.0).then(|| (best.1 / before).clamp(0.0, 1.0))
        })())
    })
}

/// The nearest place of edges.
fn nearest(edges: impl Iterator<Item = (Vector, Vector)>, point: Vector) -> Option<Vector> {
    edges
        .map(|ends| edge::nearest(ends, point))
        .min_by(|a, b| angle(*a, point).total_cmp(&angle(*b, point)))
}

/// The first two arguments are a place, the third a shape; null where one is not valid.
fn to_shape<S, R: crate::core::Cell>(
    call: &Call<'_>,
    parse: fn(&Json) -> Option<S>,
    f: impl Fn(&S, Vector) -> Option<R>,
) -> Result<Column, EvalError> {
    let (places, shapes) = (Places::open(call, 0, 1), JsonRows::open(&call.args[2]));
    let constant = call.constant(2).is_some();
    let mut known: Option<Option<S>> = None;
    call.rows(|row| {
        if known.is_none() || !constant {
            known = Some(JsonRows::get(&shapes, row).and_then(|json| parse(&json)));
        }
        let shape = known.as_ref().and_then(Option::as_ref);
        Ok(places.get(0, row).zip(shape).and_then(|(place, shape)| f(shape, place.vector())))
    })
}

/// `geo_point_in_polygon`
pub(super) fn in_polygon(call: &Call<'_>) -> Result<Column, EvalError> {
    to_shape(call, shape::polygons, |polygons, point| Some(shape::contains(polygons, point)))
}

fn line_edges(lines: &[Line]) -> impl Iterator<Item = (Vector, Vector)> {
    lines.iter().flat_map(|line| shape::edges(line))
}

fn polygon_edges(polygons: &[Rings]) -> impl Iterator<Item = (Vector, Vector)> {
    polygons.iter().flatten().flat_map(|ring| shape::ring_edges(ring))
}

/// `geo_distance_point_to_line`
pub(super) fn to_line(call: &Call<'_>) -> Result<Column, EvalError> {
    to_shape(call, shape::lines, |lines, point| {
        nearest(line_edges(lines), point).map(|nearest| angle(nearest, point) * RADIUS)
    })
}

/// `geo_closest_point_on_line`
pub(super) fn on_line(call: &Call<'_>) -> Result<Column, EvalError> {
    to_shape(call, shape::lines, |lines, point| {
        nearest(line_edges(lines), point).map(|nearest| Place::at(nearest).point())
    })
}

/// `geo_distance_point_to_polygon`; 0 within it.
pub(super) fn to_polygon(call: &Call<'_>) -> Result<Column, EvalError> {
    to_shape(call, shape::polygons, |polygons, point| {
        if shape::contains(polygons, point) {
            return Some(0.0);
        }
        nearest(polygon_edges(polygons), point).map(|nearest| angle(nearest, point) * RADIUS)
    })
}

/// `geo_closest_point_on_polygon`; within it the place itself.
pub(super) fn on_polygon(call: &Call<'_>) -> Result<Column, EvalError> {
    to_shape(call, shape::polygons, |polygons, point| {
        if shape::contains(polygons, point) {
            return Some(Place::at(point).point());
        }
        nearest(polygon_edges(polygons), point).map(|nearest| Place::at(nearest).point())
    })
}

/// Maps polygons that have no place in common: their union is not computed.
fn of_polygons<R: crate::core::Cell>(
    call: &Call<'_>,
    f: impl Fn(&[Rings]) -> R,
) -> Result<Column, EvalError> {
    let shapes = JsonRows::open(&call.args[0]);
    call.rows(|row| {
        let Some(polygons) = JsonRows::get(&shapes, row).and_then(|json| shape::polygons(&json))
        else {
            return Ok(None);
        };
        let overlap =
            (1..polygons.len()).any(|index| touch(&polygons[index..=index], &polygons[..index]));
        if overlap {
            return Err(EvalError::argument("the polygons of the multipolygon overlap")
                .with_hint("measure the polygons one by one: kqlab does not unite them"));
        }
        Ok(Some(f(&polygons)))
    })
}

/// Whether polygons have a place in common.
pub(super) fn touch(left: &[Rings], right: &[Rings]) -> bool {
    let crosses = polygon_edges(left).any(|a| polygon_edges(right).any(|b| edge::meet(a, b)));
    let first = |polygons: &[Rings]| polygons[0][0][0];
    crosses || shape::contains(right, first(left)) || shape::contains(left, first(right))
}

/// The triangles that a ring is made of, as seen from its first corner.
fn triangles(ring: &[Vector]) -> impl Iterator<Item = (Vector, Vector, Vector)> {
    (1..ring.len().saturating_sub(1)).map(|index| (ring[0], ring[index], ring[index + 1]))
}

fn ring_area(ring: &[Vector]) -> f64 {
    triangles(ring).map(|(a, b, c)| edge::triangle(a, b, c)).sum()
}

/// `geo_polygon_area`
pub(super) fn area(call: &Call<'_>) -> Result<Column, EvalError> {
    of_polygons(call, |polygons| {
        let area = |rings: &Rings| {
            let holes: f64 = rings[1..].iter().map(|hole| ring_area(hole).abs()).sum();
            ring_area(&rings[0]).abs() - holes
        };
        polygons.iter().map(area).sum::<f64>() * RADIUS * RADIUS
    })
}

/// `geo_polygon_perimeter`
pub(super) fn perimeter(call: &Call<'_>) -> Result<Column, EvalError> {
    of_polygons(call, |polygons| {
        polygon_edges(polygons).map(|(a, b)| angle(a, b)).sum::<f64>() * RADIUS
    })
}

/// `geo_polygon_centroid`
pub(super) fn polygon_centroid(call: &Call<'_>) -> Result<Column, EvalError> {
    of_polygons(call, |polygons| {
        let mut sum = [0.0; 3];
        for rings in polygons {
            for (position, ring) in rings.iter().enumerate() {
                let sign = ring_area(ring).signum() * if position == 0 { 1.0 } else { -1.0 };
                for (a, b, c) in triangles(ring) {
                    sum = edge::combine(sum, 1.0, edge::triangle_centroid(a, b, c), sign);
                }
            }
        }
        Place::at(unit(sum)).point()
    })
}

/// Two shapes; null where one is not valid.
fn pair<A, B>(
    call: &Call<'_>,
    left: fn(&Json) -> Option<A>,
    right: fn(&Json) -> Option<B>,
    f: impl Fn(&A, &B) -> bool,
) -> Result<Column, EvalError> {
    call.map2::<JsonRows, JsonRows, _>(|a, b| Some(f(&left(&a)?, &right(&b)?)))
}

/// `geo_intersects_2lines`
pub(super) fn lines_meet(call: &Call<'_>) -> Result<Column, EvalError> {
    pair(call, shape::lines, shape::lines, |left, right| {
        line_edges(left).any(|a| line_edges(right).any(|b| edge::meet(a, b)))
    })
}

/// `geo_intersects_line_with_polygon`
pub(super) fn line_meets_polygon(call: &Call<'_>) -> Result<Column, EvalError> {
    pair(call, shape::lines, shape::polygons, |lines, polygons| {
        line_edges(lines).any(|a| polygon_edges(polygons).any(|b| edge::meet(a, b)))
            || lines.iter().any(|line| shape::contains(polygons, line[0]))
    })
}

/// `geo_intersects_2polygons`
pub(super) fn polygons_meet(call: &Call<'_>) -> Result<Column, EvalError> {
    pair(call, shape::polygons, shape::polygons, |left, right| {
        left.iter()
            .any(|a| right.iter().any(|b| touch(std::slice::from_ref(a), std::slice::from_ref(b))))
    })
}
