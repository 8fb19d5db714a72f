//! Points on the sphere that Kusto measures on, and GeoJSON.

use serde_json::{Value as Json, json};

use crate::core::{Call, Double, Read};

/// The radius of the sphere in meters; it is what geo-distance-2points-function computes with.
pub(super) const RADIUS: f64 = 6_371_010.0;

/// A place in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// From -180 to 180.
    pub(super) longitude: f64,
    /// From -90 to 90.
    pub(super) latitude: f64,
}

/// A vector of length 1.
pub(super) type Vector = [f64; 3];

impl Place {
    /// A place that exists.
    pub(super) fn new(longitude: f64, latitude: f64) -> Option<Self> {
        let valid = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
        valid.then_some(Self { longitude, latitude })
    }

    /// The place of a GeoJSON position.
    pub(super) fn of(json: &Json) -> Option<Self> {
        match json.as_array()?.as_slice() {
            [longitude, latitude, ..] => Self::new(longitude.as_f64()?, latitude.as_f64()?),
            _ => None,
        }
    }

    /// The vector from the center.
    pub(super) fn vector(self) -> Vector {
        let (longitude, latitude) = (self.longitude.to_radians(), self.latitude.to_radians());
        [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
    }

    /// The angle to another place (haversine formula).
    pub(super) fn angle(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let (dlat, dlng) = (b - a, (other.longitude - self.longitude).to_radians());
        let h = (dlat / 2.0).sin().powi(2) + a.cos() * b.cos() * (dlng / 2.0).sin().powi(2);
        2.0 * h.sqrt().atan2((1.0 - h).max(0.0).sqrt())
    }

    /// The place that a vector points to.
    pub(super) fn at([x, y, z]: Vector) -> Self {
        Self { longitude: y.atan2(x).to_degrees(), latitude: z.atan2(x.hypot(y)).to_degrees() }
    }

    /// The GeoJSON position; whole degrees are written so.
    pub(super) fn position(self) -> Json {
        let degrees = |value: f64| {
            if value.fract() == 0.0 { Json::from(value as i64) } else { Json::from(value) }
        };
        Json::from(vec![degrees(self.longitude), degrees(self.latitude)])
    }

    /// The GeoJSON point.
    pub(super) fn point(self) -> Json {
        json!({"type": "Point", "coordinates": self.position()})
    }
}

/// A GeoJSON polygon of one ring, which is closed here.
pub(super) fn polygon(ring: &[Place]) -> Json {
    let closed: Vec<Json> = ring.iter().chain(ring.first()).map(|place| place.position()).collect();
    json!({"type": "Polygon", "coordinates": [closed]})
}

pub(super) fn cross(a: Vector, b: Vector) -> Vector {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

pub(super) fn dot(a: Vector, b: Vector) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// Arguments that are longitudes and latitudes by turns, from `position` on.
pub(super) struct Places<'a>(Vec<<Double as Read>::Source<'a>>);

impl<'a> Places<'a> {
    /// Opens the arguments of `count` places.
    pub(super) fn open(call: &Call<'a>, position: usize, count: usize) -> Self {
        Self(call.args[position..position + 2 * count].iter().map(Double::open).collect())
    }

    /// A row's place; `None` is null or does not exist.
    pub(super) fn get(&self, index: usize, row: usize) -> Option<Place> {
        let longitude = Double::get(&self.0[2 * index], row)?;
        Place::new(longitude, Double::get(&self.0[2 * index + 1], row)?)
    }
}
