//! Distances, angles and containment on the sphere.

use kqlab_columns::Column;
use kqlab_plan::Value;
use serde_json::Value as Json;

use super::sphere::{Place, Places, RADIUS, Vector, cross, dot};
use crate::core::{Call, Double, EvalError, Json as JsonRows, Read};

/// `geo_distance_2points`
pub(super) fn distance(call: &Call<'_>) -> Result<Column, EvalError> {
    let spheroid = call.args.get(4).map(|flag| flag.value(0));
    if spheroid
        .is_some_and(|flag| !matches!(flag, Value::Bool(false) | Value::Int(0) | Value::Long(0)))
    {
        return Err(EvalError::argument("distances on a spheroid are not supported")
            .with_hint("leave use_spheroid out to measure on the sphere"));
    }
    let places = Places::open(call, 0, 2);
    call.rows(|row| {
        let ends = places.get(0, row).zip(places.get(1, row));
        Ok(ends.map(|(from, to)| from.angle(to) * RADIUS))
    })
}

/// `geo_point_in_circle`; null where the radius is not positive.
pub(super) fn in_circle(call: &Call<'_>) -> Result<Column, EvalError> {
    let places = Places::open(call, 0, 2);
    let radius = Double::open(&call.args[4]);
    call.rows(|row| {
        let radius = Double::get(&radius, row).filter(|radius| *radius > 0.0);
        let ends = places.get(0, row).zip(places.get(1, row)).zip(radius);
        Ok(ends.map(|((place, center), radius)| place.angle(center) * RADIUS <= radius))
    })
}

/// The angle at `from` from north to the way to `to`, clockwise; `None` if there is no one way.
fn azimuth(from: Place, to: Place) -> Option<f64> {
    let (a, b) = (from.vector(), to.vector());
    let normal = cross(a, b);
    if dot(normal, normal) < 1e-30 {
        return None;
    }
    let (lat1, lat2) = (from.latitude.to_radians(), to.latitude.to_radians());
    let turn = (to.longitude - from.longitude).to_radians();
    let east = turn.sin() * lat2.cos();
    let north = lat1.cos() * lat2.sin() - lat1.sin() * lat2.cos() * turn.cos();
    Some(east.atan2(north).rem_euclid(std::f64::consts::TAU))
}

/// `geo_azimuth`
pub(super) fn azimuths(call: &Call<'_>) -> Result<Column, EvalError> {
    let places = Places::open(call, 0, 2);
    call.rows(|row| {
        let ends = places.get(0, row).zip(places.get(1, row));
        Ok(ends.and_then(|(from, to)| azimuth(from, to)))
    })
}

/// `geo_angle`: at the second place, from the way to the first clockwise to the way to the third.
pub(super) fn angles(call: &Call<'_>) -> Result<Column, EvalError> {
    let places = Places::open(call, 0, 3);
    call.rows(|row| {
        let place = |index| places.get(index, row);
        Ok((|| {
            let (first, corner, third) = (place(0)?, place(1)?, place(2)?);
            let turn = azimuth(corner, third)? - azimuth(corner, first)?;
            Some(turn.rem_euclid(std::f64::consts::TAU))
        })())
    })
}

/// A polygon's rings: the shell and its holes.
type Rings = Vec<Vec<Vector>>;

/// A ring of at least three distinct places, closed; `None` otherwise (geo-point-in-polygon-function).
fn ring(json: &Json) -> Option<Vec<Vector>> {
    let places: Option<Vec<Place>> = json.as_array()?.iter().map(Place::of).collect();
    let mut places = places?;
    let is_closed = places.len() >= 4 && places.first() == places.last();
    places.pop();
    let distinct = places.iter().enumerate().all(|(index, place)| !places[..index].contains(place));
    (is_closed && distinct).then(|| places.into_iter().map(Place::vector).collect())
}

fn rings(json: &Json) -> Option<Rings> {
    let rings: Option<Rings> = json.as_array()?.iter().map(ring).collect();
    rings.filter(|rings| !rings.is_empty())
}

/// The polygons of a GeoJSON polygon or multipolygon.
fn polygons(json: &Json) -> Option<Vec<Rings>> {
    let coordinates = json.get("coordinates")?;
    match json.get("type")?.as_str()? {
        "Polygon" => rings(coordinates).map(|rings| vec![rings]),
        "MultiPolygon" => coordinates.as_array()?.iter().map(rings).collect(),
        _ => None,
    }
}

/// The sum of the turns that a ring makes around a place, seen from it: about a full circle if it is inside of the
/// smaller of the two regions that the ring divides the sphere into.
fn encloses(ring: &[Vector], place: Vector) -> bool {
    let winding: f64 = (0..ring.len())
        .map(|index| {
            let (a, b) = (ring[index], ring[(index + 1) % ring.len()]);
            let (left, right) = (cross(place, a), cross(place, b));
            dot(place, cross(left, right)).atan2(dot(left, right))
        })
        .sum();
    let around = winding.abs() > std::f64::consts::PI;
    // Seen from the far side a ring goes round as well: there the place must be on the ring's side of the sphere.
    let center = ring
        .iter()
        .fold([0.0; 3], |sum, corner| [sum[0] + corner[0], sum[1] + corner[1], sum[2] + corner[2]]);
    around && dot(center, place) > 0.0
}

/// `geo_point_in_polygon`; null where the place or the polygon is not valid.
pub(super) fn in_polygon(call: &Call<'_>) -> Result<Column, EvalError> {
    let places = Places::open(call, 0, 1);
    let shapes = JsonRows::open(&call.args[2]);
    let constant = call.constant(2).is_some();
    let mut known: Option<Option<Vec<Rings>>> = None;
    call.rows(|row| {
        if known.is_none() || !constant {
            known = Some(JsonRows::get(&shapes, row).and_then(|json| polygons(&json)));
        }
        let polygons = known.as_ref().and_then(Option::as_ref);
        Ok(places.get(0, row).zip(polygons).map(|(place, polygons)| {
            let place = place.vector();
            polygons.iter().any(|rings| {
                encloses(&rings[0], place) && !rings[1..].iter().any(|hole| encloses(hole, place))
            })
        }))
    })
}
