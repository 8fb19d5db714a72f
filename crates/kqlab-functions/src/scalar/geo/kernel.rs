//! Distances and angles of places on the sphere.

use kqlab_columns::Column;
use kqlab_plan::Value;

use super::sphere::{Place, Places, RADIUS, cross, dot};
use crate::core::{Call, Double, EvalError, Read};

/// Refuses to measure on a spheroid, which the flag at `position` asks for.
pub(super) fn no_spheroid(call: &Call<'_>, position: usize) -> Result<(), EvalError> {
    let flag = call.args.get(position).map(|flag| flag.value(0));
    match flag {
        None | Some(Value::Bool(false) | Value::Int(0) | Value::Long(0)) => Ok(()),
        Some(_) => Err(EvalError::argument("distances on a spheroid are not supported")
            .with_hint("leave use_spheroid out to measure on the sphere")),
    }
}

/// `geo_distance_2points`
pub(super) fn distance(call: &Call<'_>) -> Result<Column, EvalError> {
    no_spheroid(call, 4)?;
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
