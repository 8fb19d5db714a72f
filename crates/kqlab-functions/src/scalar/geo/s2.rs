//! S2 cells.

use kqlab_columns::Column;
use s2::cell::Cell;
use s2::cellid::{CellID, MAX_LEVEL};
use s2::latlng::LatLng;
use s2::point::Point;
use serde_json::Value as Json;

use super::geohash::count;
use super::sphere::{self, Place, Places};
use crate::core::{Call, EvalError, Text};

/// The default level (geo-point-to-s2cell-function).
const LEVEL: f64 = 11.0;

/// The longest token.
const LONGEST: usize = 16;

fn parse(token: &str) -> Option<CellID> {
    let is_token = !token.is_empty()
        && token.len() <= LONGEST
        && token.bytes().all(|letter| letter.is_ascii_hexdigit());
    is_token.then(|| CellID::from_token(token)).filter(CellID::is_valid)
}

fn place(point: &Point) -> Place {
    let place = LatLng::from(point);
    Place { longitude: place.lng.deg(), latitude: place.lat.deg() }
}

/// `geo_point_to_s2cell`; empty where the place or the level is not valid.
pub(super) fn from_point(call: &Call<'_>) -> Result<Column, EvalError> {
    let places = Places::open(call, 0, 1);
    let level = count(call, 2, LEVEL);
    call.rows(|row| {
        let level = level(row).filter(|level| (0.0..=MAX_LEVEL as f64).contains(level));
        let place = places.get(0, row).zip(level);
        Ok(place.map(|(place, level)| {
            let leaf = CellID::from(LatLng::from_degrees(place.latitude, place.longitude));
            leaf.parent(level as u64).to_token()
        }))
    })
}

fn map(call: &Call<'_>, f: impl Fn(CellID) -> Json) -> Result<Column, EvalError> {
    call.map1::<Text, _>(|token| parse(token).map(&f))
}

/// `geo_s2cell_to_central_point`
pub(super) fn center(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |id| place(&Cell::from(&id).center()).point())
}

/// `geo_s2cell_to_polygon`
pub(super) fn polygon(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |id| sphere::polygon(&Cell::from(&id).vertices().map(|vertex| place(&vertex))))
}

/// `geo_s2cell_neighbors`, in the order of the page's output; a cell at a corner of the cube has seven.
pub(super) fn neighbors(call: &Call<'_>) -> Result<Column, EvalError> {
    const ORDER: [usize; 8] = [7, 0, 1, 2, 3, 5, 4, 6];
    map(call, |id| {
        let all = id.all_neighbors(id.level());
        let ordered = ORDER.iter().filter_map(|position| all.get(*position));
        ordered.map(|neighbor| Json::from(neighbor.to_token())).collect()
    })
}
