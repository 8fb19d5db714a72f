//! H3 cells.

use h3o::{CellIndex, LatLng, Resolution};
use kqlab_columns::Column;
use serde_json::Value as Json;

use super::geohash::count;
use super::sphere::{self, Place, Places};
use crate::cast::number;
use crate::core::{Any, Call, EvalError, Read, Text};

/// The default resolution (geo-point-to-h3cell-function).
const RESOLUTION: f64 = 6.0;
/// How many levels the children may be below (geo-h3cell-children-function).
const DEEPEST: u8 = 5;
/// The widest ring (geo-h3cell-rings-function).
const WIDEST: u32 = 142;

fn parse(token: &str) -> Option<CellIndex> {
    token.parse().ok()
}

fn resolution(number: f64) -> Option<Resolution> {
    let number = (0.0..=15.0).contains(&number).then_some(number as u8)?;
    Resolution::try_from(number).ok()
}

fn token(cell: CellIndex) -> Json {
    Json::from(cell.to_string())
}

fn place(place: LatLng) -> Place {
    Place { longitude: place.lng(), latitude: place.lat() }
}

/// `geo_point_to_h3cell`; empty where the place or the resolution is not valid.
pub(super) fn from_point(call: &Call<'_>) -> Result<Column, EvalError> {
    let places = Places::open(call, 0, 1);
    let wanted = count(call, 2, RESOLUTION);
    call.rows(|row| {
        let place = places.get(0, row).zip(wanted(row).and_then(resolution));
        Ok(place.and_then(|(place, resolution)| {
            let place = LatLng::new(place.latitude, place.longitude).ok()?;
            Some(place.to_cell(resolution).to_string())
        }))
    })
}

fn map(call: &Call<'_>, f: impl Fn(CellIndex) -> Json) -> Result<Column, EvalError> {
    call.map1::<Text, _>(|token| parse(token).map(&f))
}

/// `geo_h3cell_to_central_point`
pub(super) fn center(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |cell| place(LatLng::from(cell)).point())
}

/// `geo_h3cell_to_polygon`
pub(super) fn polygon(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |cell| {
        let ring: Vec<Place> = cell.boundary().iter().map(|corner| place(*corner)).collect();
        sphere::polygon(&ring)
    })
}

/// `geo_h3cell_neighbors`
pub(super) fn neighbors(call: &Call<'_>) -> Result<Column, EvalError> {
    map(call, |cell| ring(cell, 1))
}

/// The cells at a distance, those that exist, in the order of the page's output.
fn ring(cell: CellIndex, distance: u32) -> Json {
    let fast: Option<Vec<CellIndex>> = cell.grid_ring_fast(distance).collect();
    let mut cells = fast.unwrap_or_else(|| cell.grid_ring(distance));
    if !cells.is_empty() {
        cells.rotate_left(1);
    }
    cells.into_iter().map(token).collect()
}

/// `geo_h3cell_rings`
pub(super) fn rings(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map2::<Text, Any, _>(|token, distance| {
        let cell = parse(token)?;
        let distance = number::long(distance)?;
        let distance = u32::try_from(distance).ok().filter(|distance| *distance <= WIDEST)?;
        Some((0..=distance).map(|distance| ring(cell, distance)).collect::<Json>())
    })
}

/// `geo_h3cell_children`, by default those one level below.
pub(super) fn children(call: &Call<'_>) -> Result<Column, EvalError> {
    let wanted = call.args.get(1).map(Any::open);
    let cells = Text::open(&call.args[0]);
    call.rows(|row| {
        Ok((|| {
            let cell = parse(Text::get(&cells, row)?)?;
            let level = u8::from(cell.resolution());
            let wanted = match &wanted {
                None => level + 1,
                Some(wanted) => u8::try_from(number::long(Any::get(wanted, row)?)?).ok()?,
            };
            let depth = wanted.checked_sub(level).filter(|depth| (1..=DEEPEST).contains(depth))?;
            let resolution = Resolution::try_from(level + depth).ok()?;
            Some(cell.children(resolution).map(token).collect::<Json>())
        })())
    })
}

/// `geo_h3cell_parent`, by default one level above; empty where there is none.
pub(super) fn parent(call: &Call<'_>) -> Result<Column, EvalError> {
    let wanted = call.args.get(1).map(Any::open);
    let cells = Text::open(&call.args[0]);
    call.rows(|row| {
        Ok((|| {
            let cell = parse(Text::get(&cells, row)?)?;
            let level = u8::from(cell.resolution());
            let wanted = match &wanted {
                None => level.checked_sub(1)?,
                Some(wanted) => u8::try_from(number::long(Any::get(wanted, row)?)?).ok()?,
            };
            let resolution = Resolution::try_from(wanted).ok()?;
            cell.parent(resolution).map(|parent| parent.to_string())
        })())
    })
}

/// `geo_h3cell_level`
pub(super) fn level(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Text, _>(|token| parse(token).map(|cell| i32::from(u8::from(cell.resolution()))))
}
