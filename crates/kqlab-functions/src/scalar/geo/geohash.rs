//! Geohashes of up to 18 characters; the crates stop at 12.

use kqlab_columns::Column;
use serde_json::Value as Json;

use super::sphere::{self, Place, Places};
use crate::core::{Call, Double, EvalError, Read, Text};

const ALPHABET: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";
/// The longest geohash (geo-point-to-geohash-function).
const LONGEST: usize = 18;
/// The default length.
const ACCURACY: f64 = 5.0;

/// A rectangle of degrees.
#[derive(Clone, Copy)]
struct Cell {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Cell {
    const WORLD: Self = Self { west: -180.0, east: 180.0, south: -90.0, north: 90.0 };

    /// Halves the rectangle, the longitudes at even steps; `high` keeps the half east or north.
    fn halve(&mut self, step: usize, high: bool) {
        let (low, top) = if step.is_multiple_of(2) {
            (&mut self.west, &mut self.east)
        } else {
            (&mut self.south, &mut self.north)
        };
        let middle = f64::midpoint(*low, *top);
        if high {
            *low = middle;
        } else {
            *top = middle;
        }
    }

    fn middle(&self, step: usize) -> f64 {
        if step.is_multiple_of(2) {
            f64::midpoint(self.west, self.east)
        } else {
            f64::midpoint(self.south, self.north)
        }
    }

    fn parse(hash: &str) -> Option<Self> {
        if hash.is_empty() || hash.len() > LONGEST {
            return None;
        }
        let mut cell = Self::WORLD;
        for (position, letter) in hash.bytes().enumerate() {
            let letter = letter.to_ascii_lowercase();
            let bits = ALPHABET.iter().position(|known| *known == letter)?;
            for bit in 0..5 {
                cell.halve(position * 5 + bit, bits >> (4 - bit) & 1 == 1);
            }
        }
        Some(cell)
    }

    fn center(&self) -> (f64, f64) {
        (self.middle(0), self.middle(1))
    }
}

fn hash(longitude: f64, latitude: f64, length: usize) -> String {
    let mut cell = Cell::WORLD;
    let mut text = String::with_capacity(length);
    for position in 0..length {
        let mut bits = 0;
        for step in position * 5..position * 5 + 5 {
            let value = if step.is_multiple_of(2) { longitude } else { latitude };
            let high = value >= cell.middle(step);
            bits = bits * 2 + usize::from(high);
            cell.halve(step, high);
        }
        text.push(char::from(ALPHABET[bits]));
    }
    text
}

/// A count from an optional argument; `None` is null.
pub(super) fn count(
    call: &Call<'_>,
    position: usize,
    default: f64,
) -> impl Fn(usize) -> Option<f64> {
    let source = call.args.get(position).map(Double::open);
    move |row| source.as_ref().map_or(Some(default), |source| Double::get(source, row))
}

/// `geo_point_to_geohash`; empty where the place or the accuracy is not valid.
pub(super) fn from_point(call: &Call<'_>) -> Result<Column, EvalError> {
    let places = Places::open(call, 0, 1);
    let accuracy = count(call, 2, ACCURACY);
    call.rows(|row| {
        let accuracy = accuracy(row).filter(|length| (1.0..=LONGEST as f64).contains(length));
        let place = places.get(0, row).zip(accuracy);
        Ok(place.map(|(place, length)| hash(place.longitude, place.latitude, length as usize)))
    })
}

fn map(call: &Call<'_>, f: impl Fn(&str, Cell) -> Json) -> Result<Column, EvalError> {
    call.map1::<Text, _>(|text| Cell::parse(text).map(|cell| f(text, cell)))
}

/// `geo_geohash_to_central_point`
pub(super) fn center(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |_, cell| {
        let (longitude, latitude) = cell.center();
        Place { longitude, latitude }.point()
    })
}

/// `geo_geohash_to_polygon`
pub(super) fn polygon(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |_, cell| {
        let corner = |longitude, latitude| Place { longitude, latitude };
        sphere::polygon(&[
            corner(cell.west, cell.south),
            corner(cell.east, cell.south),
            corner(cell.east, cell.north),
            corner(cell.west, cell.north),
        ])
    })
}

/// `geo_geohash_neighbors`, in the order of the page's output.
pub(super) fn neighbors(call: &Call<'_>) -> Result<Column, EvalError> {
    const ORDER: [(f64, f64); 8] = [
        (-1.0, -1.0),
        (-1.0, 1.0),
        (1.0, -1.0),
        (0.0, 1.0),
        (-1.0, 0.0),
        (1.0, 1.0),
        (1.0, 0.0),
        (0.0, -1.0),
    ];
    map(call, |text, cell| {
        let (longitude, latitude) = cell.center();
        let (width, height) = (cell.east - cell.west, cell.north - cell.south);
        let neighbor = |(east, north): &(f64, f64)| {
            let latitude = latitude + north * height;
            // The world ends at the poles and goes round at 180 degrees.
            (-90.0..=90.0).contains(&latitude).then(|| {
                let longitude = (longitude + east * width + 540.0).rem_euclid(360.0) - 180.0;
                Json::from(hash(longitude, latitude, text.len()))
            })
        };
        ORDER.iter().filter_map(neighbor).collect()
    })
}
